import type { Field, Form } from './html-form.ts';
import type { Chance } from './random.ts';

/** How residents answer, as data keyed by the names of form fields. */

export type Answer =
  /** One value, by weight: radio buttons, lists, or texts to type. `""` leaves it empty. */
  | { readonly oneOf: Readonly<Record<string, number>> }
  /** Each value with its own probability: checkboxes. `otherwise` is ticked when no other is ("none of these"). */
  | { readonly anyOf: Readonly<Record<string, number>>; readonly otherwise?: string }
  /** A whole number, evenly spread. */
  | { readonly from: number; readonly to: number }
  /** A date so many days before today in Japan, evenly spread. */
  | { readonly daysAgo: readonly [least: number, most: number] };

export type Answers = Readonly<Record<string, Answer>>;

/** Kinds of residents, by weight: what one kind answers goes before what all answer. */
export type AnswerModel = {
  readonly all: Answers;
  readonly kinds?: readonly { readonly name: string; readonly weight: number; readonly answers: Answers }[];
};

const JST_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;
const TICKED_UNASKED = 0.2;

/** The answers of one resident of this model. */
export function answersFor(model: AnswerModel, chance: Chance): Answers {
  const weights = Object.fromEntries((model.kinds ?? []).map(({ name, weight }) => [name, weight]));
  const kind = chance.weighted(weights);
  return { ...model.all, ...model.kinds?.find(({ name }) => name === kind)?.answers };
}

/**
 * Fills a form as a browser would send it. Fields without an answer in the model are answered by chance: any of the
 * options, any number within the limits; optional texts stay empty.
 * @param now virtual time in ms, for dates
 */
export function fill(form: Form, answers: Answers, chance: Chance, now: number): [string, string][] {
  const sent: [string, string][] = [];
  for (const field of form.fields) {
    for (const value of valuesOf(field, answers[field.name], chance, now)) sent.push([field.name, value]);
  }
  const [button] = form.buttons;
  if (button?.name) sent.push([button.name, button.value]);
  return sent;
}

function valuesOf(field: Field, answer: Answer | undefined, chance: Chance, now: number): string[] {
  switch (field.type) {
    case 'hidden':
      return [field.value];
    case 'checkbox':
      return ticked(field, answer, chance);
    case 'radio':
    case 'select':
      return chosen(field, answer, chance);
    default:
      return [answer ? typed(answer, chance, now) : (untold(field, chance, now) ?? field.value)];
  }
}

/** A box that must be ticked is ticked, whatever the model says. */
function ticked(field: Field, answer: Answer | undefined, chance: Chance): string[] {
  const probabilities = answer && 'anyOf' in answer ? answer.anyOf : undefined;
  const otherwise = answer && 'anyOf' in answer ? answer.otherwise : undefined;
  const one = answer && 'oneOf' in answer ? chance.weighted(answer.oneOf) : undefined;
  const values = field.options.filter(({ value, required }) => {
    if (required) return true;
    if (one !== undefined) return value === one;
    if (value === otherwise) return false;
    return chance.comes(probabilities ? (probabilities[value] ?? 0) : TICKED_UNASKED);
  });
  if (values.length > 0) return values.map(({ value }) => value);
  const last = field.options.find(({ value }) => value === otherwise);
  return last ? [last.value] : [];
}

function chosen(field: Field, answer: Answer | undefined, chance: Chance): string[] {
  const offered = field.options.map(({ value }) => value).filter((value) => value !== '');
  const weights = answer && 'oneOf' in answer ? answer.oneOf : undefined;
  // Only what the form offers now can be chosen: branches take options away.
  const usable = Object.fromEntries(offered.map((value) => [value, weights ? (weights[value] ?? 0) : 1]));
  const value = chance.weighted(usable) ?? offered[chance.whole(0, offered.length - 1)];
  return value === undefined ? [] : [value];
}

function typed(answer: Answer, chance: Chance, now: number): string {
  if ('oneOf' in answer) return chance.weighted(answer.oneOf) ?? '';
  if ('from' in answer) return String(chance.whole(answer.from, answer.to));
  if ('daysAgo' in answer) return dateInJapan(now - chance.whole(...answer.daysAgo) * DAY_MS);
  return '';
}

function untold(field: Field, chance: Chance, now: number): string | undefined {
  if (!field.required || field.value !== '') return undefined;
  if (field.type === 'date') return dateInJapan(now);
  if (field.type === 'number') return String(chance.whole(Number(field.min ?? 0), Number(field.max ?? 100)));
  return '—';
}

const dateInJapan = (at: number) => new Date(at + JST_OFFSET_MS).toISOString().slice(0, 10);
