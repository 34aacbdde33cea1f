import type { Language } from '../../../base/language.ts';
import type { Say } from '../../../base/words.ts';
import type { Question as AskedQuestion } from '../../../engines/questionnaire/index.ts';
import type { Question, QuestionChoice, TypedDate } from './question-field.ts';

/** What was chosen or typed before, or is kept in the profile; as the form's fields carry it. */
export interface Typed {
  readonly codes?: readonly string[];
  readonly text?: string;
  readonly date?: TypedDate;
  /** One's own words beside the options. */
  readonly own?: string;
}

interface Shown {
  readonly language: Language;
  readonly say: Say;
  readonly typed?: Typed;
  readonly error?: string;
  readonly notes?: readonly string[];
}

/**
 * A question of the questionnaire engine as the page shows it. A municipality has pages of its own (place-pages.ts).
 */
export function questionView(question: AskedQuestion, { language, say, typed = {}, error, notes }: Shown): Question {
  const hint = question.hint?.[language] ?? question.entryFormat?.[language];
  const shared = {
    id: question.linkId,
    text: question.text[language],
    optional: !question.required,
    ...(hint === undefined ? {} : { hint }),
    ...(question.why ? { why: question.why[language] } : {}),
    ...(notes && notes.length > 0 ? { notes } : {}),
    ...(error === undefined ? {} : { error }),
  };
  const unit = question.unit ? { unit: question.unit[language] } : {};
  switch (question.kind) {
    case 'boolean':
      return { ...shared, kind: 'one', choices: yesAndNo(say, typed.codes?.[0]) };
    case 'one':
    case 'many':
      return { ...shared, kind: question.kind, ...choicesOf(question, language, say, typed) };
    case 'date':
      return { ...shared, kind: 'date', typed: typed.date ?? { year: '', month: '', day: '' } };
    case 'integer':
    case 'decimal':
      return { ...shared, ...unit, kind: question.kind, typed: typed.text ?? '' };
    case 'zip':
      return { ...shared, kind: 'zip', typed: typed.text ?? '' };
    default: {
      const limit = question.maxLength === undefined ? {} : { maxLength: question.maxLength };
      return { ...shared, ...limit, kind: 'text', long: question.kind === 'text', typed: typed.text ?? '' };
    }
  }
}

const yesAndNo = (say: Say, chosen: string | undefined): QuestionChoice[] => [
  { code: 'true', label: say('form.yes'), chosen: chosen === 'true' },
  { code: 'false', label: say('form.no'), chosen: chosen === 'false' },
];

function choicesOf(question: AskedQuestion, language: Language, say: Say, typed: Typed) {
  const chosen = typed.codes ?? question.options.filter((option) => option.initial).map((option) => option.code);
  const choices = question.options.map((option) => ({
    code: option.code,
    label: option.label[language],
    exclusive: option.exclusive,
    chosen: chosen.includes(option.code),
  }));
  if (!question.open) return { choices };
  const label = question.openLabel?.[language] ?? say('form.other');
  return { choices, open: { label, chosen: typed.own !== undefined, typed: typed.own ?? '' } };
}
