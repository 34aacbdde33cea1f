import type { ChatId, ResidentId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../platform/scope.ts';
import { lockChat } from './chat-store.ts';
import type { Resident } from './model.ts';
import * as store from './store.ts';

export const notYours = {
  code: 'residents.not-yours',
  status: 404,
  title: 'There is no such person in this chat.',
} as const;
export const labelTooLong = {
  code: 'residents.label-too-long',
  status: 422,
  title: 'The name for this person may have 20 characters at most.',
} as const;
export const tooManyPeople = {
  code: 'residents.too-many-people',
  status: 422,
  title: 'One chat can look after {most} people at most.',
} as const;

const mostPeople = 10;
const longestLabel = 20;

export interface NewPerson {
  readonly relation: 'self' | 'family';
  readonly answeredBy: 'self' | 'guardian' | 'carer';
  /** What the chat's holder calls the person, such as 「母」. Not for oneself. */
  readonly label?: string;
}

/** Adds someone to a chat. Oneself is there once: asked again, the same person comes back. */
export async function addPerson(scope: Scope, chatId: ChatId, person: NewPerson): Promise<ResidentId> {
  const { tx, account } = scope;
  // A button pressed twice comes twice at once: the second has to see whom the first added.
  if (!(await lockChat(tx, account.id, chatId))) throw new Problem(notYours);
  const people = await store.residentsOfChat(tx, account.id, chatId);
  const oneself = people.find((one) => one.relation === 'self');
  if (person.relation === 'self' && oneself) return oneself.residentId;
  if (people.length >= mostPeople) throw new Problem(tooManyPeople, { most: mostPeople });
  const label = person.label?.trim() ?? '';
  if ([...label].length > longestLabel) throw new Problem(labelTooLong);
  const residentId = scope.newId<ResidentId>();
  await store.addResident(tx, account.id, {
    residentId,
    chatId,
    relation: person.relation,
    answeredBy: person.answeredBy,
    labelSealed:
      person.relation === 'family' && label ? await scope.vault.seal(tx, account.id, residentId, label) : null,
    at: scope.now,
  });
  await scope.audit('residents.person-added', residentId);
  return residentId;
}

export type Person = Resident & { readonly label: string | undefined };

/** Everyone whom the chat looks after, oneself first. */
export async function peopleOf(scope: Scope, chatId: ChatId): Promise<Person[]> {
  const rows = await store.residentsOfChat(scope.tx, scope.account.id, chatId);
  const people: Person[] = [];
  for (const { labelSealed, ...resident } of rows) {
    const label = labelSealed
      ? await scope.vault.unseal(scope.tx, scope.account.id, resident.residentId, labelSealed)
      : undefined;
    people.push({ ...resident, label });
  }
  return people.sort((a, b) => Number(b.relation === 'self') - Number(a.relation === 'self'));
}

/** @throws Problem `residents.not-yours` unless this chat looks after the person. */
export async function personOf(scope: Scope, chatId: ChatId, residentId: string): Promise<Person> {
  const person = (await peopleOf(scope, chatId)).find((one) => one.residentId === residentId);
  if (!person) throw new Problem(notYours);
  return person;
}
