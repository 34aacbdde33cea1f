import type { OnDate } from '../../base/jst.ts';
import type { Municipality, Places } from '../../base/places.ts';
import { type Showing, showingOfSum, withhold } from '../../engines/disclosure/index.ts';
import type { Scope } from '../../platform/scope.ts';
import { everywhere } from './model.ts';
import * as store from './store.ts';
import { tallyOf } from './tally.ts';

/** Whose answers a situation counts: the whole account's, or those of some municipalities. */
export interface Counted {
  at(on: OnDate, measure: string): number;
  /** Whether figures of that day may be told. Decided for each day by its answers alone, so that no two periods differ in it. */
  showing(on: OnDate): Showing;
}

export interface CountsAsked {
  readonly days: readonly OnDate[];
  readonly measures: readonly string[];
  readonly waiting: readonly store.PlaceCount[];
}

export async function accountCounts(scope: Scope, { days, measures, waiting }: CountsAsked): Promise<Counted> {
  const selection = { days, measures, prefecture: everywhere, municipality: everywhere };
  const tally = tallyOf(await store.mergedCounts(scope.tx, scope.account.id, selection), waiting);
  return { at: (on, measure) => tally.at(on, measure), showing: () => 'shown' };
}

/**
 * The counts of someone's area. What colleagues may see of the prefecture is decided first, as for them; the area's own sum
 * is told only where it gives away none of what that table withholds.
 */
export async function areaCounts(
  scope: Scope,
  places: Places,
  area: readonly Municipality[],
  { days, measures, waiting }: CountsAsked,
): Promise<Counted> {
  const { tx, account } = scope;
  const prefectures = [...new Set(area.map(({ prefectureCode }) => prefectureCode))];
  const codes = area.map(({ code }) => code);
  const own = await store.mergedCounts(tx, account.id, {
    days,
    measures,
    prefecture: prefectures,
    municipality: codes,
  });
  const all = await store.mergedCounts(tx, account.id, {
    days,
    measures: ['answers'],
    prefecture: prefectures,
    municipality: 'each',
  });
  const inArea = tallyOf(own, waiting);
  const answers = tallyOf(all, waiting);
  const within = new Set(codes);
  const showingIn = (prefecture: string, on: OnDate): Showing => {
    const cells = places.municipalitiesIn(prefecture);
    const ns = cells.map(({ code }) => answers.at(on, 'answers', prefecture, code));
    return showingOfSum(ns, withhold(ns, { empty: 'few' }), (at) => within.has(cells[at]!.code));
  };
  const showings = new Map(
    days.map((on) => {
      const each = prefectures.map((prefecture) => showingIn(prefecture, on));
      return [on, each.find((showing) => showing !== 'shown') ?? (each.length > 0 ? 'shown' : 'few')] as const;
    }),
  );
  return {
    at: (on, measure) =>
      area.reduce((sum, { code, prefectureCode }) => sum + inArea.at(on, measure, prefectureCode, code), 0),
    showing: (on) => showings.get(on) ?? 'few',
  };
}
