import type { Localized } from '../../base/language.ts';
import type { Question, Questionnaire } from '../../engines/questionnaire/index.ts';

export interface DescribedQuestion {
  readonly linkId: string;
  readonly text: Localized;
  readonly hint?: Localized;
  /** FHIR's type of the item. */
  readonly type: string;
  readonly required: boolean;
  readonly repeats: boolean;
  /** In question ids and codes: `fever = yes or fever = elevated`. */
  readonly shownIf?: string;
  readonly options: ReadonlyArray<{ readonly code: string; readonly text: Localized; readonly exclusive: boolean }>;
  readonly kept: boolean;
}

export interface DescribedPart {
  readonly title: Localized;
  readonly questions: readonly DescribedQuestion[];
}

/** A questionnaire as residents meet it, part by part; what the server answers by itself is left out. */
export function describeQuestionnaire(questionnaire: Questionnaire): DescribedPart[] {
  const conditions = shownConditions(questionnaire.source.item ?? []);
  return questionnaire.stages.flatMap((stage, stageNumber) =>
    stage.parts.map((part, partNumber) => ({
      title: part.title,
      questions: questionnaire.questions
        .filter((question) => question.stage === stageNumber && question.part === partNumber && !question.hidden)
        .map((question) => describeQuestion(question, conditions.get(question.linkId))),
    })),
  );
}

function describeQuestion(question: Question, shownIf: string | undefined): DescribedQuestion {
  const { linkId, text, hint, type, required, repeats, options, kept } = question;
  return {
    linkId,
    text,
    ...(hint && { hint }),
    type,
    required,
    repeats,
    ...(shownIf !== undefined && { shownIf }),
    options: options.map(({ code, label, exclusive }) => ({ code, text: label, exclusive })),
    kept: kept !== undefined,
  };
}

type Item = NonNullable<Questionnaire['source']['item']>[number];
type EnableWhen = NonNullable<Item['enableWhen']>[number];

/** When each item is shown: its own condition and those of the groups around it, in words of question ids and codes. */
function shownConditions(items: readonly Item[], around: readonly string[] = []): Map<string, string> {
  const found = new Map<string, string>();
  for (const item of items) {
    const own = item.enableWhen?.map(conditionText) ?? [];
    const joined = own.join(item.enableBehavior === 'all' ? ' and ' : ' or ');
    const all = joined === '' ? around : [...around, joined];
    if (all.length > 0) {
      const text =
        all.length === 1 ? all[0]! : all.map((one) => (one.includes(' or ') ? `(${one})` : one)).join(' and ');
      found.set(item.linkId, text);
    }
    for (const [linkId, text] of shownConditions(item.item ?? [], all)) found.set(linkId, text);
  }
  return found;
}

function conditionText({ question, operator, ...answers }: EnableWhen): string {
  const value = Object.entries(answers).find(([name]) => name.startsWith('answer'))?.[1];
  const coded = typeof value === 'object' && value !== null && 'code' in value ? value.code : value;
  if (operator === 'exists') return `${question} ${value === true ? 'is answered' : 'is not answered'}`;
  return `${question} ${operator} ${String(coded)}`;
}
