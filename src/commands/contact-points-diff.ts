import { isDeepStrictEqual } from 'node:util';
import type { ContactPoint } from '../engines/contact-points/index.ts';

export interface PointsDiff {
  readonly added: readonly ContactPoint[];
  /** As it will be, with the names of what differs. */
  readonly changed: ReadonlyArray<{ readonly point: ContactPoint; readonly what: readonly string[] }>;
  readonly removed: readonly ContactPoint[];
  readonly unchanged: number;
}

/** What a new set of contact points changes, told apart by their ids. */
export function diffPoints(before: readonly ContactPoint[], after: readonly ContactPoint[]): PointsDiff {
  const old = new Map(before.map((point) => [point.id, point]));
  const kept = after.flatMap((point) => {
    const was = old.get(point.id);
    return was ? [{ point, what: differences(was, point) }] : [];
  });
  const ids = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !old.has(id)),
    changed: kept.filter(({ what }) => what.length > 0),
    removed: before.filter(({ id }) => !ids.has(id)),
    unchanged: kept.filter(({ what }) => what.length === 0).length,
  };
}

/** Compared as JSON, the form in which a set is stored: the order of keys tells nothing. */
function differences(before: ContactPoint, after: ContactPoint): string[] {
  const [was, is] = [before, after].map((point) => JSON.parse(JSON.stringify(point)) as Record<string, unknown>);
  const keys = new Set([...Object.keys(was!), ...Object.keys(is!)]);
  return [...keys].filter((key) => !isDeepStrictEqual(was![key], is![key]));
}
