import type { Finding } from '../../base/finding.ts';
import type { OnDate } from '../../base/jst.ts';
import type { Places } from '../../base/places.ts';
import { type Account, chatNeedsExceptionFrom } from './model.ts';

/** What an account's statements are held against. */
export interface AccountContext {
  /** The file, for the findings. */
  readonly where: string;
  /** The name of its folder. */
  readonly folder: string;
  /** The day for which the account is checked: today. */
  readonly on: OnDate;
  readonly places: Places;
  /** What exists besides; left out, that is not checked. */
  readonly known?: {
    readonly diseasePacks?: readonly string[];
    readonly policies?: readonly { readonly id: string; readonly version: string; readonly demonstration?: boolean }[];
    readonly profiles?: readonly string[];
    readonly files?: readonly string[];
  };
}

/**
 * Whether what an account states holds together. Works on what `parseAccount` could read (`readable`), so that an incomplete
 * account learns of these faults together with what is missing.
 */
export function checkAccount(account: Partial<Account>, context: AccountContext): readonly Finding[] {
  const findings: Finding[] = [];
  const report = (reason: string, path: string, message: string) =>
    findings.push({ severity: 'error', code: `accounts.${reason}`, where: `${context.where}: ${path}`, message });
  checkPlace(account, context, report);
  checkAnswerMode(account, context, report);
  checkReferences(account, context, report);
  checkSignOff(account, context, report);
  checkLists(account, report);
  return findings;
}

type Report = (reason: string, path: string, message: string) => void;

function checkPlace(
  { slug, prefectureCode }: Partial<Account>,
  { folder, places }: AccountContext,
  report: Report,
): void {
  if (slug !== undefined && slug !== folder) {
    report('slug-not-folder', 'slug', `The slug is ${slug}, but the folder is ${folder}; make them the same.`);
  }
  if (prefectureCode !== undefined && !places.prefecture(prefectureCode)) {
    report(
      'prefecture-unknown',
      'prefectureCode',
      `There is no prefecture ${prefectureCode}; write its code, '01' to '47'.`,
    );
  }
}

/**
 * Since the guideline on the use of LINE by the administration (Cabinet Secretariat and others, 2021-04-30) answers that need
 * confidence must not stay with the messenger: the form is the rule, and the chat an exception that somebody answers for.
 */
function checkAnswerMode(
  { answerMode, chatException }: Partial<Account>,
  { on }: AccountContext,
  report: Report,
): void {
  if (answerMode !== 'chat' || on < chatNeedsExceptionFrom) return;
  if (!chatException) {
    report(
      'chat-without-exception',
      'answerMode',
      `Since ${chatNeedsExceptionFrom} answers may pass through the chat only with a recorded exception; set answerMode: form, or write chatException with reason, approvedBy and approvedOn.`,
    );
  } else if (chatException.approvedOn > on) {
    report(
      'chat-exception-early',
      'chatException.approvedOn',
      `The exception is approved only on ${chatException.approvedOn}; set answerMode: form until then.`,
    );
  }
}

function checkReferences(account: Partial<Account>, { known = {} }: AccountContext, report: Report): void {
  const { diseasePack, policy, guidanceSchedule, contactPoints, sources } = account;
  if (diseasePack !== undefined && known.diseasePacks?.includes(diseasePack) === false) {
    report(
      'pack-unknown',
      'diseasePack',
      `There is no content/packs/${diseasePack}; write the name of a pack that is there.`,
    );
  }
  if (policy && known.policies?.some(({ id, version }) => id === policy.id && version === policy.version) === false) {
    report(
      'policy-unknown',
      'policy',
      `There is no content/policies/${policy.id}/${policy.version}.yaml; write the policy first or name one that is there.`,
    );
  }
  const sample = known.policies?.some(
    (one) => one.id === policy?.id && one.version === policy.version && one.demonstration,
  );
  if (policy && sample && account.demonstration === false) {
    report(
      'policy-demonstration',
      'policy',
      `${policy.id} ${policy.version} is a sample, which nobody has adopted; an account in service rests on a policy of its own. Have your privacy office write it as a new folder without demonstration, or write demonstration: true.`,
    );
  }
  for (const { profile } of guidanceSchedule ?? []) {
    if (known.profiles?.includes(profile) === false) {
      report(
        'profile-unknown',
        'guidanceSchedule',
        `The disease pack has no rule profile ${profile}; name one that it has.`,
      );
    }
  }
  for (const file of contactPoints ?? []) {
    if (known.files?.includes(file) === false) {
      report(
        'file-missing',
        'contactPoints',
        `There is no content/accounts/${file}; add the file or remove it from the list.`,
      );
    }
  }
  if (sources === undefined) return;
  for (const [path, source] of citedSources(account)) {
    if (!Object.hasOwn(sources, source)) {
      report('source-unknown', path, `The source '${source}' is not listed under sources; add it there.`);
    }
  }
}

function citedSources({ opened, alsoWritten, doctorConsultation }: Partial<Account>): [path: string, source: string][] {
  return [
    ...(opened ? [opened, ...(opened.alsoGivenAs ?? [])] : []).map(({ source }): [string, string] => [
      'opened',
      source,
    ]),
    ...(alsoWritten ?? []).map(({ source }): [string, string] => ['alsoWritten', source]),
    ...(doctorConsultation?.source === undefined
      ? []
      : [['doctorConsultation', doctorConsultation.source] satisfies [string, string]]),
  ];
}

function checkSignOff(
  { medicalSignOff, demonstration }: Partial<Account>,
  { on }: AccountContext,
  report: Report,
): void {
  if (!medicalSignOff) return;
  if (medicalSignOff.demonstration && demonstration === false) {
    report(
      'sign-off-demonstration',
      'medicalSignOff',
      'An account in service cannot rest on a demonstration sign-off; write the name and role of the medical adviser, the day, and demonstration: false.',
    );
  }
  if (medicalSignOff.on > on) {
    report(
      'sign-off-early',
      'medicalSignOff.on',
      `The sign-off is dated ${medicalSignOff.on}, which is yet to come; correct the day.`,
    );
  }
}

function checkLists({ menu, languages, guidanceSchedule }: Partial<Account>, report: Report): void {
  for (const [path, list] of [
    ['menu', menu],
    ['languages', languages],
    ['guidanceSchedule', guidanceSchedule?.map(({ from }) => from)],
  ] as const) {
    const twice = list?.find((item, at) => list.indexOf(item as never) !== at);
    if (twice !== undefined) report('twice', path, `${path} names ${twice} twice; keep one of them.`);
  }
  if (languages && !languages.includes('ja')) {
    report('no-japanese', 'languages', 'languages lacks ja; Japanese is always offered.');
  }
  for (const tile of ['report', 'my-data'] as const) {
    if (menu && !menu.includes(tile))
      report('menu-lacks', 'menu', `The menu lacks ${tile}; residents must always reach it.`);
  }
}
