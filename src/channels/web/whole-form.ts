import { type ResponseId, uuidV7Ms } from '../../base/ids.ts';
import { jstDate } from '../../base/jst.ts';
import { type Fault, knownAnswers, readForm } from '../../engines/questionnaire/index.ts';
import { consentState } from '../../features/consent/index.ts';
import { lookAfter } from '../../features/entry/index.ts';
import { type Person, peopleOf } from '../../features/residents/index.ts';
import { formHours, type Recorded, recordResponse } from '../../features/responses/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Scope } from '../../platform/scope.ts';
import { recordParts } from '../account-kit.ts';
import { answeredNotice } from '../notices.ts';
import { rawOf } from './form-fields.ts';
import { guidanceOf } from './guidance-view.ts';
import { personInView } from './person.ts';
import { field, type PageAnswer, page, type Visit, type Visitor } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/**
 * A questionnaire that a browser filled in by itself and sends at one go: nothing is lost to a bad connection between two
 * questions, and a hundred thousand people who begin in the same minute cost one request each. Its id was made with its page, so
 * that it counts once, however often it is sent.
 */
export function wholeForm(app: HttpServer, parts: WebParts): void {
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
  if (!reading.ok) return faultsFor(reading.faults);
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

function faultsFor(faults: ReadonlyMap<string, Fault>): PageAnswer {
  return { json: { faults: Object.fromEntries([...faults].map(([id, fault]) => [id, fault.code])) }, status: 422 };
}
