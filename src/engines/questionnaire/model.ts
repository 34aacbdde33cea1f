import type { AnswerValue } from '../../base/answers.ts';
import type { Localized } from '../../base/language.ts';
import type { FhirQuestionnaire } from './fhir.ts';

/**
 * How a question is asked: `one` and `many` from options, `zip` a postal code, `municipality` a place by its code,
 * `string` one line, `text` several lines; the rest as in FHIR.
 */
export type QuestionKind =
  | 'one'
  | 'many'
  | 'boolean'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'time'
  | 'string'
  | 'text'
  | 'zip'
  | 'municipality';

export interface Option {
  /** What the flat answers hold: the Coding's code, or the integer, date, time or string as text. */
  readonly code: string;
  readonly label: Localized;
  /** Excludes all others: 'none of these'. */
  readonly exclusive: boolean;
  /** Chosen from the start. */
  readonly initial: boolean;
  /** The answer's value in FHIR: `{ valueCoding: … }`, `{ valueInteger: 3 }`, …. */
  readonly fhir: Readonly<Record<string, unknown>>;
}

/** Does it hold, given how the questions were answered? Questions that are not shown have no answer. */
export type Condition = (answerOf: (linkId: string) => AnswerValue | undefined) => boolean;

/** A text that stands before a question (or after the last): a heading of a group, or a display item. */
export interface Note {
  readonly linkId: string;
  readonly text: Localized;
  readonly conditions: readonly Condition[];
}

export interface Question {
  readonly linkId: string;
  /** Place in the questionnaire, from 0: what opaque chat tokens name. */
  readonly number: number;
  readonly kind: QuestionKind;
  /** FHIR's type of the item: tells which `valueX` an answer becomes. */
  readonly type: string;
  readonly text: Localized;
  /** A short help that is always in view. */
  readonly hint?: Localized;
  /** Why it is asked, for those who hesitate. */
  readonly why?: Localized;
  /** An example of the form of an answer: '980-0001'. */
  readonly entryFormat?: Localized;
  readonly unit?: Localized;
  /** The label of the field for one's own words, in an open choice. */
  readonly openLabel?: Localized;
  readonly options: readonly Option[];
  /** An answer in one's own words is taken beside the options (`open-choice`). */
  readonly open: boolean;
  /** Several answers: of a choice, or lines of a repeating string. */
  readonly repeats: boolean;
  readonly control?: 'radio-button' | 'check-box' | 'drop-down';
  readonly required: boolean;
  /** Never asked: its answer is given by the server, or is its initial value. */
  readonly hidden: boolean;
  readonly initial?: AnswerValue;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxDecimalPlaces?: number;
  readonly minOccurs?: number;
  readonly maxOccurs?: number;
  readonly notInFuture: boolean;
  /** Its own conditions and those of the groups around it: all must hold. */
  readonly conditions: readonly Condition[];
  /** The questions that these conditions look at. */
  readonly triggers: readonly string[];
  /** The question under whose answer it is nested: asked once that is answered. */
  readonly under?: string;
  readonly notes: readonly Note[];
  readonly stage: number;
  readonly part: number;
  readonly kept?: { readonly as?: 'year-of-birth'; readonly againAfterDays?: number };
  /** Any answer ends the form at once but these codes. */
  readonly endsUnless?: readonly string[];
  /** Asked on the page of that question. */
  readonly beside?: string;
  /** The postal code's question that this municipality completes. */
  readonly municipalityOf?: string;
  readonly implies?: { readonly question: string; readonly code: string; readonly from: number };
}

/** One of the steps in which progress is told: 体調・あなたのこと・接触と渡航・お住まい. */
export interface Part {
  readonly linkId: string;
  readonly title: Localized;
}

/** What is asked in one go. The first stage of `ps-initial` ends in guidance; the second is optional. */
export interface Stage {
  readonly linkId: string;
  readonly title: Localized;
  readonly parts: readonly Part[];
}

/** A questionnaire ready to be asked. */
export interface Questionnaire {
  readonly id: string;
  readonly url: string;
  readonly version: string;
  readonly title: Localized;
  readonly stages: readonly Stage[];
  /** In the order of asking, hidden ones included. */
  readonly questions: readonly Question[];
  readonly byLinkId: ReadonlyMap<string, Question>;
  /** As it was read: what responses are built from and checked against. */
  readonly source: FhirQuestionnaire;
  /** Where it was read from, for findings. */
  readonly where: string;
}
