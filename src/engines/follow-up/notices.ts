import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import { type Language, languages } from '../../base/language.ts';
import { kanjiWithoutReading, rubyPlain } from '../../base/ruby.ts';
import { type MessageKind, messageKinds } from './next-due.ts';

/** Buttons of a notice; LINE takes 20 characters. */
const longestLabel = 20;

const words = z.string().trim().min(1);
const localized = z.strictObject({ ja: words, easy: words, en: words });
const schema = z.strictObject({
  /** One text for each kind of message. */
  notices: z.record(words, localized),
  answer: localized,
  see: localized,
  stop: localized,
  later: localized,
});

/** What follow-up says: `content/packs/<pack>/messages/follow-up.yaml`. A push shows on a locked screen: nothing about health. */
export interface Notices {
  readonly notices: Readonly<Record<MessageKind, Localized>>;
  readonly answer: Localized;
  readonly see: Localized;
  readonly stop: Localized;
  readonly later: Localized;
}
type Localized = Readonly<Record<Language, string>>;

/** Words that would tell a stranger who looks at the screen what somebody has, or was told. */
const telling: Readonly<Record<Language, RegExp>> = {
  ja: /コロナ|感染|陽性|陰性|検査|発熱|熱|症状|病|息|咳|せき|受診|救急|119|保健所|療養|濃厚|接触|緊急/,
  easy: /コロナ|うつ|陽性|検査|熱|病|息|咳|せき|救急|119|保健所|緊急/,
  en: /covid|corona|infect|positive|negative|\btest|fever|symptom|\bill|sick|disease|breath|cough|emergenc|119|health cent|contact|recover/i,
};

/** Reads the notices from parsed YAML; none when one is missing, and every fault is told. */
export function readNotices(object: unknown, where: string): { notices?: Notices; findings: readonly Finding[] } {
  const read = schema.safeParse(object, {
    error: ({ input }) => (input === undefined ? 'This is missing; add it.' : undefined),
  });
  if (!read.success) {
    const findings = read.error.issues.map((issue) =>
      fault(
        'follow-up.notice-shape',
        `${where}: ${issue.path.join('.') || 'file'}`,
        `${issue.message}; mend the entry`,
      ),
    );
    return { findings };
  }
  const findings = [...kindFaults(read.data.notices, where), ...textFaults(read.data, where)];
  return findings.length > 0 ? { findings } : { notices: read.data as Notices, findings };
}

const fault = (code: string, where: string, message: string): Finding => ({ severity: 'error', code, where, message });

function kindFaults(notices: Readonly<Record<string, Localized>>, where: string): Finding[] {
  const known: readonly string[] = messageKinds;
  return [
    ...messageKinds
      .filter((kind) => !(kind in notices))
      .map((kind) =>
        fault('follow-up.notice-missing', `${where}: notices`, `There are no words for '${kind}'; write them.`),
      ),
    ...Object.keys(notices)
      .filter((kind) => !known.includes(kind))
      .map((kind) =>
        fault('follow-up.notice-unknown', `${where}: notices.${kind}`, 'No message is of this kind; take it out.'),
      ),
  ];
}

function textFaults({ notices, ...labels }: z.infer<typeof schema>, where: string): Finding[] {
  const texts = [
    ...Object.entries(notices).map(([name, text]) => ({ at: `notices.${name}`, text, isLabel: false })),
    ...Object.entries(labels).map(([name, text]) => ({ at: name, text, isLabel: true })),
  ];
  return texts.flatMap(({ at, text, isLabel }) =>
    languages.flatMap((language) => textFault(text[language], language, `${where}: ${at}.${language}`, isLabel)),
  );
}

function textFault(text: string, language: Language, at: string, isLabel: boolean): Finding[] {
  const findings: Finding[] = [];
  const bare = language === 'easy' ? kanjiWithoutReading(text) : [];
  if (bare.length > 0)
    findings.push(
      fault('follow-up.notice-reading', at, `Kanji without a reading: ${bare.join('')}; write {毎朝|まいあさ}.`),
    );
  const tells = telling[language].exec(text)?.[0];
  if (tells !== undefined)
    findings.push(
      fault('follow-up.notice-tells', at, `「${tells}」 tells of somebody's health on a locked screen; leave it out.`),
    );
  const length = [...rubyPlain(text)].length;
  if (isLabel && length > longestLabel)
    findings.push(
      fault('follow-up.notice-label', at, `${length} characters; a button takes ${longestLabel}. Shorten it.`),
    );
  return findings;
}
