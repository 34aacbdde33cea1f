import { type Answers, answerCode, answerCodes, answerNumber } from '../../base/answers.ts';
import { daysBetween, type OnDate, parseOnDate } from '../../base/jst.ts';
import { dayOfEpisode, type EpisodeState, openEpisode } from './episode.ts';

/** Thresholds that a prefecture may set (pack.yaml, or an account); those of the notices themselves stand in the tables. */
export interface GuidanceSettings {
  /** Years: at risk from this age on. */
  readonly highRiskAge: number;
  /** Years: a child below this age. */
  readonly childAge: number;
  /** Contact or return this many days ago still counts; the day itself is 0. */
  readonly exposureDays: number;
}

/** What the last full answer said about contact and travel: the daily questionnaire does not ask again. */
export interface Exposure {
  /** Code of `contact`. */
  readonly contact?: string;
  readonly contactOn?: OnDate;
  /** Code of `travel`. */
  readonly travel?: string;
  readonly travelOn?: OnDate;
  /** The day of that answer: it stands in for a date that was not given. */
  readonly statedOn: OnDate;
}

/** What is known beside the answers themselves. */
export interface AnswerContext {
  readonly questionnaire: 'ps-initial' | 'ps-daily';
  readonly answeredOn: OnDate;
  readonly settings: GuidanceSettings;
  /** Kept answers that were not asked again: age (years, today), conditions, pregnancy. Answers given now win. */
  readonly profile?: Answers | undefined;
  /** The episode as it stood before this answer. */
  readonly episode?: EpisodeState | undefined;
  /** Enrolled by staff, or diagnosed according to an earlier answer, and not yet released. */
  readonly enrolledKnownPositive?: boolean | undefined;
  /** For `ps-daily`. */
  readonly exposure?: Exposure | undefined;
  /** For `ps-daily`: the last answer said `antipyretic` = yes, so it was asked again. */
  readonly lastAntipyretic?: boolean | undefined;
}

/**
 * The input data of the guidance tables, under the names that they have there. Lists are without `none`; null is "not
 * answered", and counts as not present, not at risk (domain §7.2).
 */
export type GuidanceInputs = {
  readonly fever: string | null;
  readonly strong: readonly string[];
  readonly antipyretic: string | null;
  readonly other_sx: readonly string[];
  readonly emergency: readonly string[];
  /** Those of fever, strong, antipyretic, other_sx that were asked and not answered. */
  readonly unanswered: readonly string[];
  /** Day of the illness, 1 on its first; 0 without symptoms. */
  readonly sick_days: number;
  readonly visit: string | null;
  readonly enrolled: boolean;
  readonly contact: string | null;
  readonly days_since_contact: number | null;
  readonly travel: string | null;
  readonly days_since_travel: number | null;
  readonly exposure_days: number;
  readonly age: number | null;
  readonly high_risk_age: number;
  readonly child_age: number;
  readonly conditions: readonly string[];
  readonly pregnancy: string | null;
};

export const inputNames: readonly (keyof GuidanceInputs)[] = [
  'fever',
  'strong',
  'antipyretic',
  'other_sx',
  'emergency',
  'unanswered',
  'sick_days',
  'visit',
  'enrolled',
  'contact',
  'days_since_contact',
  'travel',
  'days_since_travel',
  'exposure_days',
  'age',
  'high_risk_age',
  'child_age',
  'conditions',
  'pregnancy',
];

/** The fever from which on temp_c answers the question about fever, in °C (domain §7.1). */
const feverFromCelsius = 37.5;

const strongCodes = ['fatigue', 'dyspnoea', 'high_fever'];
const symptomQuestions = ['fever', 'strong', 'antipyretic', 'other_sx'];

/**
 * Whether these codes of `emergency` end the form at once and lead to row 0: any sign but `dyspnoea_on_effort` alone.
 * @example
 * isEmergency(['dyspnoea_on_effort']) // false
 */
export const isEmergency = (codes: readonly string[]): boolean =>
  codes.some((code) => code !== 'none' && code !== 'dyspnoea_on_effort');

/**
 * What the tables decide on, from coded answers and what is known beside them. Codes are taken as they are: the
 * questionnaire has checked them, and has left out answers to questions that were not shown.
 * @example
 * deriveInputs({ fever: 'yes', fever_days: '2', age: 70 }, context).sick_days // 2
 */
export function deriveInputs(given: Answers, context: AnswerContext): GuidanceInputs {
  const { settings } = context;
  const answers = context.questionnaire === 'ps-daily' ? fromDaily(given, context) : given;
  const kept: Answers = {
    age: answers.age ?? context.profile?.age,
    conditions: answers.conditions ?? context.profile?.conditions,
    pregnancy: answers.pregnancy ?? context.profile?.pregnancy,
  };
  const symptoms = symptomsOf(answers);
  return {
    ...symptoms,
    emergency: codesOf(answers, 'emergency'),
    unanswered: symptomQuestions.filter((id) => isUnanswered(answers, id)),
    sick_days: sickDays(answers, symptoms, context),
    visit: answerCode(answers, 'visit') ?? null,
    enrolled: context.enrolledKnownPositive === true,
    ...exposureInputs(answers, context),
    exposure_days: settings.exposureDays,
    age: answerNumber(kept, 'age') ?? null,
    high_risk_age: settings.highRiskAge,
    child_age: settings.childAge,
    conditions: codesOf(kept, 'conditions'),
    pregnancy: answerCode(kept, 'pregnancy') ?? null,
  };
}

