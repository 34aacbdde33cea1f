import { jstDate } from '../../base/jst.ts';
import { guidanceText } from '../../engines/messages/index.ts';
import { type ConsentItem, changeTick, consentItems, consentState } from '../../features/consent/index.ts';
import { eraseWholeChat } from '../../features/privacy/index.ts';
import { type Person, peopleOf } from '../../features/residents/index.ts';
import { callbackNumber, responsesInFull, type StoredResponse } from '../../features/responses/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Scope } from '../../platform/scope.ts';
import { policyIn } from '../account-kit.ts';
import { heldAnswers, heldProfile } from './held-words.ts';
import { personInView } from './person.ts';
import { erasePage, withdrawPage } from './views/erase-pages.ts';
import { messagePage } from './views/message-page.ts';
import { type HeldConsent, type HeldPerson, myDataPage } from './views/my-data-page.ts';
import { field, type PageAnswer, page, type Visit, type Visitor } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** See all that is held, stop, take it along, erase it. */
export function myDataPages(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'GET', '/my-data', (visit) => visit.someone((scope, visitor) => show(visit, scope, visitor)));
  page(app, parts, 'GET', '/my-data/download', (visit) =>
    visit.someone((scope, visitor) => download(visit, scope, visitor)),
  );
  page(app, parts, 'GET', '/my-data/withdraw/:item', async (visit) => askWithdraw(visit));
  page(app, parts, 'POST', '/my-data/withdraw/:item', (visit) => visit.someone((s, v) => change(visit, s, v, false)));
  page(app, parts, 'POST', '/my-data/give/:item', (visit) => visit.someone((s, v) => change(visit, s, v, true)));
  page(app, parts, 'GET', '/my-data/erase', (visit) => visit.someone((s, v) => askErase(visit, s, v, false)));
  page(app, parts, 'POST', '/my-data/erase', (visit) =>
    visit.someone(async (scope, visitor) => {
      if (field(visit, 'sure') === undefined) return askErase(visit, scope, visitor, true);
      await eraseWholeChat(scope, visitor.chat.chatId);
      return { page: messagePage(visit.frame, { message: 'erased', nextHref: visit.at('') }) };
    }),
  );
}

async function show(visit: Visit, scope: Scope, visitor: Visitor): Promise<PageAnswer> {
  const people = await peopleOf(scope, visitor.chat.chatId);
  const inView = await personInView(scope, visitor);
  const held: HeldPerson[] = [];
  for (const person of people) held.push(await heldPerson(visit, scope, person));
  const callback = inView ? await callbackNumber(scope, inView.residentId) : undefined;
  return {
    page: myDataPage(visit.frame, {
      people: held,
      held: heldOfChat(visit, visitor),
      consents: inView ? await consents(visit, scope, inView) : [],
      ...(callback
        ? { callback: { phone: callback.number, remove: { action: visit.at('/callback/withdraw'), hidden: {} } } }
        : {}),
      downloadHref: visit.at('/my-data/download'),
      eraseHref: visit.at('/my-data/erase'),
    }),
  };
}

async function heldPerson(visit: Visit, scope: Scope, person: Person): Promise<HeldPerson> {
  const responses = await responsesInFull(scope, person.residentId);
  return {
    id: person.residentId,
    name: person.label ?? '',
    self: person.relation === 'self',
    profile: heldProfile(visit, person.profile),
    answers: responses.map((response, at) => ({
      answeredAt: response.answeredAt,
      guidance: {
        title: guidanceTitle(visit, response),
        href: at === 0 ? visit.at('/guidance') : visit.at(`/rules/${response.profile}`),
      },
      items: heldAnswers(visit, response),
    })),
    changeHref: visit.at(`/people/${person.residentId}`),
  };
}

const guidanceTitle = ({ kit, language }: Visit, { outcome, profile, answers }: StoredResponse): string =>
  guidanceText(kit.content.pack.messages, { outcome, profile, language, answers }).title;

function heldOfChat(visit: Visit, { chat }: Visitor) {
  const { items } = policyIn(visit.kit, visit.language);
  const ids = chat.channel === 'line' ? ['line_user_id', 'language', 'chat_status'] : ['language', 'browser_cookie'];
  return ids.flatMap((id) => (items[id] ? [{ name: items[id].name, value: items[id].what }] : []));
}

