import { type Answers, answerNumber } from '../../base/answers.ts';
import type { Language } from '../../base/language.ts';
import type { GuidanceLevel, GuidanceMessages, OutcomeWords } from './guidance-messages.ts';
import { sayAnswers } from './say-answers.ts';

export interface GuidanceRequest {
  /** What the guidance table decided, such as 'CONSULT_DURATION'. */
  readonly outcome: string;
  /** The rule profile that decided it, such as 'mhlw-2020-05-08'. */
  readonly profile: string;
  readonly language: Language;
  readonly answers: Answers;
  /** The account's own age below which a person counts as a child; the content's otherwise. */
  readonly childUnder?: number;
}

export interface TextBlock {
  readonly title: string;
  readonly items: readonly string[];
}

/** All words of one person's guidance in one language. Easy Japanese carries readings as `{熱|ねつ}` (base/ruby.ts). */
export interface GuidanceText {
  readonly language: Language;
  readonly outcome: string;
  readonly profile: string;
  /** The content that the words come from. */
  readonly source: { readonly id: string; readonly version: string };
  readonly level: GuidanceLevel;
  readonly levelWord: string;
  readonly title: string;
  readonly lead: string;
  readonly stepsTitle: string;
  readonly steps: readonly string[];
  readonly whenToCall?: readonly string[];
  /** Further lists, such as what to do when one cannot speak. */
  readonly more: readonly TextBlock[];
  /** Sentences to read aloud; empty when nothing was answered that helps on the phone. */
  readonly sayOnThePhone: readonly string[];
  /** The same sentences in Japanese, one for one, for those who read another language. */
  readonly sayInJapanese?: readonly string[];
  /** What was answered, said back. */
  readonly yourAnswers: readonly string[];
  /** Signs that need an ambulance; those of children only where the person is a child or the age is not known. */
  readonly signs: { readonly title: string; readonly groups: readonly TextBlock[] };
  readonly notDiagnosis: { readonly strong: string; readonly rest: string };
  readonly chatNotWatched: string;
  readonly ambulanceAdvice: string;
  readonly answerAgain: string;
  /** #8000 and care of small children; only where the person is a child. */
  readonly child?: string;
  readonly notices: ReadonlyArray<{
    readonly id: string;
    readonly publisher: string;
    readonly issued: string;
    readonly title: string;
  }>;
  readonly headings: Readonly<Record<keyof GuidanceMessages['headings'], string>>;
}

/**
 * Finds the words for a decided outcome. Pure: the outcome is not judged again, the answers only choose what is said back.
 * Throws for an outcome without words, which `loadGuidanceMessages` would have reported.
 */
export function guidanceText(messages: GuidanceMessages, request: GuidanceRequest): GuidanceText {
  const { outcome, profile, language, answers } = request;
  const entry = messages.outcomes[outcome];
  if (!entry) throw new Error(`No words for outcome ${outcome} in ${messages.id} ${messages.version}`);
  const variant = entry.variants.find(({ profiles }) => profiles.includes(profile));
  const words = { ...entry[language], ...variant?.[language] } as OutcomeWords;
  const said = sayAnswers(messages, answers, language);
  const level = messages.levels[entry.level];
  const age = answerNumber(answers, 'age');
  const isChild = age !== undefined && age < (request.childUnder ?? messages.childUnder);
  const { shared } = messages;
  return {
    language,
    outcome,
    profile,
    source: { id: messages.id, version: messages.version },
    level: entry.level,
    levelWord: (entry.levelWord ?? level.word)[language],
    title: words.title,
    lead: words.lead,
    stepsTitle: level.stepsTitle[language],
    steps: words.steps,
    ...(words.whenToCall && { whenToCall: words.whenToCall }),
    more: words.more ?? [],
    sayOnThePhone: spokenLines(messages, words, answers, language),
    ...(language !== 'ja' && {
      sayInJapanese: spokenLines(messages, { ...entry.ja, ...variant?.ja } as OutcomeWords, answers, 'ja'),
    }),
    yourAnswers: said.map(({ say }) => say),
    signs: signsText(messages, language, isChild || age === undefined),
    notDiagnosis: (entry.level === 'emergency' ? shared.notDiagnosisEmergency : shared.notDiagnosis)[language],
    chatNotWatched: shared.chatNotWatched[language],
    ambulanceAdvice: shared.ambulanceAdvice[language],
    answerAgain: shared.answerAgain[language],
    ...(isChild && { child: (entry.level === 'emergency' ? shared.childEmergency : shared.child)[language] }),
    notices: (variant?.notices ?? entry.notices).map((id) => noticeText(messages, id, language)),
    headings: headingsText(messages, language),
  };
}

const spokenLines = (
  messages: GuidanceMessages,
  words: OutcomeWords,
  answers: Answers,
  language: Language,
): string[] => [
  ...(words.sayFirst ?? []),
  ...sayAnswers(messages, answers, language)
    .filter(({ onPhone }) => onPhone)
    .map(({ say }) => say),
];

function signsText(messages: GuidanceMessages, language: Language, withChildren: boolean): GuidanceText['signs'] {
  const { title, adults, family, children } = messages.signs;
  const groups = withChildren ? [adults, family, children] : [adults, family];
  return {
    title: title[language],
    groups: groups.map((group) => ({ title: group.title[language], items: group[language] })),
  };
}

function noticeText(messages: GuidanceMessages, id: string, language: Language): GuidanceText['notices'][number] {
  const notice = messages.notices[id];
  if (!notice) throw new Error(`Notice ${id} is not listed in ${messages.id} ${messages.version}`);
  return { id, publisher: notice.publisher, issued: notice.issued, title: notice[language] };
}

const headingsText = (messages: GuidanceMessages, language: Language): GuidanceText['headings'] => {
  const { say, sayHint, whenToCall, yourAnswers, notices } = messages.headings;
  return {
    say: say[language],
    sayHint: sayHint[language],
    whenToCall: whenToCall[language],
    yourAnswers: yourAnswers[language],
    notices: notices[language],
  };
};