type Symptoms = Pick<GuidanceInputs, 'fever' | 'strong' | 'antipyretic' | 'other_sx'>;

const symptomsOf = (answers: Answers): Symptoms => ({
  fever: answerCode(answers, 'fever') ?? null,
  strong: codesOf(answers, 'strong'),
  antipyretic: answerCode(answers, 'antipyretic') ?? null,
  other_sx: codesOf(answers, 'other_sx'),
});

/** `any_sx` of domain §7.2: the tables derive it too, but days of illness are counted before they run. */
export const anySymptom = (symptoms: Symptoms): boolean =>
  hasFever(symptoms) || symptoms.antipyretic === 'yes' || symptoms.strong.length > 0 || symptoms.other_sx.length > 0;

const hasFever = (symptoms: Symptoms): boolean => symptoms.fever === 'yes' || symptoms.fever === 'elevated';

/**
 * `ps-daily` in the words of `ps-initial`: a measured temperature answers `fever`, and `symptoms` becomes `strong` and
 * `other_sx` (domain §7.1). Two readings of our own: a temperature below 37.5 °C means that the fever is not "not
 * measured"; and `antipyretic`, which a well person is not shown, then counts as no.
 */
function fromDaily(answers: Answers, context: AnswerContext): Answers {
  const celsius = answerNumber(answers, 'temp_c');
  const stated = answerCode(answers, 'fever');
  const measured = celsius === undefined ? undefined : celsius >= feverFromCelsius ? 'yes' : 'no';
  const fever = measured === 'yes' || stated === undefined || stated === 'unknown' ? (measured ?? stated) : stated;
  const symptoms = answerCodes(answers, 'symptoms');
  const isShown = fever === 'yes' || fever === 'elevated' || context.lastAntipyretic === true;
  const part = (wanted: (code: string) => boolean): readonly string[] | undefined => {
    if (symptoms.length === 0) return undefined;
    const codes = symptoms.filter((code) => code !== 'none' && wanted(code));
    return codes.length > 0 ? codes : ['none'];
  };
  return {
    ...answers,
    fever,
    strong: part((code) => strongCodes.includes(code)),
    other_sx: part((code) => !strongCodes.includes(code)),
    antipyretic: answers.antipyretic ?? (isShown ? undefined : 'no'),
  };
}

const codesOf = (answers: Answers, id: string): readonly string[] =>
  answerCodes(answers, id).filter((code) => code !== 'none');

const isUnanswered = (answers: Answers, id: string): boolean => answerCodes(answers, id).length === 0;

/**
 * The largest of the days stated and the day of the running episode, at least 1 with symptoms and 0 without. Code 4 means
 * the fourth day or later. Days stated for a fever that is not there are left out, and so for the other symptoms.
 */
function sickDays(answers: Answers, symptoms: Symptoms, context: AnswerContext): number {
  if (!anySymptom(symptoms)) return 0;
  const hasOther = symptoms.antipyretic === 'yes' || symptoms.strong.length > 0 || symptoms.other_sx.length > 0;
  const episode = openEpisode(context.episode, context.answeredOn);
  return Math.max(
    1,
    hasFever(symptoms) ? stated(answers, 'fever_days') : 0,
    hasOther ? stated(answers, 'sx_days') : 0,
    episode ? dayOfEpisode(episode, context.answeredOn) : 0,
  );
}

const stated = (answers: Answers, id: string): number => Number(answers[id] ?? 0) || 0;

type ExposureInputs = Pick<GuidanceInputs, 'contact' | 'days_since_contact' | 'travel' | 'days_since_travel'>;

function exposureInputs(answers: Answers, context: AnswerContext): ExposureInputs {
  const { answeredOn } = context;
  const isDaily = context.questionnaire === 'ps-daily';
  const exposure = isDaily ? context.exposure : exposureOf(answers, answeredOn);
  const daysSince = (code: string | undefined, on: OnDate | undefined): number | null => {
    // Without a date it counts as within; from the day of the answer that stated it, it ages like any other.
    const since = on ?? (isDaily && code !== undefined && code !== 'no' ? exposure?.statedOn : undefined);
    return since === undefined ? null : daysBetween(since, answeredOn);
  };
  return {
    contact: exposure?.contact ?? null,
    days_since_contact: daysSince(exposure?.contact, exposure?.contactOn),
    travel: exposure?.travel ?? null,
    days_since_travel: daysSince(exposure?.travel, exposure?.travelOn),
  };
}

/**
 * What a full answer said about contact and travel, to be kept for the daily questionnaire. Dates belong to a contact or a
 * return that is stated; one that does not exist is left out, so that it counts as not given.
 */
export function exposureOf(answers: Answers, statedOn: OnDate): Exposure {
  const contact = answerCode(answers, 'contact');
  const travel = answerCode(answers, 'travel');
  const contactOn = parseOnDate(answerCode(answers, 'contact_date') ?? '');
  const travelOn = parseOnDate(answerCode(answers, 'travel_date') ?? '');
  return {
    ...(contact !== undefined && { contact }),
    ...(contactOn !== undefined && { contactOn }),
    ...(travel !== undefined && { travel }),
    ...(travelOn !== undefined && { travelOn }),
    statedOn,
  };
}