async function consents(visit: Visit, scope: Scope, person: Person): Promise<HeldConsent[]> {
  const { kit, frame, language } = visit;
  const state = await consentState(scope, person.residentId, kit.ticks);
  const policy = policyIn(kit, language);
  return policy.ticks.flatMap((tick): HeldConsent[] => {
    const record = state.records.get(tick.id);
    if (!record) return [];
    const hidden = { person: person.residentId };
    const withdraw = { form: { action: visit.at(`/my-data/withdraw/${tick.id}`), hidden }, consequence: tick.note };
    const give = { form: { action: visit.at(`/my-data/give/${tick.id}`), hidden } };
    return [
      {
        title: tick.sentence,
        version: record.version,
        at: record.at,
        state: !record.given ? 'not-given' : record.meaning === 'acknowledged' ? 'read' : 'given',
        href: tick.id === 'terms' ? frame.links.terms : frame.links.privacy,
        ...(record.given ? { withdraw } : { give }),
      },
    ];
  });
}

const itemOf = (visit: Visit): ConsentItem | undefined => consentItems.find((item) => item === visit.params.item);

function askWithdraw(visit: Visit): PageAnswer {
  const item = itemOf(visit);
  const tick = policyIn(visit.kit, visit.language).ticks.find(({ id }) => id === item);
  if (!tick) return { to: visit.at('/my-data') };
  const person = field(visit, 'person');
  return {
    page: withdrawPage(visit.frame, {
      form: {
        action: visit.at(`/my-data/withdraw/${tick.id}`),
        hidden: { sure: 'yes', ...(person === undefined ? {} : { person }) },
      },
      title: tick.sentence,
      consequences: [tick.note],
      backHref: visit.at('/my-data'),
    }),
  };
}

/** Withdraws or gives one tick; a required one is asked about first, for it ends the service for this person. */
async function change(visit: Visit, scope: Scope, visitor: Visitor, given: boolean): Promise<PageAnswer> {
  const item = itemOf(visit);
  const tick = visit.kit.ticks.find((one) => one.item === item);
  const person = await personInView(scope, visitor);
  const about = field(visit, 'person');
  // A page that stood open while another person was chosen changes nothing for that person.
  if (!tick || !person || (about ?? person.residentId) !== person.residentId) return { to: visit.at('/my-data') };
  if (!given && tick.required && field(visit, 'sure') === undefined) return askWithdraw(visit);
  await changeTick(scope, person.residentId, tick, given, {
    channel: visitor.chat.channel,
    givenBy: person.answeredBy,
  });
  if (given) return { to: visit.at('/my-data') };
  return { page: messagePage(visit.frame, { message: 'consent-withdrawn', nextHref: visit.at('/my-data') }) };
}

async function askErase(visit: Visit, scope: Scope, visitor: Visitor, unsure: boolean): Promise<PageAnswer> {
  const people = await peopleOf(scope, visitor.chat.chatId);
  const policy = policyIn(visit.kit, visit.language);
  const kept = visit.kit.content.policy.retention.filter((rule) => rule.afterErasure === 'kept');
  return {
    page: erasePage(visit.frame, {
      form: { action: visit.at('/my-data/erase'), hidden: {} },
      people: people.map((person) => ({
        name: person.label ?? '',
        self: person.relation === 'self',
        answers: person.answers,
      })),
      stays: kept.flatMap((rule) => rule.items.flatMap((id) => policy.items[id]?.name ?? [])),
      backHref: visit.at('/my-data'),
      unsure,
    }),
    ...(unsure ? { status: 422 } : {}),
  };
}

/** All that is held, as JSON: coded, with the ids of questions and rules, for whoever wants to take it along. */
async function download({ kit }: Visit, scope: Scope, { chat }: Visitor): Promise<PageAnswer> {
  const people = [];
  for (const { chatId: _, ...person } of await peopleOf(scope, chat.chatId)) {
    const { records } = await consentState(scope, person.residentId, kit.ticks);
    people.push({
      ...person,
      consents: [...records.values()],
      callback: (await callbackNumber(scope, person.residentId)) ?? null,
      responses: await responsesInFull(scope, person.residentId, Number.MAX_SAFE_INTEGER),
    });
  }
  const held = { madeAt: scope.now.toISOString(), chat: { channel: chat.channel, language: chat.language }, people };
  return {
    download: `${JSON.stringify(held, null, 2)}\n`,
    name: `mimamori-${jstDate(scope.now)}.json`,
    type: 'application/json; charset=utf-8',
  };
}
