import { type Generated, type Selectable, sql } from 'kysely';
import type { AccountId, ChatId, ResidentId } from '../../base/ids.ts';
import type { EpisodeState, Exposure } from '../../engines/guidance/index.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';
import { type Read, read, type Write, write } from '../../platform/db/gather.ts';
import { byteaText, jsonRows } from '../../platform/db/set-wise.ts';
import type { Profile, Resident } from './model.ts';

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
    resident: ResidentTable;
  }
}

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

export interface NewResident {
  readonly residentId: ResidentId;
  readonly chatId: ChatId;
  readonly relation: 'self' | 'family';
  readonly answeredBy: 'self' | 'guardian' | 'carer';
  readonly labelSealed: Buffer | null;
  readonly at: Date;
}

export const addResident = (tx: Tx, accountId: AccountId, resident: NewResident): Promise<void> =>
  write(tx, accountId, newResidents, resident);

const newResidents: Write<NewResident> = {
  name: 'residents.new',
  table: 'resident',
  save: async (tx, accountId, residents) => {
    await tx
      .insertInto('resident')
      .values(
        residents.map((resident) => ({
          account_id: accountId,
          resident_id: resident.residentId,
          chat_id: resident.chatId,
          relation: resident.relation,
          answered_by: resident.answeredBy,
          label_sealed: resident.labelSealed,
          created_at: resident.at,
        })),
      )
      .execute();
  },
};

export type ResidentOfChat = Resident & { readonly labelSealed: Buffer | null };

export const residentsOfChat = async (tx: Tx, accountId: AccountId, chatId: ChatId): Promise<ResidentOfChat[]> =>
  (await read(tx, accountId, ofChat, chatId)) ?? [];

const ofChat: Read<ChatId, ResidentOfChat[]> = {
  name: 'residents.of-chat',
  of: ['resident'],
  keyOf: (id) => id,
  load: async (tx, accountId, ids) => {
    const rows = await tx
      .selectFrom('resident')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('chat_id', '=', sql<string>`any(${ids}::uuid[])`)
      .where('erased_at', 'is', null)
      .orderBy('resident_id')
      .execute();
    const people = rows.map((row) => ({ ...toResident(row), labelSealed: row.label_sealed }));
    return Map.groupBy(people, (one) => one.chatId as string);
  },
};

export type LockedResident = Resident & { readonly profileSealed: Buffer | null };

/** A resident, locked: two answers of one person are worked on one after the other. */
export const lockResident = (
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
): Promise<LockedResident | undefined> => read(tx, accountId, toChange, residentId);

const toChange: Read<ResidentId, LockedResident> = {
  name: 'residents.to-change',
  of: ['resident'],
  keyOf: (id) => id,
  load: async (tx, accountId, ids) => {
    const rows = await tx
      .selectFrom('resident')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('resident_id', '=', sql<string>`any(${ids}::uuid[])`)
      .where('erased_at', 'is', null)
      .orderBy('resident_id')
      .forUpdate()
      .execute();
    return new Map(rows.map((row) => [row.resident_id, { ...toResident(row), profileSealed: row.profile_sealed }]));
  },
  locked: ({ residentId }) => `resident ${residentId}`,
};

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

export const keepAnswered = (
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  change: AnsweredChange,
): Promise<void> => write(tx, accountId, answered, { residentId, ...change });

const answered: Write<AnsweredChange & { readonly residentId: ResidentId }> = {
  name: 'residents.answered',
  table: 'resident',
  keyOf: ({ residentId }) => residentId,
  save: async (tx, accountId, changes) => {
    const rows = changes.map((change) => ({
      resident_id: change.residentId,
      profile: change.profile,
      profile_sealed: byteaText(change.profileSealed),
      prefecture_code: change.place?.prefectureCode,
      municipality_code: change.place?.municipalityCode,
      episode: change.episode,
      exposure: change.exposure,
      known_positive_since: change.knownPositiveSince,
      last_outcome: change.outcome,
      last_outcome_since: change.outcomeSince,
      last_response_id: change.responseId,
      last_answered_at: change.answeredAt,
      answers: change.answers,
    }));
    await sql`
      update resident p set profile = r.profile, profile_sealed = r.profile_sealed, prefecture_code = r.prefecture_code,
        municipality_code = r.municipality_code, episode = r.episode, exposure = r.exposure,
        known_positive_since = r.known_positive_since, last_outcome = r.last_outcome,
        last_outcome_since = r.last_outcome_since, last_response_id = r.last_response_id,
        last_answered_at = r.last_answered_at, answers = r.answers
      from json_to_recordset(${jsonRows(rows)}) as r (resident_id uuid, profile jsonb, profile_sealed bytea,
        prefecture_code text, municipality_code text, episode jsonb, exposure jsonb, known_positive_since timestamptz,
        last_outcome text, last_outcome_since timestamptz, last_response_id uuid, last_answered_at timestamptz, answers integer)
      where p.account_id = ${accountId} and p.resident_id = r.resident_id`.execute(tx);
  },
};

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

/** Ids of people and chats that were erased before an instant. */
export async function erasedBefore(tx: Tx, accountId: AccountId, before: Date, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    (select resident_id as id from resident where account_id = ${accountId} and erased_at < ${before} limit ${most})
    union all (select chat_id from chat where account_id = ${accountId} and erased_at < ${before} limit ${most})
    limit ${most}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Removes what is left of people and chats that were erased. Whoever is not erased stays. */
export async function removeTombstones(tx: Tx, accountId: AccountId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .deleteFrom('resident')
    .where('account_id', '=', accountId)
    .where('resident_id', 'in', ids)
    .where('erased_at', 'is not', null)
    .execute();
  await tx
    .deleteFrom('chat')
    .where('account_id', '=', accountId)
    .where('chat_id', 'in', ids)
    .where('erased_at', 'is not', null)
    .execute();
}
