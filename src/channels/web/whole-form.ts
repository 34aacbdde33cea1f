import { type ResponseId, uuidV7Ms } from '../../base/ids.ts';
import { jstDate, type OnDate } from '../../base/jst.ts';
import {
  type Fault,
  knownAnswers,
  plainConditions,
  type Question,
  readForm,
} from '../../engines/questionnaire/index.ts';
import { consentState } from '../../features/consent/index.ts';
import { lookAfter } from '../../features/entry/index.ts';
import { type Person, peopleOf } from '../../features/residents/index.ts';
import { formHours, giveUpForms, type Recorded, recordResponse } from '../../features/responses/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Scope } from '../../platform/scope.ts';
import { recordParts } from '../account-kit.ts';
import { faultWords } from '../fault-words.ts';
import { answeredNotice } from '../notices.ts';
import { rawOf, typedAgain, typedOf } from './form-fields.ts';
import { guidanceOf } from './guidance-view.ts';
import { personInView } from './person.ts';
import { formatDate } from './views/format.ts';
import { questionView } from './views/question-view.ts';
import { wholeFormPage } from './views/whole-form-page.ts';
import { field, type PageAnswer, page, type Visit, type Visitor } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/**
 * The questionnaire on one page, sent at one go: nothing is lost to a bad connection between two questions, and people who answer
 * often are done sooner. Its id is made with its page, so that it counts once, however often it is sent.
 */
export function wholeForm(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'GET', '/form/whole', (visit) =>
    visit.someone(async (scope, visitor) => {
      const person = await personInView(scope, visitor);
      if (!person || !(await consentState(scope, person.residentId, visit.kit.ticks)).mayAnswer)
        return { to: visit.at('/form') };
      return { page: wholePage(visit, person, scope.newId<ResponseId>(), jstDate(scope.now)) };
    }),
  );
  page(app, parts, 'POST', '/answers', async (visit) => {
    const formId = field(visit, 'form') ?? '';
    if (!isFresh(formId, visit.frame.now)) return { to: visit.at('/form') };
    const taken = await visit.taking((scope, visitor) => take(visit, scope, visitor, formId as ResponseId));
    if (!('recorded' in taken)) return taken;
    const { recorded, person, points, offersReturnCode } = taken;
    return {
      page: guidanceOf(visit, { person, response: recorded.response, points, mayTellMore: true, offersReturnCode }),
    };
  });
}

interface Taken {
  readonly recorded: Recorded;
  readonly person: Person;
  readonly points: Awaited<ReturnType<Visit['kit']['contactPoints']>>;
  readonly offersReturnCode: boolean;
}

/** Ids that we made, not longer ago than a form is kept: another could be anywhere among the answers of years. */
function isFresh(formId: string, now: Date): boolean {
  const madeMs = uuidV7Ms(formId);
  if (madeMs === undefined) return false;
  const ageMs = now.getTime() - madeMs;
  return ageMs > -60_000 && ageMs < formHours * 3_600_000;
}

async function take(visit: Visit, scope: Scope, visitor: Visitor, formId: ResponseId): Promise<Taken | PageAnswer> {
  const { kit } = visit;
  const person = await personInView(scope, visitor);
  if (!person)
    return { to: visit.at((await peopleOf(scope, visitor.chat.chatId)).length > 0 ? '/people' : '/consent') };
  if (visitor.residentId !== person.residentId) await lookAfter(scope, visitor.secret, person.residentId);
  const consent = await consentState(scope, person.residentId, kit.ticks);
  if (!consent.mayAnswer) return { to: visit.at('/consent') };
  const today = jstDate(scope.now);
  const reading = readForm(
    kit.initial,
    {
      raw: (question) => rawOf(question, visit.body),
      known: knownAnswers(kit.initial.questionnaire, person.profile, { today, places: kit.places }),
    },
    { today, places: kit.places },
  );
  if (!reading.ok) return { page: wholePage(visit, person, formId, today, reading.faults), status: 422 };
  await giveUpForms(scope, person.residentId);
  const recorded = await recordResponse(scope, recordParts(kit, kit.initial), person.residentId, {
    formId,
    language: visit.language,
    answers: reading.answers,
    channel: visitor.chat.channel,
  });
  await notify(visit, scope, visitor, recorded);
  // Whether there is a code already, its own page says: a crowd is not asked about it one by one.
  const offersReturnCode = visitor.chat.channel === 'web';
  return { recorded, person, points: await kit.contactPoints(scope), offersReturnCode };
}

/** The chat only learns that an answer came, never what it was. */
async function notify({ kit }: Visit, scope: Scope, { chat }: Visitor, { repeated }: Recorded): Promise<void> {
  if (repeated || chat.channel !== 'line' || chat.blockedAt !== null) return;
  await scope.enqueue({
    chatId: chat.chatId,
    purpose: 'responses.answered',
    messages: answeredNotice(kit, chat.language),
  });
}

function wholePage(
  visit: Visit,
  person: Person,
  formId: ResponseId,
  today: OnDate,
  faults?: ReadonlyMap<string, Fault>,
): string {
  const { kit, frame, language } = visit;
  const { questionnaire } = kit.initial;
  const known = knownAnswers(questionnaire, person.profile, { today, places: kit.places });
  const conditions = plainConditions(questionnaire);
  // A municipality is asked by name only where the postal code does not tell it: that has its own page among the steps.
  const asked = questionnaire.questions.filter(({ hidden, kind }) => !hidden && kind !== 'municipality');
  return wholeFormPage(frame, {
    form: { action: visit.at('/answers'), hidden: { form: formId } },
    byStepsHref: visit.at('/form'),
    ...(person.label === undefined ? {} : { about: person.label }),
    questions: asked.map((question) => {
      const fault = faultOf(question, faults);
      const when = conditions.get(question.linkId);
      return {
        question: questionView(question, {
          language,
          say: frame.say,
          typed: faults ? typedAgain(question, visit.body) : typedOf(question, known[question.linkId]),
          ...(fault
            ? {
                error: faultWords(fault, question, {
                  language,
                  say: frame.say,
                  tellDate: (on) => formatDate(frame, on),
                }),
              }
            : {}),
        }),
        ...(when ? { when: JSON.stringify(when) } : {}),
      };
    }),
  });
}

/** What is wrong with the municipality is told beside the postal code that does not tell it. */
function faultOf(question: Question, faults: ReadonlyMap<string, Fault> | undefined): Fault | undefined {
  if (question.kind !== 'zip') return faults?.get(question.linkId);
  return faults?.get(question.linkId) ?? [...(faults ?? [])].find(([id]) => id === 'municipality')?.[1];
}
