import type { ResidentId } from '../../base/ids.ts';
import { lookAfter } from '../../features/entry/index.ts';
import { addPerson, type Person, peopleOf } from '../../features/residents/index.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Visitor } from './visit.ts';

/** The person whom this browser is about: the one chosen, else the only one there is. */
export async function personInView(scope: Scope, visitor: Visitor): Promise<Person | undefined> {
  const people = await peopleOf(scope, visitor.chat.chatId);
  const chosen = people.find((person) => person.residentId === visitor.residentId);
  return chosen ?? (people.length === 1 ? people[0] : undefined);
}

/** The same; someone who comes for the first time is there for themselves. */
export async function personOrSelf(scope: Scope, visitor: Visitor): Promise<ResidentId> {
  const person = await personInView(scope, visitor);
  if (person) return person.residentId;
  const residentId = await addPerson(scope, visitor.chat.chatId, { relation: 'self', answeredBy: 'self' });
  await lookAfter(scope, visitor.secret, residentId);
  return residentId;
}
