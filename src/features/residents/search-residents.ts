import type { ResidentId } from '../../base/ids.ts';
import { jstDate, jstInstant, type OnDate } from '../../base/jst.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../platform/scope.ts';
import { idEndings, readShortCode, shortCode } from './search-code.ts';
import * as store from './search-store.ts';

export interface ResidentQuery {
  /** A short code, or the first three to seven digits of a postal code. */
  readonly q?: string | undefined;
  readonly outcome?: string | undefined;
  readonly municipality?: string | undefined;
  readonly answeredSince?: OnDate | undefined;
  readonly sex?: Sex | undefined;
  /** '30-39', '90-' */
  readonly ageBand?: AgeBand | undefined;
  /** What the page before gave as `next`. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export const sexes = ['male', 'female', 'other'] as const;
export type Sex = (typeof sexes)[number];
export const ageBands = ['0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80-89', '90-'] as const;
export type AgeBand = (typeof ageBands)[number];

/** A resident in a list. What a person answered is null for whoever may only find people. */
export interface ResidentRow {
  readonly residentId: ResidentId;
  readonly code: string;
  readonly age: number | null;
  readonly ageBand: AgeBand | null;
  readonly sex: string | null;
  readonly prefectureCode: string | null;
  readonly municipalityCode: string | null;
  readonly relation: 'self' | 'family';
  readonly outcome: string | null;
  readonly outcomeSince: Date | null;
  readonly lastAnsweredAt: Date | null;
  readonly answers: number;
  readonly followUp: boolean;
  readonly channel: 'line' | 'web';
  readonly blocked: boolean;
}

export const unclearSearch = {
  code: 'residents.unclear-search',
  status: 400,
  title: 'Search by a short code (M-7K3F9Q) or by the first three to seven digits of a postal code (980).',
} as const;
export const badPage = {
  code: 'residents.bad-page',
  status: 400,
  title: 'This page does not exist; begin the search anew.',
} as const;

/**
 * Finds people, the newest answer first. Only within the areas for which the staff member acts; the search itself is audited,
 * since a page of it shows people's outcomes.
 * @param areas municipality codes; null = the whole account
 * @throws Problem `residents.unclear-search`, `residents.bad-page`
 */
export async function searchResidents(
  scope: Scope,
  query: ResidentQuery,
  areas: readonly string[] | null,
): Promise<{ items: ResidentRow[]; next: string | null }> {
  scope.require('residents.find');
  // Filtering by what someone may not read would tell it.
  if (query.outcome ?? query.sex ?? query.ageBand) scope.require('residents.read');
  const filter = { ...textFilter(query.q), ...placeFilter(query.municipality, areas) };
  const rows = await store.answeredResidents(scope.tx, scope.account.id, {
    ...filter,
    outcome: query.outcome,
    sex: query.sex,
    birthYears: query.ageBand && birthYearsOf(query.ageBand, scope.now),
    answeredSince: query.answeredSince && jstInstant(query.answeredSince),
    after: query.after === undefined ? undefined : readPage(query.after),
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  const asked = (['q', 'outcome', 'sex', 'ageBand', 'municipality', 'answeredSince', 'after'] as const).filter(
    (name) => query[name],
  );
  await scope.audit('residents.searched', undefined, { by: asked, found: shown.length });
  return { items: shown.map((row) => toRow(scope, row)), next: last ? writePage(last) : null };
}

/** A resident's row as this actor may see it. */
export function toRow(scope: Scope, row: store.FoundRow): ResidentRow {
  const mayRead = scope.actor.kind !== 'staff' || scope.actor.permissions.has('residents.read');
  const birthYear = row.profile.age?.value;
  const age = mayRead && typeof birthYear === 'number' ? Number(jstDate(scope.now).slice(0, 4)) - birthYear : null;
  const sex = row.profile.sex?.value;
  const { residentId, relation, prefectureCode, municipalityCode, lastAnsweredAt, answers, channel, blocked } = row;
  return {
    residentId,
    code: shortCode(residentId),
    age,
    ageBand: age === null ? null : bandOf(age),
    sex: mayRead && typeof sex === 'string' ? sex : null,
    prefectureCode,
    municipalityCode,
    relation,
    outcome: mayRead ? row.outcome : null,
    outcomeSince: mayRead ? row.outcomeSince : null,
    lastAnsweredAt,
    answers,
    followUp: row.followUp,
    channel,
    blocked,
  };
}

/** Short codes of those ids that are residents', erased ones too: the audit log outlives them. */
export async function codesOf(scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  const residents = await store.residentsAmong(scope.tx, scope.account.id, ids);
  return new Map(residents.map((id) => [id, shortCode(id)]));
}

/** The ids behind what was typed as a short code; undefined when it is none. */
export async function idsOfCode(scope: Scope, typed: string): Promise<string[] | undefined> {
  const code = readShortCode(typed);
  return code === undefined ? undefined : store.residentsEnding(scope.tx, scope.account.id, idEndings(code));
}

function textFilter(q: string | undefined): Pick<store.RowFilter, 'idEndings' | 'zipPrefix'> {
  if (q === undefined || q.trim() === '') return {};
  const text = q.trim();
  const digits = text.normalize('NFKC').replace(/[〒\s‐‑–—ー−-]/g, '');
  if (/^\d{3,7}$/.test(digits) && !/^m/i.test(text)) {
    // Six digits may be either; codes are given with their M.
    return { zipPrefix: digits };
  }
  const code = readShortCode(text);
  if (code === undefined) throw new Problem(unclearSearch);
  return { idEndings: idEndings(code) };
}

function placeFilter(
  municipality: string | undefined,
  areas: readonly string[] | null,
): Pick<store.RowFilter, 'areas'> {
  if (municipality === undefined) return areas ? { areas } : {};
  return { areas: areas === null || areas.includes(municipality) ? [municipality] : [] };
}

const bandOf = (age: number): AgeBand => ageBands[Math.max(0, Math.min(ageBands.length - 1, Math.floor(age / 10)))]!;

const oldestAge = 130;

/** Whoever is of this band in this year, by the same reckoning as the age that is shown. */
function birthYearsOf(band: AgeBand, now: Date): { from: number; to: number } {
  const year = Number(jstDate(now).slice(0, 4));
  const youngest = 10 * ageBands.indexOf(band);
  return { from: year - (band === '90-' ? oldestAge : youngest + 9), to: year - youngest };
}

const writePage = (row: store.FoundRow): string => Buffer.from(`${row.place} ${row.residentId}`).toString('base64url');

function readPage(after: string): { place: string; residentId: string } {
  const text = Buffer.from(after, 'base64url').toString();
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([0-9a-f-]{36})$/.exec(text);
  if (!parts) throw new Problem(badPage);
  return { place: parts[1]!, residentId: parts[2]! };
}
