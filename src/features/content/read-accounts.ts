import type { Finding } from '../../base/finding.ts';
import type { OnDate } from '../../base/jst.ts';
import type { Places } from '../../base/places.ts';
import {
  type Account,
  checkAccount,
  checkAccountsTogether,
  parseAccount,
  parseNews,
  servedPrefectures,
} from '../../engines/accounts/index.ts';
import {
  type Calendar,
  type ContactPoint,
  checkContactPoints,
  mergeContactPoints,
  parseContactPointsCsv,
} from '../../engines/contact-points/index.ts';
import { checkSchedule, type Guidance } from '../../engines/guidance/index.ts';
import { type ContentFiles, filesLike, parseFile } from './content-files.ts';
import type { AccountContent, Pack } from './model.ts';
import type { Documents } from './read-documents.ts';

export interface AccountSurroundings {
  readonly files: ContentFiles;
  readonly packs: ReadonlyMap<string, Pack>;
  readonly documents: Documents;
  readonly places: Places;
  readonly calendar: Calendar;
  /** The day for which the content is checked. */
  readonly on: OnDate;
}

/** Every account below `accounts/`; one with a fault is left out, and all its faults are told at once. */
export function readAccounts(around: AccountSurroundings, findings: Finding[]): Map<string, AccountContent> {
  const base = parseFile(
    'accounts/_base/account.yaml',
    around.files.get('accounts/_base/account.yaml') ?? '',
    findings,
  );
  const parsed = filesLike(around.files, /^accounts\/([^_/][^/]*)\/account\.yaml$/).flatMap(({ path, text, parts }) => {
    const { account, readable, findings: found } = parseAccount(parseFile(path, text, findings), path, base);
    findings.push(...found, ...checkAccount(readable, contextOf(around, path, parts[0]!)));
    return [{ account, readable, path }];
  });
  const accounts = parsed.flatMap(({ account }) => account ?? []);
  findings.push(...checkAccountsTogether(accounts, 'accounts'));
  const points = new PointFiles(around, findings);
  // Whatever else is wrong with an account: its contact points are judged in the same reading.
  for (const { readable, path } of parsed) checkPoints(readable, path, around, points, accounts, findings);
  return new Map(
    parsed.flatMap(({ account, path }) => {
      const content = account && complete(account, path, around, points, findings);
      return content ? [[account.slug, content] as const] : [];
    }),
  );
}

const contextOf = ({ files, packs, documents, places, on }: AccountSurroundings, where: string, folder: string) => ({
  where,
  folder,
  on,
  places,
  known: {
    // A pack that is there and cannot be read has been told of: naming it is no fault of the account.
    diseasePacks: filesLike(files, /^packs\/([^/]+)\/pack\.yaml$/).map(({ parts }) => parts[0]!),
    policies: documents.policies.map(({ id, version, demonstration }) => ({
      id,
      version,
      demonstration: demonstration !== undefined,
    })),
    ...(packs.size > 0 && {
      profiles: [...new Set([...packs.values()].flatMap((pack) => [...pack.guidance.tables.keys()]))],
    }),
    files: [...files.keys()]
      .filter((path) => path.startsWith('accounts/'))
      .map((path) => path.slice('accounts/'.length)),
  },
});

/** Shared files of contact points are read once, however many accounts name them. */
class PointFiles {
  readonly #around: AccountSurroundings;
  readonly #findings: Finding[];
  readonly #read = new Map<string, readonly ContactPoint[]>();

  constructor(around: AccountSurroundings, findings: Finding[]) {
    this.#around = around;
    this.#findings = findings;
  }

  merged(names: readonly string[]): readonly ContactPoint[] {
    return names.map((name) => this.#file(`accounts/${name}`)).reduce(mergeContactPoints, []);
  }

  #file(path: string): readonly ContactPoint[] {
    const known = this.#read.get(path);
    if (known) return known;
    const text = this.#around.files.get(path);
    const { points, findings } =
      text === undefined ? { points: [], findings: [] } : parseContactPointsCsv(text, path, this.#around);
    this.#findings.push(...findings);
    this.#read.set(path, points);
    return points;
  }
}

/** Whether the points serve everyone whom the account serves, as far as it can be read whom that is. */
function checkPoints(
  account: Partial<Account>,
  path: string,
  around: AccountSurroundings,
  pointFiles: PointFiles,
  accounts: readonly Account[],
  findings: Finding[],
): void {
  const { slug, prefectureCode, contactPoints, opened, catchAll = false } = account;
  if (contactPoints === undefined) return;
  const points = pointFiles.merged(contactPoints);
  if (slug === undefined || prefectureCode === undefined) return;
  const from = opened?.on ?? around.on;
  const one = { slug, prefectureCode, catchAll, opened: { on: from, source: '' } };
  const others = accounts.filter((other) => other.slug !== slug);
  for (const { code } of servedPrefectures(one, [...others, one], around.places.prefectures())) {
    findings.push(
      ...checkContactPoints(points, {
        prefectureCode: code,
        // An account in service is judged from today on: what expired before it matters no more.
        from: account.demonstration !== false || from > around.on ? from : around.on,
        places: around.places,
        calendar: around.calendar,
        where: path,
        inService: account.demonstration === false,
      }),
    );
  }
}

function complete(
  account: Account,
  path: string,
  around: AccountSurroundings,
  pointFiles: PointFiles,
  findings: Finding[],
): AccountContent | undefined {
  const pack = around.packs.get(account.diseasePack);
  const policy = around.documents.policies.find(
    ({ id, version }) => id === account.policy.id && version === account.policy.version,
  );
  const { terms, termsVersions, items } = around.documents;
  if (!pack || !policy || !terms || !items) return undefined;
  return {
    account,
    pack,
    guidance: ownSchedule(account, pack, path, findings),
    policy,
    policyVersions: around.documents.policies.filter(({ id }) => id === policy.id),
    terms,
    termsVersions,
    items,
    points: pointFiles.merged(account.contactPoints),
    news: readNews(account, around.files, findings),
  };
}

function ownSchedule(account: Account, pack: Pack, path: string, findings: Finding[]): Guidance {
  if (!account.guidanceSchedule) return pack.guidance;
  const schedule = account.guidanceSchedule;
  findings.push(...checkSchedule(schedule, [...pack.guidance.tables.keys()], `${path}: guidanceSchedule`));
  return { ...pack.guidance, schedule };
}

function readNews(account: Account, files: ContentFiles, findings: Finding[]) {
  const path = `accounts/${account.slug}/news.yaml`;
  const text = files.get(path);
  if (text === undefined) return [];
  const { items, findings: found } = parseNews(parseFile(path, text, findings), path);
  findings.push(...found);
  return items;
}
