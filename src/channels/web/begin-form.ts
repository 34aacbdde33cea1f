import { jstDate } from '../../base/jst.ts';
import { knownAnswers } from '../../engines/questionnaire/index.ts';
import { consentState } from '../../features/consent/index.ts';
import { lookAfter } from '../../features/entry/index.ts';
import { type Person, peopleOf } from '../../features/residents/index.ts';
import { type Form, type FormStart, openForm } from '../../features/responses/index.ts';
import type { Scope } from '../../platform/scope.ts';
import { personInView } from './person.ts';
import type { PageAnswer, Visit, Visitor } from './visit.ts';

type Begun = { readonly person: Person; readonly form: Form } | { readonly to: string };

/** The form of the person in view, or where they must go first: nobody is asked before they agreed. */
export async function beginForm(
  visit: Visit,
  scope: Scope,
  visitor: Visitor,
  recorded: FormStart['recorded'] = 'give-back',
): Promise<Begun> {
  const person = await personInView(scope, visitor);
  if (!person)
    return { to: visit.at((await peopleOf(scope, visitor.chat.chatId)).length > 0 ? '/people' : '/consent') };
  await lookAfter(scope, visitor.secret, person.residentId);
  const consent = await consentState(scope, person.residentId, visit.kit.ticks);
  if (!consent.mayAnswer) return { to: visit.at('/consent') };
  const { initial, places } = visit.kit;
  const form = await openForm(scope, initial, person.residentId, {
    language: visit.language,
    known: knownAnswers(initial.questionnaire, person.profile, { today: jstDate(scope.now), places }),
    prefill: {},
    recorded,
  });
  return { person, form };
}

/** A new answer: what was sent before is over, what is under way goes on. */
export async function beginAnew(visit: Visit, scope: Scope, visitor: Visitor): Promise<PageAnswer & { to: string }> {
  const begun = await beginForm(visit, scope, visitor, 'begin-anew');
  return { to: 'form' in begun ? visit.at('/form') : begun.to };
}
