import type { Generated, Selectable } from 'kysely';
import type { AccountId, ChatId, ResidentId } from '../../base/ids.ts';
import type { Language } from '../../base/language.ts';
import type { EpisodeState, Exposure } from '../../engines/guidance/index.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';
import type { Chat, Profile, Resident } from './model.ts';

interface ChatTable {
  account_id: string;
  chat_id: string;
  channel: 'line' | 'web';
  user_hash: Buffer | null;
  user_sealed: Buffer | null;
  language: Language;
  session: Generated<unknown>;
  followed_at: Date | null;
  blocked_at: Generated<Date | null>;
  created_at: Date;
  erased_at: Generated<Date | null>;
}
interface ResidentTable {
  account_id: string;
  resident_id: string;
  chat_id: string | null;
  relation: 'self' | 'family';
  label_sealed: Buffer | null;
  answered_by: 'self' | 'guardian' | 'carer';
  profile: Generated<Profile>;
  profile_sealed: Generated<Buffer | null>;
  prefecture_code: Generated<string | null>;
  municipality_code: Generated<string | null>;
  episode: Generated<EpisodeState | null>;
  exposure: Generated<Exposure | null>;
  known_positive_since: Generated<Date | null>;
  last_outcome: Generated<string | null>;
  last_outcome_since: Generated<Date | null>;
  last_response_id: Generated<string | null>;
  last_answered_at: Generated<Date | null>;
  answers: Generated<number>;
  created_at: Date;
  erased_at: Generated<Date | null>;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    chat: ChatTable;
    resident: ResidentTable;
  }
}

const chatColumns = ['chat_id', 'channel', 'language', 'followed_at', 'blocked_at'] as const;

const toChat = (row: Pick<Selectable<ChatTable>, (typeof chatColumns)[number]>): Chat => ({
  chatId: row.chat_id as ChatId,
  channel: row.channel,
  language: row.language,
  followedAt: row.followed_at,
  blockedAt: row.blocked_at,
});

const toResident = (row: Selectable<ResidentTable>): Resident => ({
  residentId: row.resident_id as ResidentId,
  chatId: row.chat_id as ChatId | null,
  relation: row.relation,
  answeredBy: row.answered_by,
  profile: row.profile,
  place: row.prefecture_code ? { prefectureCode: row.prefecture_code, municipalityCode: row.municipality_code } : null,
  episode: row.episode,
  exposure: row.exposure,
  knownPositiveSince: row.known_positive_since,
  lastOutcome: row.last_outcome,
  lastOutcomeSince: row.last_outcome_since,
  lastResponseId: row.last_response_id,
  lastAnsweredAt: row.last_answered_at,
  answers: row.answers,
});

