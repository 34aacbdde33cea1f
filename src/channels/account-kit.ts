import type { AccountId } from '../base/ids.ts';
import type { Language, Localized } from '../base/language.ts';
import type { Municipality, Places } from '../base/places.ts';
import type { Say, Words } from '../base/words.ts';
import type { Calendar, ContactPoint } from '../engines/contact-points/index.ts';
import { municipalityNameEn } from '../engines/places/index.ts';
import {
  documentHash,
  needsConsentAgain,
  type Policy,
  type PolicyWords,
  policyHash,
  policyWords,
  tickIds,
} from '../engines/policy/index.ts';
import type { Interview } from '../engines/questionnaire/index.ts';
import type { AskedTick } from '../features/consent/index.ts';
import type { AccountContent, Content } from '../features/content/index.ts';
import type { RecordParts } from '../features/responses/index.ts';
import type { Scope } from '../platform/scope.ts';

/** An account ready to be served: its content, its row in the database, and what its channels share. */
export interface AccountKit {
  readonly id: AccountId;
  readonly slug: string;
  readonly content: AccountContent;
  readonly words: Words;
  readonly places: Places;
  readonly calendar: Calendar;
  /** The full questionnaire, and the short one of a check-in. */
  readonly initial: Interview;
  readonly daily: Interview;
  readonly ticks: readonly AskedTick[];
  readonly contactPoints: (scope: Scope) => Promise<readonly ContactPoint[]>;
  readonly urls: ResidentUrls;
}

/** Addresses of the resident's pages of one account. */
export interface ResidentUrls {
  /** '/m/miyagi': below it lie all pages. */
  readonly base: string;
  /** The page on the prefecture's own host: absolute. */
  page(path: string): string;
  /** The same page as the chat's buttons open it: inside LINE where the account has a LIFF app. */
  inChat(target: EntryTarget): string;
}

/** Where the chat's buttons and the menu lead. */
export const entryTargets = [
  'start',
  'report',
  'guidance',
  'faq',
  'news',
  'doctor',
  'my-data',
  'people',
  'contact-points',
  'privacy',
  'more',
  'language',
] as const;
export type EntryTarget = (typeof entryTargets)[number];

export const isEntryTarget = (text: unknown): text is EntryTarget => entryTargets.includes(text as EntryTarget);

export function createAccountKit(
  content: Content,
  account: AccountContent,
  id: AccountId,
  contactPoints: AccountKit['contactPoints'],
  urls: ResidentUrls,
): AccountKit {
  const { places, words, calendar } = content;
  const interview = (questionnaire: string): Interview => ({
    questionnaire: account.pack.questionnaires.get(questionnaire)!,
    places,
  });
  return {
    id,
    slug: account.account.slug,
    content: account,
    words,
    places,
    calendar,
    initial: interview('ps-initial'),
    daily: interview('ps-daily'),
    ticks: askedTicks(account),
    contactPoints,
    urls,
  };
}

/** Most accounts share their documents: each is hashed once. */
const hashes = new WeakMap<object, string>();

function hashed(document: object, hash: () => string): string {
  const known = hashes.get(document) ?? hash();
  hashes.set(document, known);
  return known;
}

/** The ticks of an account: what its policy says each means, under which document, and which older ticks still hold. */
function askedTicks({ policy, policyVersions, items, terms }: AccountContent): AskedTick[] {
  const policyDocument = {
    id: policy.id,
    version: policy.version,
    hash: hashed(policy, () => policyHash(policy, items)),
  };
  const termsDocument = { id: 'terms', version: terms.version, hash: hashed(terms, () => documentHash(terms)) };
  // Asked with every answer; versions are few and do not change.
  const holding = new Set(
    policyVersions.filter((given) => !needsConsentAgain(given, policy)).map((given) => given.version),
  );
  const policyHolds = (version: string): boolean => holding.has(version);
  return tickIds.map((item) => {
    const { meaning, required } = policy.ticks[item];
    return item === 'terms'
      ? { item, meaning, required, document: termsDocument, holdsFrom: (version) => version === terms.version }
      : { item, meaning, required, document: policyDocument, holdsFrom: policyHolds };
  });
}

/** The account's policy in a language, the version in force unless told, with the prefecture's name filled in where the text leaves it open. */
export function policyIn(kit: AccountKit, language: Language, version: Policy = kit.content.policy): PolicyWords {
  const { items, account } = kit.content;
  return policyWords(version, items, language, localizedPrefecture(kit.words, account.prefectureCode));
}

const localizedPrefecture = (words: Words, code: string): Localized => ({
  ja: prefectureName(words('ja'), code),
  easy: prefectureName(words('easy'), code),
  en: prefectureName(words('en'), code),
});

/** The name of a prefecture in a language, with readings in easy Japanese. */
export const prefectureName = (say: Say, code: string): string => say(`prefecture.p${code}`);

/** 「仙台市青葉区」, with its reading in easy Japanese, 'Aoba-ku, Sendai-shi' in English. */
export function municipalityName(municipality: Municipality, language: Language): string {
  if (language === 'en') return municipalityNameEn(municipality) ?? municipality.name;
  if (language === 'ja' || !municipality.nameKana) return municipality.name;
  return `{${municipality.name}|${hiragana(municipality.nameKana)}}`;
}

const hiragana = (kana: string): string =>
  kana.replace(/[\u30a1-\u30f6]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60));

/** Whose service it is: 「宮城県」. */
export const organisationName = (kit: AccountKit, language: Language): string =>
  prefectureName(kit.words(language), kit.content.account.prefectureCode);

export const recordParts = (kit: AccountKit, interview: Interview): RecordParts => ({
  interview,
  full: kit.initial.questionnaire,
  guidance: kit.content.guidance,
  contactPoints: kit.contactPoints,
  prefectureCode: kit.content.account.prefectureCode,
});
