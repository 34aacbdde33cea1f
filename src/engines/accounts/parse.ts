import type { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import { kanjiWithoutReading } from '../../base/ruby.ts';
import { type Account, type AccountKey, accountShape } from './model.ts';

/** A YAML document as it was read; anything may stand there. */
export type Document = unknown;

/** What to write under a key that is missing or wrong. */
const remedies: Readonly<Record<AccountKey, string>> = {
  slug: 'write the romaji name of the prefecture, such as miyagi, like the folder',
  name: 'write the display name under ja, easy and en',
  alsoWritten: 'write a list of text and source, or []',
  prefectureCode: "write two digits in quotes, such as '04'",
  seal: 'write one character, such as 宮',
  opened: 'write the opening day under on (2020-03-30) and where it is stated under source',
  catchAll: 'write true or false',
  diseasePack: 'write the name of a folder in content/packs, such as covid-19',
  languages: 'write a list of ja, easy, en',
  answerMode: 'write form or chat',
  chatException: 'write reason, approvedBy and approvedOn (2021-05-10), or null',
  guidanceSchedule: 'write a list of from (2020-05-08) and profile, or null for the disease pack’s own',
  policy: 'write id and version of a file in content/policies',
  contactPoints: 'write a list of files below content/accounts, such as miyagi/contact-points.csv',
  menu: 'write a list of report, guidance, faq, news, doctor, my-data, language',
  doctorConsultation: 'write provider, url, hours, scope and price, each text under ja, easy and en',
  newsUrl: 'write the address of the prefecture’s official page, beginning with https://',
  medicalSignOff: 'write name, role and on (2020-03-30) of the medical adviser, and demonstration: false',
  demonstration: 'write true for a sample, false for service',
  sources: 'write title and publisher for each id, with on and url if there are any',
};

export interface ParsedAccount {
  /** Present only if there is no error. */
  readonly account?: Account;
  /** The keys that could be read, whatever else is wrong: for checks that go on. */
  readonly readable: Partial<Account>;
  readonly findings: readonly Finding[];
}

/**
 * Reads an account from its YAML document laid over the shared one (`_base/account.yaml`). Keys of the account win whole;
 * `sources` are joined. Everything that is missing or wrong is told at once. An empty text or list entry counts as missing.
 *
 * @param where the file, for the findings: 'content/accounts/miyagi/account.yaml'
 */
export function parseAccount(document: Document, where: string, base: Document): ParsedAccount {
  const findings: Finding[] = [];
  const report = (reason: string, path: string, message: string) =>
    findings.push({ severity: 'error', code: `accounts.${reason}`, where: `${where}: ${path}`, message });

  const own = asMapping(document);
  if (!own) {
    report('not-a-mapping', 'file', 'The file holds no keys; begin with `slug: miyagi`, as the template shows.');
    return { readable: {}, findings };
  }
  const merged = layOver(asMapping(base) ?? {}, own);
  for (const key of Object.keys(merged).filter((one) => !(one in accountShape))) {
    report('unknown-key', key, `There is no key '${key}'; correct its spelling or remove it.`);
  }
  const readable: Record<string, unknown> = {};
  for (const key of Object.keys(accountShape) as AccountKey[]) {
    const result = accountShape[key].safeParse(merged[key]);
    if (result.success) readable[key] = result.data;
    else for (const issue of result.error.issues) reportIssue(key, merged[key], issue, report);
  }
  const account = readable as Partial<Account>;
  checkReadings(account, report);
  return { ...(findings.length === 0 ? { account: account as Account } : {}), readable: account, findings };
}

export const asMapping = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

function layOver(
  base: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  // A key left empty in the template is no statement: the shared value, if there is one, stands.
  const stated = Object.fromEntries(
    Object.entries(own).filter(([key, value]) => value !== '' && (value !== null || !(key in base))),
  );
  return { ...base, ...stated, sources: { ...asMapping(base.sources), ...asMapping(own.sources) } };
}

type Report = (reason: string, path: string, message: string) => void;

function reportIssue(key: AccountKey, value: unknown, issue: z.core.$ZodIssue, report: Report): void {
  const path = [key, ...issue.path].join('.');
  const found = issue.path.reduce<unknown>(
    (inner, step) => (inner as Record<PropertyKey, unknown> | undefined)?.[step],
    value,
  );
  if (issue.code === 'unrecognized_keys') {
    report('unknown-key', path, `There is no key '${issue.keys.join("', '")}' under ${path}; ${remedies[key]}.`);
  } else if (found === undefined || found === null || found === '') {
    report('missing', path, `${path} is missing; ${remedies[key]}.`);
  } else {
    const shown = JSON.stringify(found);
    report(
      'wrong',
      path,
      `${path} cannot be ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}; ${remedies[key]}.`,
    );
  }
}

/** Texts in easy Japanese carry a reading over every kanji. */
function checkReadings({ name, doctorConsultation }: Partial<Account>, report: Report): void {
  const texts: readonly (readonly [string, string | undefined])[] = [
    ['name.easy', name?.easy],
    ...(['provider', 'hours', 'scope', 'price'] as const).map(
      (key) => [`doctorConsultation.${key}.easy`, doctorConsultation?.[key].easy] as const,
    ),
  ];
  for (const [path, text] of texts) {
    const bare = [...new Set(kanjiWithoutReading(text ?? ''))].join('');
    if (bare)
      report('reading-missing', path, `${path} has kanji without a reading (${bare}); write them as {電話|でんわ}.`);
  }
}
