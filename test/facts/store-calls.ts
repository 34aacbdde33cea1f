import type { AccountId, ChatId, Id, ResidentId, ResponseId } from '../../src/base/ids.ts';
import type { OnDate } from '../../src/base/jst.ts';
import type * as accounts from '../../src/features/accounts/store.ts';
import * as auditLog from '../../src/features/audit-log/store.ts';
import * as consent from '../../src/features/consent/store.ts';
import * as contactPoints from '../../src/features/contact-points/store.ts';
import * as entry from '../../src/features/entry/store.ts';
import * as aftermath from '../../src/features/messages/aftermath-store.ts';
import * as deadLetters from '../../src/features/messages/dead-letter-store.ts';
import * as events from '../../src/features/messages/event-store.ts';
import * as messages from '../../src/features/messages/store.ts';
import type { NewsId } from '../../src/features/news/model.ts';
import * as news from '../../src/features/news/store.ts';
import * as over from '../../src/features/privacy/over-store.ts';
import * as chats from '../../src/features/residents/chat-store.ts';
import * as search from '../../src/features/residents/search-store.ts';
import * as residents from '../../src/features/residents/store.ts';
import * as forms from '../../src/features/responses/form-store.ts';
import type { DecisionContext } from '../../src/features/responses/model.ts';
import * as responses from '../../src/features/responses/store.ts';
import * as typed from '../../src/features/responses/typed-answer-store.ts';
import * as situation from '../../src/features/situation/store.ts';
import type * as staff from '../../src/features/staff/store.ts';
import * as audit from '../../src/platform/audit/store.ts';
import * as keys from '../../src/platform/crypto/store.ts';
import type { Tx } from '../../src/platform/db/database.ts';

/** One call of a store's function on what an account has; or why account walls are not what guards it. */
export type StoreCall = ((tx: Tx, accountId: AccountId) => Promise<unknown>) | { readonly outside: string };

/** Ids of the account whose data the calls ask for: `seedAccount` makes them. */
export const seeded = {
  chatId: '01900000-0000-7000-8000-0000000000c1' as ChatId,
  residentId: '01900000-0000-7000-8000-0000000000a1' as ResidentId,
  familyId: '01900000-0000-7000-8000-0000000000a2' as ResidentId,
  emptyChatId: '01900000-0000-7000-8000-0000000000c2' as ChatId,
  erasedId: '01900000-0000-7000-8000-0000000000a3' as ResidentId,
  responseId: '01900000-0000-7000-8000-0000000000e1' as ResponseId,
  formId: '01900000-0000-7000-8000-0000000000f1' as ResponseId,
  messageId: '01900000-0000-7000-8000-0000000000b1' as messages.MessageId,
  newsId: '01900000-0000-7000-8000-0000000000d1' as NewsId,
  hash: Buffer.from('known secret'),
  eventId: 'EVENT1',
  on: '2020-04-21' as OnDate,
  at: new Date('2020-04-21T01:24:00Z'),
} as const;

const fresh = '01900000-0000-7000-8000-0000000009f9';
const { chatId, residentId, responseId, formId, messageId, newsId, hash, on, at } = seeded;
const later = new Date(at.getTime() + 365 * 86_400_000);
const bytes = Buffer.from('sealed');
const session = { hash: Buffer.from('new'), chatId, at, expiresAt: later };
const title = { ja: 'あ', easy: 'あ', en: 'a' };
const item = {
  newsId: fresh as NewsId,
  title,
  url: 'https://example.jp',
  publishedOn: on,
  state: 'draft',
  updatedAt: at,
  updatedBy: 'x',
} as const;
const context: DecisionContext = {
  questionnaire: 'ps-initial',
  episode: null,
  exposure: null,
  profile: {},
  enrolledKnownPositive: false,
  lastAntipyretic: false,
};
const response = {
  responseId: fresh as ResponseId,
  questionnaire: 'ps-initial',
  version: '1',
  channel: 'web',
  language: 'ja',
  answeredAt: at,
  answeredOn: on,
  answers: {},
  context,
  outcome: 'WATCH',
  previousOutcome: null,
  row: 9,
  profile: 'mhlw-2020-02-17',
  tableVersion: '1',
  ruleId: 'r',
  contactPointId: null,
  prefectureCode: null,
  municipalityCode: null,
  textSealed: null,
} as const;
const answered = {
  profile: {},
  profileSealed: null,
  place: null,
  episode: null,
  exposure: null,
  knownPositiveSince: null,
  outcome: 'WATCH',
  outcomeSince: at,
  responseId,
  answeredAt: at,
  answers: 7,
};
/** `seedAccounts` gives the letter the message's id. */
const letterId = messageId as Id<string> as deadLetters.DeadLetterId;
const all = { days: [on], measures: ['answers'], prefecture: '*', municipality: '*' };

