import type { Language } from '../../../base/language.ts';
import { type Choice, choiceRow } from './forms.ts';
import type { Frame } from './frame.ts';
import { attributes, type Html, html, label, text } from './html.ts';
import { bare } from './layout.ts';
import { fieldError } from './notices.ts';

/** A question as a page shows it: words in the page's language, with what was chosen or typed before. */
export type Question = QuestionBase &
  (
    | { readonly kind: 'one' | 'many'; readonly choices: readonly QuestionChoice[]; readonly open?: OpenChoice }
    | { readonly kind: 'integer' | 'decimal' | 'zip'; readonly typed: string; readonly unit?: string }
    | { readonly kind: 'text'; readonly typed: string; readonly long: boolean; readonly maxLength?: number }
    | { readonly kind: 'date'; readonly typed: TypedDate }
  );

interface QuestionBase {
  /** The question's linkId; names and ids of controls begin with it. */
  readonly id: string;
  readonly text: string;
  readonly hint?: string;
  /** Texts that stand before the question. */
  readonly notes?: readonly string[];
  /** Why it is asked, for those who hesitate: in a fold. */
  readonly why?: string;
  readonly optional: boolean;
  /** What is wrong, what was read, what to do. */
  readonly error?: string;
}

export interface QuestionChoice extends Choice {
  /** Stands apart under 「または」 and clears the others. */
  readonly exclusive?: boolean;
}

/** 「そのほか」 with a text of one's own: FHIR's open-choice. */
export interface OpenChoice {
  readonly label: string;
  readonly chosen: boolean;
  readonly typed: string;
}

/** The code under which a form sends that one's own words were meant. */
export const openCode = '__other';

