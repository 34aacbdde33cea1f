import { type Answers, answerCode } from '../../base/answers.ts';
import type { Places } from '../../base/places.ts';
import { lineSummary, linesAfter } from '../../engines/contact-points/index.ts';
import { advise, type Outcome } from '../../engines/guidance/index.ts';
import { type Questionnaire, residenceOf } from '../../engines/questionnaire/index.ts';
import type { AccountContent, Content } from '../../features/content/index.ts';

/** What `mimamori advise` writes for a line, beside its id. */
export interface Advised {
  readonly outcome: Outcome;
  /** The rule profile that was in force, such as 'mhlw-2020-05-08'. */
  readonly profile: string;
  /** The # of the decision table, 0–12. */
  readonly row: number;
  /** Whom to call from there, at that time. */
  readonly contactPoint: ReturnType<typeof lineSummary>;
}

export interface Adviser {
  /** Whose ids and codes the answers are written in. */
  readonly questionnaire: Questionnaire;
  /** Guidance for answers that count (see `effectiveAnswers`). */
  advise(answers: Answers): Advised;
}

/** Advises as an account does at an instant, from its content alone: nobody is known, and nothing is kept. */
export function createAdviser(content: Content, account: AccountContent, at: Date): Adviser {
  const questionnaire = account.pack.questionnaires.get('ps-initial')!;
  const call = createCaller(content, account, at);
  return {
    questionnaire,
    advise: (answers) => {
      const { outcome, profile, row } = advise(account.guidance, answers, {
        questionnaire: 'ps-initial',
        answeredAt: at,
      });
      const zip = answerCode(answers, 'zip');
      return {
        outcome,
        profile,
        row,
        contactPoint: call(placeOf(questionnaire, answers, content.places), zip, outcome),
      };
    },
  };
}

interface Place {
  readonly prefectureCode: string;
  readonly municipalityCode?: string;
}

/** A postal code that spans municipalities still tells the prefecture, if it is one. */
function placeOf(questionnaire: Questionnaire, answers: Answers, places: Places): Place | undefined {
  const residence = residenceOf(questionnaire, answers, places);
  if (residence.known) {
    const { code, prefectureCode } = residence.municipality;
    return { prefectureCode, municipalityCode: code };
  }
  const [first, ...others] = new Set(residence.among.map(({ prefectureCode }) => prefectureCode));
  return first !== undefined && others.length === 0 ? { prefectureCode: first } : undefined;
}

/** Finds the number for each place and outcome once: time stands still, and places repeat. */
function createCaller({ calendar }: Content, { account, points }: AccountContent, at: Date) {
  const found = new Map<string, Advised['contactPoint']>();
  // Digits of a postal code beyond the longest prefix of any centre decide nothing.
  const digits = Math.max(
    0,
    ...points.flatMap(({ jurisdiction }) => jurisdiction.zipPrefixes.map((one) => one.length)),
  );
  return (place: Place = { prefectureCode: account.prefectureCode }, zip: string | undefined, outcome: Outcome) => {
    const prefix = zip?.slice(0, digits) ?? '';
    const key = [place.prefectureCode, place.municipalityCode, prefix, outcome].join();
    const known = found.get(key);
    if (known !== undefined) return known;
    const here = { ...place, ...(prefix ? { zip: prefix } : {}) };
    const summary = lineSummary(linesAfter(outcome, points, here, at, { calendar }).first);
    found.set(key, summary);
    return summary;
  };
}