const directory = { outside: 'the list of accounts is read before any is known; nobody’s data is in it' };
const staffTables = { outside: 'staff work for organisations, beside the accounts' };

/** Every exported function of every store that takes a transaction, by file. */
export const storeCalls: Readonly<Record<string, Readonly<Record<string, StoreCall>>>> = {
  'src/features/accounts/store.ts': {
    allAccounts: directory,
    setLineStopped: directory,
    isLineStopped: directory,
  } satisfies Of<typeof accounts>,
  'src/features/audit-log/store.ts': {
    entries: (tx, id) => auditLog.entries(tx, id, { limit: 10 }),
  } satisfies Of<typeof auditLog>,
  'src/features/consent/store.ts': {
    add: (tx, id) =>
      consent.add(tx, id, residentId, fresh as Id<'consent'>, {
        item: 'terms',
        documentId: 'terms',
        version: '1',
        documentHash: 'a'.repeat(64),
        given: false,
        meaning: 'consent',
        channel: 'web',
        givenBy: 'self',
        at,
      }),
    removeConsentOf: (tx, id) => consent.removeConsentOf(tx, id, [residentId]),
    newest: (tx, id) => consent.newest(tx, id, residentId),
  } satisfies Of<typeof consent>,
  'src/features/privacy/over-store.ts': {
    silentPeople: (tx, id) => over.silentPeople(tx, id, later, 10),
    emptyChats: (tx, id) => over.emptyChats(tx, id, later, later, 10),
    abandonedChats: (tx, id) => over.abandonedChats(tx, id, later, later, 10),
  } satisfies Of<typeof over>,
  'src/features/contact-points/store.ts': {
    newestSetId: (tx, id) => contactPoints.newestSetId(tx, id),
    newestSet: (tx, id) => contactPoints.newestSet(tx, id),
    addSet: (tx, id) =>
      contactPoints.addSet(tx, id, {
        setId: fresh as Id<'contact-point-set'>,
        source: 's',
        hash: 'b'.repeat(64),
        points: [],
        at,
        by: 'x',
      }),
    wasImported: (tx, id) => contactPoints.wasImported(tx, id, 'c'.repeat(64)),
  } satisfies Of<typeof contactPoints>,
  'src/features/entry/store.ts': {
    addSession: (tx, id) => entry.addSession(tx, id, session),
    sessionByHash: (tx, id) => entry.sessionByHash(tx, id, hash, at),
    choosePerson: (tx, id) => entry.choosePerson(tx, id, hash, null),
    endSessionsOf: (tx, id) => entry.endSessionsOf(tx, id, chatId),
    endExpired: (tx, id) => entry.endExpired(tx, id, later),
    lookAwayFrom: (tx, id) => entry.lookAwayFrom(tx, id, residentId),
    putReturnCode: (tx, id) => entry.putReturnCode(tx, id, chatId, { hash, madeAt: at, expiresAt: later }),
    returnCodeOf: (tx, id) => entry.returnCodeOf(tx, id, chatId, at),
    redeemReturnCode: (tx, id) => entry.redeemReturnCode(tx, id, hash, at),
    removeReturnCode: (tx, id) => entry.removeReturnCode(tx, id, chatId),
  } satisfies Of<typeof entry>,
  'src/features/messages/aftermath-store.ts': {
    lettersOf: (tx, id) => aftermath.lettersOf(tx, id, chatId),
    emptyLetter: (tx, id) => aftermath.emptyLetter(tx, id, messageId),
    forgetSettledBefore: (tx, id) => aftermath.forgetSettledBefore(tx, id, later),
  } satisfies Of<typeof aftermath>,
  'src/features/messages/dead-letter-store.ts': {
    deadLetters: (tx, id) => deadLetters.deadLetters(tx, id, { settledToo: true, limit: 10 }),
    lockDeadLetter: (tx, id) => deadLetters.lockDeadLetter(tx, id, letterId),
    deadLetterOfEvent: (tx, id) => deadLetters.deadLetterOfEvent(tx, id, seeded.eventId),
    settleDeadLetter: (tx, id) => deadLetters.settleDeadLetter(tx, id, letterId, at),
    forgetDeadLettersBefore: (tx, id) => deadLetters.forgetDeadLettersBefore(tx, id, later),
    deadLetterPage: (tx, id) => deadLetters.deadLetterPage(tx, id, { after: undefined, limit: 10 }),
    openDeadLetters: (tx, id) => deadLetters.openDeadLetters(tx, id),
    addDeadLetter: (tx, id) =>
      deadLetters.addDeadLetter(tx, id, {
        id: fresh,
        chatId,
        source: 'line',
        eventId: null,
        sealed: null,
        reason: 'x',
        at,
      }),
  } satisfies Of<typeof deadLetters>,
  'src/features/messages/event-store.ts': {
    rememberEvents: (tx, id) => events.rememberEvents(tx, id, ['EVENT2'], at),
    knownEvents: (tx, id) => events.knownEvents(tx, id, [seeded.eventId]),
    forgetEventsBefore: (tx, id) => events.forgetEventsBefore(tx, id, later),
  } satisfies Of<typeof events>,
  'src/features/messages/store.ts': {
    queue: (tx, id) =>
      messages.queue(tx, id, {
        chatId,
        messageId: fresh as messages.MessageId,
        retryKey: fresh,
        replyToken: null,
        replyUntil: null,
        body: [],
        purpose: 'a.b',
        attempts: 0,
        lastError: null,
        leasedUntil: null,
        at,
      }),
    lease: (tx, id) => messages.lease(tx, id, later, later, 10),
    settle: (tx, id) => messages.settle(tx, id, { chatId, messageId }, { state: 'sent', by: 'push' }, at),
    nextDue: (tx, id) => messages.nextDue(tx, id),
    dropWaiting: (tx, id) => messages.dropWaiting(tx, id, chatId, 'blocked'),
    forgetChat: (tx, id) => messages.forgetChat(tx, id, chatId),
  } satisfies Of<typeof messages>,
  'src/features/news/store.ts': {
    all: (tx, id) => news.all(tx, id),
    published: (tx, id) => news.published(tx, id, on, 10),
    add: (tx, id) => news.add(tx, id, { ...item, contentKey: null }),
    change: (tx, id) =>
      news.change(tx, id, newsId, { title, url: item.url, publishedOn: on, state: 'draft', at, by: 'x' }),
  } satisfies Of<typeof news>,
  'src/features/residents/chat-store.ts': {
    lockChatByUser: (tx, id) => chats.lockChatByUser(tx, id, hash),
    addChat: (tx, id) =>
      chats.addChat(tx, id, { chatId: fresh as ChatId, channel: 'web', userHash: null, language: 'ja', at }),
    chatById: (tx, id) => chats.chatById(tx, id, chatId),
    lockChat: (tx, id) => chats.lockChat(tx, id, chatId),
    changeChat: (tx, id) => chats.changeChat(tx, id, chatId, { language: 'en' }),
    sealedUser: (tx, id) => chats.sealedUser(tx, id, chatId),
    chatSession: (tx, id) => chats.chatSession(tx, id, chatId),
    keepChatSession: (tx, id) => chats.keepChatSession(tx, id, chatId, { asking: true }),
    eraseChat: (tx, id) => chats.eraseChat(tx, id, chatId, at),
  } satisfies Of<typeof chats>,
  'src/features/residents/search-store.ts': {
    answeredResidents: (tx, id) => search.answeredResidents(tx, id, { limit: 10 }),
    residentRow: (tx, id) => search.residentRow(tx, id, residentId),
    othersOfChat: (tx, id) => search.othersOfChat(tx, id, residentId),
    residentsAmong: (tx, id) => search.residentsAmong(tx, id, [residentId]),
    residentsEnding: (tx, id) => search.residentsEnding(tx, id, [residentId.slice(-8)]),
    residentState: (tx, id) => search.residentState(tx, id, residentId),
  } satisfies Of<typeof search>,
  'src/features/residents/store.ts': {
    addResident: (tx, id) =>
      residents.addResident(tx, id, {
        residentId: fresh as ResidentId,
        chatId,
        relation: 'self',
        answeredBy: 'self',
        labelSealed: null,
        at,
      }),
    residentsOfChat: (tx, id) => residents.residentsOfChat(tx, id, chatId),
    lockResident: (tx, id) => residents.lockResident(tx, id, residentId),
    keepAnswered: (tx, id) => residents.keepAnswered(tx, id, residentId, answered),
    keepProfile: (tx, id) => residents.keepProfile(tx, id, residentId, { profile: {}, profileSealed: null }),
    eraseResident: (tx, id) => residents.eraseResident(tx, id, residentId, at),
    erasedBefore: (tx, id) => residents.erasedBefore(tx, id, later, 10),
    removeTombstones: (tx, id) => residents.removeTombstones(tx, id, [seeded.erasedId]),
  } satisfies Of<typeof residents>,
  'src/features/responses/form-store.ts': {
    newestForm: (tx, id) => forms.newestForm(tx, id, residentId),
    replaceForm: (tx, id) =>
      forms.replaceForm(tx, id, residentId, {
        formId: fresh as ResponseId,
        questionnaire: 'q',
        version: '1',
        sessionSealed: bytes,
        at,
      }),
    keepForm: (tx, id) => forms.keepForm(tx, id, residentId, formId, { sessionSealed: bytes, touchedAt: later }),
    giveUpForm: (tx, id) => forms.giveUpForm(tx, id, residentId),
    removeForms: (tx, id) => forms.removeForms(tx, id, residentId),
    removeFormsBefore: (tx, id) => forms.removeFormsBefore(tx, id, later),
  } satisfies Of<typeof forms>,
  'src/features/responses/store.ts': {
    addResponse: (tx, id) => responses.addResponse(tx, id, residentId, response),
    responseById: (tx, id) => responses.responseById(tx, id, residentId, responseId),
    responsesOf: (tx, id) => responses.responsesOf(tx, id, residentId),
    extendResponse: (tx, id) =>
      responses.extendResponse(tx, id, residentId, responseId, { answers: {}, textSealed: null, optionalAt: at }),
    eraseResponses: (tx, id) => responses.eraseResponses(tx, id, residentId),
    responsesAfter: (tx, id) => responses.responsesAfter(tx, id, undefined, 10),
    addCallback: (tx, id) =>
      responses.addCallback(tx, id, residentId, {
        callbackId: fresh as Id<'callback'>,
        responseId,
        numberSealed: bytes,
        at,
      }),
    callbackOf: (tx, id) => responses.callbackOf(tx, id, residentId),
    removeCallbacksBefore: (tx, id) => responses.removeCallbacksBefore(tx, id, later),
    removeCallbacks: (tx, id) => responses.removeCallbacks(tx, id, residentId),
  } satisfies Of<typeof responses>,
  'src/features/responses/typed-answer-store.ts': {
    addTyped: (tx, id) =>
      typed.addTyped(tx, id, { residentId, formId, question: 'zip', messageHash: Buffer.from('new'), at }),
    typedBy: (tx, id) => typed.typedBy(tx, id, hash),
    forgetTyped: (tx, id) => typed.forgetTyped(tx, id, { residentId, formId, question: 'age' }),
    removeTyped: (tx, id) => typed.removeTyped(tx, id, residentId),
    removeTypedBefore: (tx, id) => typed.removeTypedBefore(tx, id, later),
    keepText: (tx, id) => typed.keepText(tx, id, residentId, responseId, null),
  } satisfies Of<typeof typed>,
  'src/features/situation/store.ts': {
    addDelta: (tx, id) => situation.addDelta(tx, id, fresh, [[on, '04', '04101', 'answers', 1]]),
    mayMerge: { outside: 'takes a lock and reads nothing' },
    mergeDeltas: (tx, id) => situation.mergeDeltas(tx, id, 10),
    holdSnapshot: { outside: 'a setting of the transaction' },
    waitingCounts: (tx, id) => situation.waitingCounts(tx, id),
    mergedCounts: (tx, id) => situation.mergedCounts(tx, id, all),
    mergedTotals: (tx, id) => situation.mergedTotals(tx, id, ['answers']),
    answersOn: (tx, id) => situation.answersOn(tx, id, on),
  } satisfies Of<typeof situation>,
  'src/features/staff/store.ts': {
    grantsOf: staffTables,
    namesOf: staffTables,
    staffNamed: staffTables,
    organisationNamed: staffTables,
    addMember: staffTables,
    addGrant: staffTables,
  } satisfies Of<typeof staff>,
  'src/platform/audit/store.ts': {
    append: { outside: 'names no account: the database writes into the chain of the bound one' },
    entriesAfter: (tx, id) => audit.entriesAfter(tx, id, undefined, 10),
    lanes: (tx, id) => audit.lanes(tx, id),
  } satisfies Of<typeof audit>,
  'src/platform/crypto/store.ts': {
    accountKey: (tx, id) => keys.accountKey(tx, id),
    addAccountKey: { outside: 'an account has its key from the start, and the first one stays' },
    ownerKey: (tx, id) => keys.ownerKey(tx, id, residentId),
    addOwnerKey: (tx, id) => keys.addOwnerKey(tx, id, fresh, bytes),
    removeOwnerKey: (tx, id) => keys.removeOwnerKey(tx, id, residentId),
  } satisfies Of<typeof keys>,
};

/** Names of functions that the module really has. */
type Of<Module> = Partial<Record<keyof Module, StoreCall>>;

/** Functions exported by a store's source whose first parameter may be a transaction. */
export const takesTransaction = (source: string): string[] =>
  [...source.matchAll(/export (?:(?:async )?function |const )(\w+)(?: = (?:async )?)?(?:<[^>]*>)?\(\s*\w+: ([^,)]+)/g)]
    .filter(([, , type]) => /\bTx\b|\bScope\b/.test(type!))
    .map(([, name]) => name!);

/** Ways of exporting that `takesTransaction` does not read. */
export const otherExports = (source: string): string[] =>
  [...source.matchAll(/^export (?:const \w+ = (?!(?:async )?(?:<|\(|['"\d]))|default|\* from|\{)/gm)].map(
    ([found]) => found,
  );
