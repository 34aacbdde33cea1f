import type { Finding } from '../../base/finding.ts';
import type { OnDate } from '../../base/jst.ts';
import type { Prefecture } from '../../base/places.ts';
import type { Account } from './model.ts';

type Serving = Pick<Account, 'slug' | 'prefectureCode' | 'catchAll' | 'opened'>;

/**
 * The account that serves a prefecture: its own, else the one that serves all others. With a day, only accounts that were
 * open on it count, so that Osaka was served by Kanagawa's until its own opened on 2020-04-21.
 */
export function accountServing<A extends Serving>(
  accounts: readonly A[],
  prefectureCode: string,
  on?: OnDate,
): A | undefined {
  const open = accounts.filter((account) => on === undefined || account.opened.on <= on);
  return open.find((account) => account.prefectureCode === prefectureCode) ?? open.find((account) => account.catchAll);
}

/** The prefectures whose residents an account serves, in the order of their codes. */
export const servedPrefectures = <A extends Serving>(
  account: A,
  accounts: readonly A[],
  prefectures: readonly Prefecture[],
): readonly Prefecture[] =>
  prefectures.filter((prefecture) => accountServing(accounts, prefecture.code)?.slug === account.slug);

/** What can only be seen of all accounts together. */
export function checkAccountsTogether(accounts: readonly Serving[], where: string): readonly Finding[] {
  const twice = (reason: string, what: string, slugs: readonly string[]): Finding[] =>
    slugs.length < 2
      ? []
      : [
          {
            severity: 'error',
            code: `accounts.${reason}`,
            where,
            message: `${slugs.join(' and ')} ${what}; keep one of them.`,
          },
        ];
  const byPrefecture = Map.groupBy(accounts, (account) => account.prefectureCode);
  return [
    ...[...byPrefecture].flatMap(([code, group]) =>
      twice(
        'prefecture-twice',
        `are both for prefecture ${code}`,
        group.map(({ slug }) => slug),
      ),
    ),
    ...twice(
      'catch-all-twice',
      'both serve every prefecture without an account',
      accounts.filter(({ catchAll }) => catchAll).map(({ slug }) => slug),
    ),
  ];
}