/** The chat of a LINE user, locked: events of one chat are worked on one after the other, whichever process has them. */
export async function lockChatByUser(tx: Tx, accountId: AccountId, userHash: Buffer): Promise<Chat | undefined> {
  const row = await tx
    .selectFrom('chat')
    .select(chatColumns)
    .where('account_id', '=', accountId)
    .where('user_hash', '=', userHash)
    .where('erased_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row && toChat(row);
}

/** Adds the chat unless another process just did; either way the row is there afterwards. */
export async function addChat(
  tx: Tx,
  accountId: AccountId,
  chat: { chatId: ChatId; channel: 'line' | 'web'; userHash: Buffer | null; language: Language; at: Date },
): Promise<boolean> {
  const added = await tx
    .insertInto('chat')
    .values({
      account_id: accountId,
      chat_id: chat.chatId,
      channel: chat.channel,
      user_hash: chat.userHash,
      user_sealed: null,
      language: chat.language,
      followed_at: null,
      created_at: chat.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('chat_id')
    .executeTakeFirst();
  return added !== undefined;
}

export async function chatById(tx: Tx, accountId: AccountId, chatId: ChatId): Promise<Chat | undefined> {
  const row = await tx
    .selectFrom('chat')
    .select(chatColumns)
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return row && toChat(row);
}

/** Locks a chat: what is added to it is added one after the other. */
export async function lockChat(tx: Tx, accountId: AccountId, chatId: ChatId): Promise<boolean> {
  const row = await tx
    .selectFrom('chat')
    .select('chat_id')
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .where('erased_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

type ChatChange = Partial<Pick<ChatTable, 'language' | 'followed_at' | 'user_sealed'>> & {
  blocked_at?: Date | null;
};

export async function changeChat(tx: Tx, accountId: AccountId, chatId: ChatId, change: ChatChange): Promise<void> {
  await tx.updateTable('chat').set(change).where('account_id', '=', accountId).where('chat_id', '=', chatId).execute();
}

export async function sealedUser(tx: Tx, accountId: AccountId, chatId: ChatId): Promise<Buffer | null> {
  const row = await tx
    .selectFrom('chat')
    .select('user_sealed')
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .executeTakeFirst();
  return row?.user_sealed ?? null;
}

export async function chatSession(tx: Tx, accountId: AccountId, chatId: ChatId): Promise<unknown> {
  const row = await tx
    .selectFrom('chat')
    .select('session')
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .executeTakeFirst();
  return row?.session ?? {};
}

export async function keepChatSession(tx: Tx, accountId: AccountId, chatId: ChatId, session: unknown): Promise<void> {
  await tx
    .updateTable('chat')
    .set({ session: jsonb(session) })
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .execute();
}

/** Leaves a tombstone: no identifier, no session, no choice; only that a chat was here and when it was erased. */
export async function eraseChat(tx: Tx, accountId: AccountId, chatId: ChatId, at: Date): Promise<void> {
  await tx
    .updateTable('chat')
    .set({
      channel: 'web',
      user_hash: null,
      user_sealed: null,
      language: 'ja',
      session: jsonb({}),
      followed_at: null,
      blocked_at: null,
      created_at: at,
      erased_at: at,
    })
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .execute();
}

export async function addResident(
  tx: Tx,
  accountId: AccountId,
  resident: {
    residentId: ResidentId;
    chatId: ChatId;
    relation: 'self' | 'family';
    answeredBy: 'self' | 'guardian' | 'carer';
    labelSealed: Buffer | null;
    at: Date;
  },
): Promise<void> {
  await tx
    .insertInto('resident')
    .values({
      account_id: accountId,
      resident_id: resident.residentId,
      chat_id: resident.chatId,
      relation: resident.relation,
      answered_by: resident.answeredBy,
      label_sealed: resident.labelSealed,
      created_at: resident.at,
    })
    .execute();
}

export async function residentsOfChat(
  tx: Tx,
  accountId: AccountId,
  chatId: ChatId,
): Promise<(Resident & { labelSealed: Buffer | null })[]> {
  const rows = await tx
    .selectFrom('resident')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .where('erased_at', 'is', null)
    .orderBy('resident_id')
    .execute();
  return rows.map((row) => ({ ...toResident(row), labelSealed: row.label_sealed }));
}

/** A resident, locked: two answers of one person are worked on one after the other. */
export async function lockResident(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
): Promise<(Resident & { profileSealed: Buffer | null }) | undefined> {
  const row = await tx
    .selectFrom('resident')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .where('erased_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row && { ...toResident(row), profileSealed: row.profile_sealed };
}

export interface AnsweredChange {
  readonly profile: Profile;
  readonly profileSealed: Buffer | null;
  readonly place: { prefectureCode: string; municipalityCode: string | null } | null;
  readonly episode: EpisodeState | null;
  readonly exposure: Exposure | null;
  readonly knownPositiveSince: Date | null;
  readonly outcome: string;
  readonly outcomeSince: Date;
  readonly responseId: string;
  readonly answeredAt: Date;
  readonly answers: number;
}

export async function keepAnswered(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  change: AnsweredChange,
): Promise<void> {
  await tx
    .updateTable('resident')
    .set({
      profile: jsonb(change.profile),
      profile_sealed: change.profileSealed,
      prefecture_code: change.place?.prefectureCode ?? null,
      municipality_code: change.place?.municipalityCode ?? null,
      episode: change.episode && jsonb(change.episode),
      exposure: change.exposure && jsonb(change.exposure),
      known_positive_since: change.knownPositiveSince,
      last_outcome: change.outcome,
      last_outcome_since: change.outcomeSince,
      last_response_id: change.responseId,
      last_answered_at: change.answeredAt,
      answers: change.answers,
    })
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .execute();
}

export async function keepProfile(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  change: Pick<AnsweredChange, 'profile' | 'profileSealed'> &
    Partial<Pick<AnsweredChange, 'place' | 'exposure' | 'knownPositiveSince'>>,
): Promise<void> {
  const { place, exposure, knownPositiveSince } = change;
  await tx
    .updateTable('resident')
    .set({
      profile: jsonb(change.profile),
      profile_sealed: change.profileSealed,
      ...(place ? { prefecture_code: place.prefectureCode, municipality_code: place.municipalityCode } : {}),
      ...(exposure ? { exposure: jsonb(exposure) } : {}),
      ...(knownPositiveSince === undefined ? {} : { known_positive_since: knownPositiveSince }),
    })
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .execute();
}

/** People whose last answer lies before an instant, the longest silent first; locked, and left to whoever has them already. */
export async function silentSince(tx: Tx, accountId: AccountId, before: Date, most: number): Promise<ResidentId[]> {
  const rows = await tx
    .selectFrom('resident')
    .select('resident_id')
    .where('account_id', '=', accountId)
    .where('erased_at', 'is', null)
    .where('last_answered_at', '<', before)
    .orderBy('last_answered_at')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => row.resident_id as ResidentId);
}

/** Leaves a tombstone that holds no answer, place or name, nor who spoke for the person and since when. */
export async function eraseResident(tx: Tx, accountId: AccountId, residentId: ResidentId, at: Date): Promise<void> {
  await tx
    .updateTable('resident')
    .set({
      chat_id: null,
      relation: 'self',
      label_sealed: null,
      answered_by: 'self',
      profile: jsonb({}),
      profile_sealed: null,
      prefecture_code: null,
      municipality_code: null,
      episode: null,
      exposure: null,
      known_positive_since: null,
      last_outcome: null,
      last_outcome_since: null,
      last_response_id: null,
      last_answered_at: null,
      answers: 0,
      created_at: at,
      erased_at: at,
    })
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .execute();
}
