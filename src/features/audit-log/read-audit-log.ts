import { isUuid } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { codesOf, idsOfCode } from '../residents/index.ts';
import { staffNamed, staffNames } from '../staff/index.ts';
import type { LoggedEntry } from './model.ts';
import * as store from './store.ts';

export interface AuditQuery {
  /** 'residents.read'; 'residents.' or 'residents' for all of a feature. */
  readonly verb?: string | undefined;
  /** A name or login, or the id of whatever acted. */
  readonly actor?: string | undefined;
  /** A short code (M-7K3F9Q) or an id. */
  readonly subject?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** An entry with names in place of ids. */
export interface AuditLine extends Omit<LoggedEntry, 'actorId' | 'entryId' | 'detail'> {
  readonly actorName: string;
  readonly detail: unknown;
}

/** The account's log, newest first. Reading it is no event of its own: it shows what others did, and to whom by code. */
export async function readAuditLog(
  scope: Scope,
  query: AuditQuery,
): Promise<{ items: AuditLine[]; next: string | null }> {
  scope.require('audit.read');
  const entries = await store.entries(scope.tx, scope.account.id, {
    verb: query.verb && verbOf(query.verb),
    actors: query.actor === undefined ? undefined : [query.actor, ...(await staffNamed(scope.tx, query.actor))],
    subjects: query.subject === undefined ? undefined : await subjectsOf(scope, query.subject),
    after: query.after,
    limit: query.limit + 1,
  });
  const shown = entries.slice(0, query.limit);
  const next = entries.length > query.limit ? (shown.at(-1)?.entryId ?? null) : null;
  return { items: await named(scope, shown), next };
}

const verbOf = (verb: string): string => (verb.includes('.') ? verb : `${verb}.`);

async function subjectsOf(scope: Scope, subject: string): Promise<string[]> {
  return [subject, ...((await idsOfCode(scope, subject)) ?? [])];
}

async function named(scope: Scope, entries: readonly LoggedEntry[]): Promise<AuditLine[]> {
  const staffIds = entries.filter((entry) => entry.actorKind === 'staff').map((entry) => entry.actorId);
  const names = await staffNames(scope.tx, [...new Set(staffIds.filter(isUuid))]);
  const subjects = [...new Set(entries.flatMap(({ subject }) => (subject && isUuid(subject) ? [subject] : [])))];
  const codes = await codesOf(scope, subjects);
  const members = await staffNames(scope.tx, subjects);
  return entries.map(({ actorId, entryId: _, detail, subject, ...entry }) => ({
    ...entry,
    actorName: names.get(actorId) ?? actorId,
    subject: subject && (codes.get(subject) ?? members.get(subject) ?? subject),
    detail: JSON.parse(detail),
  }));
}
