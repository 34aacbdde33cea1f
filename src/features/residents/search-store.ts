import { sql } from 'kysely';
import type { AccountId, ResidentId } from '../../base/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Profile } from './model.ts';

export interface FoundRow {
  readonly residentId: ResidentId;
  readonly profile: Profile;
  readonly relation: 'self' | 'family';
  readonly prefectureCode: string | null;
  readonly municipalityCode: string | null;
  readonly outcome: string | null;
  readonly outcomeSince: Date | null;
  readonly lastAnsweredAt: Date | null;
  readonly answers: number;
  readonly followUp: boolean;
  readonly channel: 'line' | 'web';
  readonly blocked: boolean;
  /** Where the next page begins: the instant with its microseconds. */
  readonly place: string | null;
}

export interface RowFilter {
  readonly idEndings?: readonly string[] | undefined;
  readonly zipPrefix?: string | undefined;
  readonly outcome?: string | undefined;
  readonly sex?: string | undefined;
  /** Both included. */
  readonly birthYears?: { readonly from: number; readonly to: number } | undefined;
  /** Municipality codes; undefined = all. */
  readonly areas?: readonly string[] | undefined;
  readonly answeredSince?: Date | undefined;
  readonly after?: { readonly place: string; readonly residentId: string } | undefined;
  readonly limit: number;
}

/** Who has been alive, and 0 for those who did not say. */
const everyBirthYear = { from: 1880, to: 2060 };

/**
 * People who have answered and fit, the newest answer first. Each area is read through its own index for as many rows as the
 * page has, then they are merged: a person who may see three towns does not wait for the whole prefecture to be read. So is
 * each year of birth of an age band, however rare it is, where nothing narrower is asked.
 * A prefix of postal codes is asked for as a range of text (':' comes after '9'): behind row-level security `like` does not
 * enter an index.
 */
export async function answeredResidents(tx: Tx, accountId: AccountId, filter: RowFilter): Promise<FoundRow[]> {
  const { idEndings, zipPrefix, outcome, sex, birthYears, areas, answeredSince, after, limit } = filter;
  const fits = sql`r.account_id = ${accountId} and r.last_answered_at is not null and r.erased_at is null
    ${idEndings ? sql`and r.id_end = any(${idEndings}::text[])` : sql``}
    ${zipPrefix ? sql`and r.zip >= ${zipPrefix} and r.zip < ${`${zipPrefix}:`}` : sql``}
    ${outcome ? sql`and r.last_outcome = ${outcome}` : sql``}
    ${sex ? sql`and r.sex = ${sex}` : sql``}
    ${birthYears ? sql`and r.birth_year between ${birthYears.from} and ${birthYears.to}` : sql``}
    ${answeredSince ? sql`and r.last_answered_at >= ${answeredSince}` : sql``}
    ${after ? sql`and (r.last_answered_at, r.resident_id) < (${after.place}::timestamptz, ${after.residentId}::uuid)` : sql``}`;
  const newest = sql`order by r.last_answered_at desc, r.resident_id desc limit ${limit}`;
  const each = (values: ReturnType<typeof sql>, same: ReturnType<typeof sql>) =>
    sql`select r.* from ${values} cross join lateral (select * from resident r where ${fits} and ${same} ${newest}) r ${newest}`;
  const narrow = idEndings ?? zipPrefix ?? outcome;
  const page = areas
    ? each(sql`unnest(${areas}::text[]) as area`, sql`r.municipality_code = area`)
    : (sex ?? birthYears) && !narrow
      ? each(
          sql`unnest(${yearsOf(birthYears)}::integer[]) as year cross join unnest(${sex ? [sex] : sexes}::text[]) as one`,
          sql`r.birth_year = year and r.sex = one`,
        )
      : sql`select r.* from resident r where ${fits} ${newest}`;
  const { rows } = await sql<FoundRow>`
    with page as materialized (${page})
    select ${rowColumns} from page r ${rowJoins} order by r.last_answered_at desc, r.resident_id desc`.execute(tx);
  return rows;
}

/** With those who did not say, unless years are asked for. */
const yearsOf = (asked: RowFilter['birthYears']): number[] => {
  const { from, to } = asked ?? everyBirthYear;
  return [...(asked ? [] : [0]), ...Array.from({ length: to - from + 1 }, (_, at) => from + at)];
};
const sexes = ['male', 'female', 'other', ''];

/** One person, whether or not they have answered yet. */
export async function residentRow(tx: Tx, accountId: AccountId, residentId: string): Promise<FoundRow | undefined> {
  const { rows } = await sql<FoundRow>`
    select ${rowColumns} from resident r ${rowJoins}
    where r.account_id = ${accountId} and r.resident_id = ${residentId}::uuid and r.erased_at is null`.execute(tx);
  return rows[0];
}

const rowColumns = sql`r.resident_id as "residentId", r.profile, r.relation, r.prefecture_code as "prefectureCode",
  r.municipality_code as "municipalityCode", r.last_outcome as outcome, r.last_outcome_since as "outcomeSince",
  r.last_answered_at as "lastAnsweredAt", r.answers, coalesce(f.given, false) as "followUp",
  coalesce(c.channel, 'web') as channel, c.blocked_at is not null as blocked,
  to_char(r.last_answered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place`;

// The newest tick for follow-up messages stands in the consent ledger; a page needs it for all its rows in one go.
const rowJoins = sql`
  left join chat c on c.account_id = r.account_id and c.chat_id = r.chat_id
  left join lateral (
    select given from consent where account_id = r.account_id and resident_id = r.resident_id and item = 'followup'
    order by consent_id desc limit 1
  ) f on true`;

/** Others whom the same chat looks after. */
export async function othersOfChat(
  tx: Tx,
  accountId: AccountId,
  residentId: string,
): Promise<{ residentId: ResidentId; relation: 'self' | 'family'; municipalityCode: string | null }[]> {
  const { rows } = await sql<{ residentId: ResidentId; relation: 'self' | 'family'; municipalityCode: string | null }>`
    select o.resident_id as "residentId", o.relation, o.municipality_code as "municipalityCode"
    from resident r join resident o on o.account_id = r.account_id and o.chat_id = r.chat_id
    where r.account_id = ${accountId} and r.resident_id = ${residentId}::uuid and o.resident_id <> r.resident_id
      and o.erased_at is null
    order by o.resident_id`.execute(tx);
  return rows;
}

/** Which of these ids are residents', erased ones too. */
export async function residentsAmong(tx: Tx, accountId: AccountId, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select resident_id as id from resident where account_id = ${accountId} and resident_id = any(${ids}::uuid[])`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** Residents with these endings, erased ones too. */
export async function residentsEnding(tx: Tx, accountId: AccountId, endings: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select resident_id as id from resident
    where account_id = ${accountId} and id_end = any(${endings}::text[])`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The language in which the person's chat is spoken to, and the episode of illness. */
export async function residentState(
  tx: Tx,
  accountId: AccountId,
  residentId: string,
): Promise<{ language: 'ja' | 'easy' | 'en'; onsetOn: string | null } | undefined> {
  const { rows } = await sql<{ language: 'ja' | 'easy' | 'en'; onsetOn: string | null }>`
    select coalesce(c.language, 'ja') as language, r.episode ->> 'onsetOn' as "onsetOn"
    from resident r left join chat c on c.account_id = r.account_id and c.chat_id = r.chat_id
    where r.account_id = ${accountId} and r.resident_id = ${residentId}::uuid`.execute(tx);
  return rows[0];
}