export interface TypedDate {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

/** Id of the first control of a question: where an error leads. */
export const fieldOf = (question: Question): string => (question.kind === 'date' ? `${question.id}-year` : question.id);

/** A question with its notes, hint, error and controls; its text is the heading and the name of the controls. */
export function questionField(frame: Frame, question: Question, level: 'h1' | 'h2'): Html {
  const notes = question.notes?.map((note) => html`<p>${text(note)}</p>`);
  const why =
    question.why !== undefined &&
    html`<details class="fold"><summary>${label(frame.say('form.why'))}</summary><div><p>${text(question.why)}</p></div></details>`;
  return html`${notes}${controls(frame, question, level)}${why}`;
}

function controls(frame: Frame, question: Question, level: 'h1' | 'h2'): Html {
  switch (question.kind) {
    case 'one':
    case 'many':
      return group(frame, question, level, choices(frame, question));
    case 'date':
      return group(frame, question, level, dateInputs(frame, question));
    default:
      return typedField(frame, question, level);
  }
}

type OfKind<Kind extends Question['kind']> = Extract<Question, { readonly kind: Kind }>;

const heading = (level: 'h1' | 'h2', words: Html): Html =>
  level === 'h1' ? html`<h1>${words}</h1>` : html`<h2>${words}</h2>`;

function group(frame: Frame, question: Question, level: 'h1' | 'h2', inside: Html): Html {
  return html`<fieldset class="stack"${described(question)}><legend>${heading(level, text(question.text))}</legend>
${hint(frame, question)}
${question.error !== undefined && fieldError(`${question.id}-error`, question.error)}
${inside}</fieldset>`;
}

function described(question: Question): Html {
  const ids = [
    question.error !== undefined && `${question.id}-error`,
    (question.hint !== undefined || question.optional) && `${question.id}-hint`,
  ].filter((id) => id !== false);
  return attributes({ 'aria-describedby': ids.length > 0 && ids.join(' ') });
}

function hint({ say }: Frame, question: Question): Html | false {
  if (question.hint === undefined && !question.optional) return false;
  const tag = question.optional && html`<span class="tag">${text(say('form.optional'))}</span> `;
  return html`<p class="hint" id="${question.id}-hint">${tag}${question.hint !== undefined && text(question.hint)}</p>`;
}

function choices(frame: Frame, question: OfKind<'one' | 'many'>): Html {
  const { say } = frame;
  const type = question.kind === 'one' ? 'radio' : 'checkbox';
  const shared = question.choices.filter((choice) => !choice.exclusive);
  const exclusive = question.choices.filter((choice) => choice.exclusive);
  const rows = shared.map((choice, at) =>
    choiceRow(type, question.id, choice, { id: at === 0 ? question.id : undefined }),
  );
  const apart = exclusive.map((choice, at) =>
    choiceRow(
      type,
      question.id,
      { ...choice, hint: choice.hint ?? say('form.exclusive_hint') },
      { id: rows.length + at === 0 ? question.id : undefined, exclusive: true },
    ),
  );
  const all = html`${rows}${question.open && openChoice(frame, question, type, question.open)}`;
  if (question.kind === 'one' || exclusive.length === 0) return html`<div class="choices">${all}${apart}</div>`;
  return html`<div class="choices">${all}<p class="or">${text(say('form.or'))}</p>${apart}</div>
<p class="visually-hidden" role="status" data-told="${bare(say('form.exclusive_told'))}"></p>`;
}

function openChoice({ say }: Frame, question: Question, type: 'radio' | 'checkbox', open: OpenChoice): Html {
  const input = attributes({ id: `${question.id}-other-text`, name: `${question.id}_text`, value: open.typed });
  return html`${choiceRow(type, question.id, { code: openCode, label: open.label, chosen: open.chosen })}
<div class="field"><label for="${question.id}-other-text">${text(say('form.other_text'))}</label><input class="input words" type="text"${input}></div>`;
}

const dateParts: Readonly<Record<Language, readonly ('year' | 'month' | 'day')[]>> = {
  ja: ['year', 'month', 'day'],
  easy: ['year', 'month', 'day'],
  en: ['day', 'month', 'year'],
};
const datePartKeys = { year: 'form.year', month: 'form.month', day: 'form.day_of_month' } as const;

/** Three small fields: a calendar in a window is slow under one thumb, and old phones draw it each in their own way. */
function dateInputs({ say, language }: Frame, question: OfKind<'date'>): Html {
  const inputs = dateParts[language].map((part) => {
    const id = `${question.id}-${part}`;
    const input = attributes({
      id,
      name: `${question.id}_${part}`,
      value: question.typed[part],
      inputmode: 'numeric',
      autocomplete: 'off',
      'aria-invalid': question.error !== undefined && 'true',
    });
    return html`<div class="field date-${part}"><label for="${id}">${text(say(datePartKeys[part]))}</label><input class="input" type="text"${input}></div>`;
  });
  return html`<div class="date">${inputs}</div>`;
}

function typedField(frame: Frame, question: OfKind<'integer' | 'decimal' | 'zip' | 'text'>, level: 'h1' | 'h2'): Html {
  const label = html`<label for="${question.id}">${text(question.text)}</label>`;
  return html`<div class="field">${heading(level, label)}
${hint(frame, question)}
${question.error !== undefined && fieldError(`${question.id}-error`, question.error)}
${question.kind === 'text' ? textInput(question) : numberInput(question)}</div>`;
}

/** Numbers are typed as text: full-width digits are read too, and no wheel or arrow changes them by a slip. */
function numberInput(question: OfKind<'integer' | 'decimal' | 'zip'>): Html {
  const { id, kind, typed, unit } = question;
  const input = attributes({
    id,
    name: id,
    value: typed,
    inputmode: kind === 'decimal' ? 'decimal' : 'numeric',
    autocomplete: kind === 'zip' ? 'postal-code' : 'off',
    'aria-invalid': question.error !== undefined && 'true',
  });
  const field = html`<input class="input short" type="text"${input}${described(question)}>`;
  return unit === undefined ? field : html`<div class="with-unit">${field}${label(unit)}</div>`;
}

function textInput(question: OfKind<'text'>): Html {
  const shared = attributes({
    id: question.id,
    name: question.id,
    maxlength: question.maxLength,
    autocomplete: 'off',
    'aria-invalid': question.error !== undefined && 'true',
  });
  return question.long
    ? html`<textarea class="input words" rows="4"${shared}${described(question)}>\n${question.typed}</textarea>`
    : html`<input class="input words" type="text"${shared}${described(question)} value="${question.typed}">`;
}
