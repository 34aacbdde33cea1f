import { addDays, jstDate } from '../../base/jst.ts';
import { type Localized, languages } from '../../base/language.ts';
import type { Words } from '../../base/words.ts';
import { outcomes, profileAt, rowOf, severityOf } from '../../engines/guidance/index.ts';
import type { AccountContent } from '../content/index.ts';
import type { SituationContent } from './model.ts';

/** Questions whose options are counted as symptoms. */
const symptomQuestions = ['other_sx', 'strong'];

/** What an account's content says about its counts: the names of symptoms and outcomes, and the rules in force. */
export function situationContentOf({ pack, guidance }: AccountContent, words: Words): SituationContent {
  const named = (key: string): Localized =>
    Object.fromEntries(languages.map((language) => [language, words(language)(key)])) as Record<
      (typeof languages)[number],
      string
    >;
  const full = pack.questionnaires.get(pack.page.questionnaires[0]!)!;
  const symptoms = symptomQuestions.flatMap((linkId) =>
    (full.byLinkId.get(linkId)?.options ?? [])
      .filter((option) => !option.exclusive)
      .map((option) => ({ code: option.code, label: option.label })),
  );
  const measures = ['fever', 'any_sx', 'fever4'].map((code) => ({ code, label: named(`situation.measure_${code}`) }));
  return {
    measures: [...measures, ...symptoms],
    outcomes: [...outcomes]
      .sort((a, b) => severityOf(b) - severityOf(a))
      .map((outcome, severity) => ({
        outcome,
        row: rowOf(outcome),
        severity,
        level: pack.messages.outcomes[outcome]!.level,
        label: named(`situation.outcome_${outcome}`),
      })),
    rulesAt: (at) => {
      const { schedule } = guidance;
      const profile = profileAt(schedule, at);
      const on = jstDate(at);
      const entry = schedule.find((one) => one.profile === profile)!;
      const next = schedule.find((one) => one.from >= addDays(on, 1));
      const [notice] = pack.page.profiles.find(({ id }) => id === profile)?.notices ?? [];
      const title = notice?.title ?? profile;
      return {
        current: { profile, noticeTitle: { ja: title, easy: title, en: title }, from: entry.from },
        next: next ? { profile: next.profile, from: next.from } : null,
      };
    },
  };
}
