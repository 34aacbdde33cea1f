import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { App } from '../app.ts';
import { type Finding, formatFinding } from '../base/finding.ts';
import { jstDate } from '../base/jst.ts';
import { Problem } from '../base/problem.ts';
import type { AccountKit } from '../channels/account-kit.ts';
import { servedPrefectures } from '../engines/accounts/index.ts';
import {
  type ContactPoint,
  checkContactPoints,
  mergeContactPoints,
  parseContactPointsCsv,
} from '../engines/contact-points/index.ts';
import { importContactPoints, newestSet } from '../features/contact-points/index.ts';
import { diffPoints, type PointsDiff } from './contact-points-diff.ts';
import { counted, print } from './print.ts';
import { kitOf, operator, withApp } from './with-app.ts';

const unreadable = {
  code: 'cli.file-unreadable',
  status: 404,
  title: '{file} cannot be read ({reason}); check the path.',
} as const;
const notText = {
  code: 'cli.csv-encoding',
  status: 400,
  title: '{file} is neither UTF-8 nor Shift_JIS; save it in Excel as "CSV UTF-8 (comma delimited)".',
} as const;
const faulty = {
  code: 'cli.contact-points-faulty',
  status: 400,
  title: '{file} has {errors}, as told above; nothing was imported. Mend the file and import it again.',
} as const;

/**
 * Puts the points of a file in force for an account, beside the shared ones that its content names: what its own file in the
 * content said before is replaced as a whole. Read, checked against every place the account serves, and only then written.
 */
export async function importCommand(
  file: string,
  options: { readonly account: string; readonly dryRun?: boolean },
): Promise<void> {
  const text = await csvText(file);
  await withApp(async (app) => {
    const kit = kitOf(app, options.account);
    const { points: own, findings } = parseContactPointsCsv(text, file, { places: kit.places });
    refuseFaults(file, findings);
    const points = mergeContactPoints(await sharedPoints(app, kit), own);
    refuseFaults(file, checkPoints(app, kit, points, file));
    await app.inScope(kit, operator(), async (scope) => {
      const inForce = (await newestSet(scope.tx, scope.account.id))?.points ?? [];
      tell(diffPoints(inForce, points));
      if (options.dryRun) return print('Nothing was written (--dry-run).');
      const { imported, count } = await importContactPoints(scope, { source: basename(file), points });
      print(imported ? `In force now: ${counted(count, 'contact point')}.` : 'These points are in force already.');
    });
  });
}

/** What Excel saves: "CSV UTF-8" with a BOM, or plain "CSV", which in Japan is Shift_JIS. */
async function csvText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Problem(unreadable, { file, reason: error.code ?? error.name });
  });
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  throw new Problem(notText, { file });
}

/** The points of the files that the account shares with others. */
async function sharedPoints(app: App, { slug, content, places }: AccountKit): Promise<readonly ContactPoint[]> {
  const folder = join(app.config.MIMAMORI_CONTENT, 'accounts');
  const names = content.account.contactPoints.filter((name) => !name.startsWith(`${slug}/`));
  const sets = names.map(
    async (name) => parseContactPointsCsv(await readFile(join(folder, name), 'utf8'), name, { places }).points,
  );
  return (await Promise.all(sets)).reduce(mergeContactPoints, []);
}

/** The same check that `check-content` makes of an account's files. */
function checkPoints(app: App, kit: AccountKit, points: readonly ContactPoint[], where: string): readonly Finding[] {
  const { account } = kit.content;
  const accounts = [...app.content.accounts.values()].map((one) => one.account);
  const today = jstDate(app.now());
  return servedPrefectures(account, accounts, kit.places.prefectures()).flatMap(({ code }) =>
    checkContactPoints(points, {
      prefectureCode: code,
      from: account.demonstration || account.opened.on > today ? account.opened.on : today,
      places: kit.places,
      calendar: kit.calendar,
      where,
      inService: !account.demonstration,
    }),
  );
}

function refuseFaults(file: string, findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  for (const finding of findings) process.stderr.write(`${formatFinding(finding)}\n`);
  if (errors.length > 0) throw new Problem(faulty, { file, errors: counted(errors.length, 'fault') });
}

function tell({ added, changed, removed, unchanged }: PointsDiff): void {
  for (const point of added) print(`+ ${inShort(point)}`);
  for (const { point, what } of changed) print(`~ ${inShort(point)}: ${what.join(', ')}`);
  for (const point of removed) print(`- ${inShort(point)}`);
  print(`${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} as before.`);
}

const inShort = ({ id, kind, names, phone, fax }: ContactPoint): string =>
  [id, kind, names.ja, phone ?? fax].filter(Boolean).join('  ');
