import { jstDate } from '../../base/jst.ts';
import { guidanceText } from '../../engines/messages/index.ts';
import {
  type ConsentItem,
  type ConsentRecord,
  changeTick,
  consentItems,
  consentState,
} from '../../features/consent/index.ts';
import { returnCodeOf } from '../../features/entry/index.ts';
import { eraseOnePerson, eraseWholeChat } from '../../features/privacy/index.ts';
import { type Person, peopleOf, personOf } from '../../features/residents/index.ts';
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
  page(app, parts, 'GET', '/my-data/erase/:resident', (visit) => visit.someone((s, v) => askEraseOne(visit, s, v)));
  page(app, parts, 'POST', '/my-data/erase/:resident', (visit) =>
    visit.someone(async (scope, visitor) => {
      if (field(visit, 'sure') === undefined) return askEraseOne(visit, scope, visitor, true);
      await eraseOnePerson(scope, visitor.chat.chatId, visit.params.resident ?? '');
      return { page: messagePage(visit.frame, { message: 'person-erased', nextHref: visit.at('/my-data') }) };
    }),
  );
}

async function show(visit: Visit, scope: Scope, visitor: Visitor): Promise<PageAnswer> {
  const { chat } = visitor;
  const people = await peopleOf(scope, chat.chatId);
  const held: HeldPerson[] = [];
  const inView = await personInView(scope, visitor);
  for (const person of people) {
    held.push(
      await heldPerson(visit, scope, person, {
        several: people.length > 1,
        inView: person.residentId === inView?.residentId,
      }),
    );
  }
  const code = await returnCodeOf(scope, chat.chatId);
  return {
    page: myDataPage(visit.frame, {
      people: held,
      held: heldOfChat(visit, visitor),
      ...(chat.channel === 'web'
        ? {
            returnCode: {
              href: visit.at('/return-code'),
              ...(code ? { validUntilOn: jstDate(code.expiresAt) } : {}),
            },
          }
        : {}),
      downloadHref: visit.at('/my-data/download'),
      eraseHref: visit.at('/my-data/erase'),
    }),
  };
}

async function heldPerson(
  visit: Visit,
  scope: Scope,
  person: Person,
  { several, inView }: { several: boolean; inView: boolean },
): Promise<HeldPerson> {
  const { residentId } = person;
  const responses = await responsesInFull(scope, residentId);
  const callback = await callbackNumber(scope, residentId);
  const remove = { action: visit.at('/callback/withdraw'), hidden: { person: residentId } };
  return {
    id: residentId,
    name: person.label ?? '',
    self: person.relation === 'self',
    profile: heldProfile(visit, person.profile),
    answers: responses.map((response, at) => ({
      answeredAt: response.answeredAt,
      guidance: {
        title: guidanceTitle(visit, response),
        href: at === 0 && inView ? visit.at('/guidance') : visit.at(`/rules/${response.profile}`),
      },
      items: heldAnswers(visit, response),
    })),
    consents: await consents(visit, scope, person),
    ...(callback ? { callback: { phone: callback.number, remove } } : {}),
    correct: { action: visit.at(`/people/${residentId}`), hidden: {} },
    ...(several ? { eraseHref: visit.at(`/my-data/erase/${residentId}`) } : {}),
  };
}

const guidanceTitle = ({ kit, language }: Visit, { outcome, profile, answers }: StoredResponse): string =>
  guidanceText(kit.content.pack.messages, { outcome, profile, language, answers }).title;

function heldOfChat(visit: Visit, { chat }: Visitor) {
  const { items } = policyIn(visit.kit, visit.language);
  const ids = chat.channel === 'line' ? ['line_user_id', 'language', 'chat_status'] : ['language', 'session_cookies'];
  return ids.flatMap((id) => (items[id] ? [{ name: items[id].name, value: items[id].what }] : []));
}

async function consents(visit: Visit, scope: Scope, person: Person): Promise<HeldConsent[]> {
  const { kit, language } = visit;
  const state = await consentState(scope, person.residentId, kit.ticks);
  const policy = policyIn(kit, language);
  return policy.ticks.flatMap((tick): HeldConsent[] => {
    const record = state.records.get(tick.id);
    if (!record) return [];
    const hidden = { person: person.residentId };
    const withdraw = { form: { action: visit.at(`/my-data/withdraw/${tick.id}`), hidden }, consequence: tick.note };
    const inForce = kit.ticks.find(({ item }) => item === tick.id)!.document;
    const give = {
      form: { action: visit.at(`/my-data/give/${tick.id}`), hidden: { ...hidden, version: inForce.version } },
    };
    return [
      {
        title: tick.sentence,
        version: record.version,
        at: record.at,
        state: !record.given ? 'not-given' : record.meaning === 'acknowledged' ? 'read' : 'given',
        // Who may still agree reads what holds now; who agreed, what they agreed to.
        ...documentLink(visit, tick.id, record.given ? record : { documentId: inForce.id, version: inForce.version }),
        ...(record.given ? { withdraw } : { give }),
      },
    ];
  });
}

/** Where a version stands, while the content still has it. */
function documentLink(
  visit: Visit,
  item: ConsentItem,
  { documentId, version }: Pick<ConsentRecord, 'documentId' | 'version'>,
): { href?: string } {
  const { policyVersions, termsVersions } = visit.kit.content;
  const [path, versions] =
    item === 'terms' ? (['/terms', termsVersions] as const) : (['/privacy', policyVersions] as const);
  const known = versions.some((one) => one.version === version && (item === 'terms' || one.id === documentId));
  return known ? { href: visit.at(`${path}/${encodeURIComponent(version)}`) } : {};
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
  if (!tick) return { to: visit.at('/my-data') };
  const person = await personOf(scope, visitor.chat.chatId, field(visit, 'person') ?? '');
  // Agreed to is what the page named: a version that came into force meanwhile is shown first.
  if (given && field(visit, 'version') !== tick.document.version) return { to: visit.at('/my-data#consents') };
  if (!given && tick.required && field(visit, 'sure') === undefined) return askWithdraw(visit);
  await changeTick(scope, person.residentId, tick, given, {
    channel: visitor.chat.channel,
    givenBy: person.answeredBy,
  });
  if (given) return { to: visit.at('/my-data') };
  return { page: messagePage(visit.frame, { message: 'consent-withdrawn', nextHref: visit.at('/my-data') }) };
}

async function askErase(visit: Visit, scope: Scope, visitor: Visitor, unsure: boolean): Promise<PageAnswer> {
  return eraseStep(visit, await peopleOf(scope, visitor.chat.chatId), '/my-data/erase', unsure);
}

/** One of several: the others stay. */
async function askEraseOne(visit: Visit, scope: Scope, visitor: Visitor, unsure = false): Promise<PageAnswer> {
  const person = await personOf(scope, visitor.chat.chatId, visit.params.resident ?? '');
  return eraseStep(visit, [person], `/my-data/erase/${person.residentId}`, unsure, person);
}

function eraseStep(visit: Visit, people: readonly Person[], path: string, unsure: boolean, one?: Person): PageAnswer {
  const policy = policyIn(visit.kit, visit.language);
  const kept = visit.kit.content.policy.retention.filter((rule) => rule.afterErasure === 'kept');
  return {
    page: erasePage(visit.frame, {
      form: { action: visit.at(path), hidden: {} },
      people: people.map((person) => ({
        name: person.label ?? '',
        self: person.relation === 'self',
        answers: person.answers,
      })),
      ...(one ? { only: true } : {}),
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
