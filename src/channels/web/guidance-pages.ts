import { Problem } from '../../base/problem.ts';
import { currentStep } from '../../engines/questionnaire/index.ts';
import { returnCodeOf } from '../../features/entry/index.ts';
import { personOf } from '../../features/residents/index.ts';
import {
  badNumber,
  callbackNumber,
  formUnderWay,
  offerCallback,
  responsesOf,
  withdrawCallback,
} from '../../features/responses/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Scope } from '../../platform/scope.ts';
import { type GuidanceShown, guidanceOf } from './guidance-view.ts';
import { personInView } from './person.ts';
import { field, type PageAnswer, page, type Visit, type Visitor } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** The guidance of the newest answer, now or later, and the number to be called back on. */
export function guidancePages(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'GET', '/guidance', (visit) => visit.someone((scope, visitor) => show(visit, scope, visitor)));

  page(app, parts, 'POST', '/callback', (visit) =>
    visit.someone(async (scope, visitor) => {
      const person = await personInView(scope, visitor);
      const [newest] = person ? await responsesOf(scope, person.residentId, 1) : [];
      if (!person || !newest || newest.responseId !== field(visit, 'response')) return { to: visit.at('/guidance') };
      const typed = (field(visit, 'phone') ?? '').slice(0, 60);
      try {
        await offerCallback(scope, person.residentId, newest.responseId, typed);
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== badNumber.code) throw error;
        const shown = await show(visit, scope, visitor, { typed, error: visit.frame.say('callback.error') });
        return 'page' in shown ? { ...shown, status: 422 } : shown;
      }
      return { to: visit.at('/guidance#callback') };
    }),
  );

  page(app, parts, 'POST', '/callback/withdraw', (visit) =>
    visit.someone(async (scope, visitor) => {
      const about = field(visit, 'person');
      // From "my data" for anyone of the chat, from the guidance for whom it is about.
      const person = about ? await personOf(scope, visitor.chat.chatId, about) : await personInView(scope, visitor);
      if (person) await withdrawCallback(scope, person.residentId);
      return { to: visit.at(about ? '/my-data' : '/guidance#callback') };
    }),
  );
}

async function show(
  visit: Visit,
  scope: Scope,
  visitor: Visitor,
  refused: GuidanceShown['callback'] = {},
): Promise<PageAnswer> {
  const person = await personInView(scope, visitor);
  if (!person) return { to: visit.at('/people') };
  const [response] = await responsesOf(scope, person.residentId, 1);
  if (!response) return { to: visit.at('/form') };
  const callback = await callbackNumber(scope, person.residentId);
  const form = await formUnderWay(scope, visit.kit.initial, person.residentId);
  const shown = guidanceOf(visit, {
    person,
    response,
    points: await visit.kit.contactPoints(scope),
    callback: { ...refused, ...(callback ? { number: callback.number } : {}) },
    offersReturnCode: visitor.chat.channel === 'web' && !(await returnCodeOf(scope, visitor.chat.chatId)),
    mayTellMore:
      form?.recorded === true &&
      form.formId === response.responseId &&
      response.optionalAt === null &&
      currentStep(visit.kit.initial, form.session).kind === 'done',
  });
  return { page: shown };
}
