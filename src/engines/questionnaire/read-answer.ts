import type { OnDate } from '../../base/jst.ts';
import type { Places } from '../../base/places.ts';
import { rubyBare, rubyPlain } from '../../base/ruby.ts';
import { type Reading, read, refuse } from './fault.ts';
import type { Option, Question } from './model.ts';
import { readDate } from './read-date.ts';
import { readMunicipality, readZip } from './read-place.ts';

export interface ReadingContext {
  /** Today in Japan. */
  readonly today: OnDate;
  readonly places?: Places;
}

/** More digits than a number keeps exactly. */
const longestNumber = 15;
/** No number, time, or label of an option is written longer; more is not looked at. */
const longestWord = 500;
/** For texts that state no maxLength of their own, in characters. */
const longestText = 4000;

/**
 * Reads what a person typed or a form sent, kindly: full-width digits, 「35歳」, 「37度5分」, hyphens in postal codes.
 * `raw` is one field, several (of a choice of several; year, month, day of a date), or undefined. Empty input is
 * `value: undefined` for a question that may be left out. Never throws.
 *
 * @example
 * readAnswer(age, '３５才', { today }) // { ok: true, value: 35 }
 */
export function readAnswer(
  question: Question,
  raw: string | readonly string[] | undefined,
  context: ReadingContext,
): Reading {
  const fields = (raw === undefined ? [] : typeof raw === 'string' ? [raw] : raw).filter(
    (field) => field.trim() !== '',
  );
  if (fields.length === 0) return question.required ? refuse(missingCode(question)) : read(undefined);
  if (question.kind === 'date') return readOn(question, typeof raw === 'object' ? raw : fields[0]!, context.today);
  if (question.kind === 'many') return readMany(question, fields);
  if (question.repeats) return readLines(question, fields);
  if (fields.length > 1) return refuse('questionnaire.one-only');
  const field = fields[0]!;
  switch (question.kind) {
    case 'one':
      return readOne(question, field);
    case 'boolean':
      return readBoolean(field);
    case 'integer':
    case 'decimal':
      return readNumber(question, field);
    case 'time':
      return readTime(field);
    case 'zip':
      return readZip(field, context.places);
    case 'municipality':
      return readMunicipality(field, context.places);
    default:
      return readText(question, field);
  }
}

const missingCode = ({ kind }: Question) =>
  kind === 'many'
    ? 'questionnaire.missing-choices'
    : kind === 'one' || kind === 'boolean'
      ? 'questionnaire.missing-choice'
      : 'questionnaire.missing';

const plain = (text: string): string => (text.length > longestWord ? '' : text.normalize('NFKC').trim().toLowerCase());

/** An option by its code, or by its label in any language, as people type it into a chat. */
function optionOf(question: Question, field: string): Option | undefined {
  const { codes, labels } = optionsOf(question);
  return codes.get(field.trim()) ?? labels.get(plain(field));
}

/** Options by code and by what people may type for them; worked out once for each question. */
function optionsOf(question: Question): { codes: ReadonlyMap<string, Option>; labels: ReadonlyMap<string, Option> } {
  const known = optionMaps.get(question);
  if (known) return known;
  const labels = new Map<string, Option>();
  for (const option of question.options) {
    for (const text of Object.values(option.label)) {
      for (const typed of [plain(rubyBare(text)), plain(rubyPlain(text))]) {
        if (typed !== '' && !labels.has(typed)) labels.set(typed, option);
      }
    }
  }
  const maps = { codes: new Map(question.options.map((option) => [option.code, option])), labels };
  optionMaps.set(question, maps);
  return maps;
}
const optionMaps = new WeakMap<Question, ReturnType<typeof optionsOf>>();

function readOne(question: Question, field: string): Reading {
  const option = optionOf(question, field);
  if (option) return read(option.code);
  return question.open ? readText(question, field) : refuse('questionnaire.not-a-choice');
}

/** 'None of these' together with others is asked again: either may be the slip, and one of them is a symptom. */
function readMany(question: Question, fields: readonly string[]): Reading {
  const codes = new Set<string>();
  for (const field of fields) {
    const option = optionOf(question, field);
    if (option) codes.add(option.code);
    else if (question.open) {
      const own = readText(question, field);
      if (!own.ok) return own;
      codes.add(String(own.value));
    } else return refuse('questionnaire.not-a-choice');
  }
  return checkChoices(question, codes);
}

/** The rules for several choices at once, shared with machine input. Codes come back in the order of the options. */
export function checkChoices(question: Question, codes: ReadonlySet<string>): Reading {
  const exclusive = question.options.find((option) => option.exclusive && codes.has(option.code));
  if (exclusive && codes.size > 1) {
    return refuse('questionnaire.none-and-others', { none: exclusive.code });
  }
  const { minOccurs, maxOccurs } = question;
  if (minOccurs !== undefined && codes.size < minOccurs) {
    return refuse('questionnaire.too-few-choices', { count: codes.size, min: minOccurs });
  }
  if (maxOccurs !== undefined && codes.size > maxOccurs) {
    return refuse('questionnaire.too-many-choices', { count: codes.size, max: maxOccurs });
  }
  const listed = question.options.filter((option) => codes.has(option.code)).map((option) => option.code);
  return read([...listed, ...[...codes].filter((code) => !listed.includes(code))]);
}

/** The words that forms send; labels of yes and no are content, and buttons carry these values. */
function readBoolean(field: string): Reading {
  const typed = plain(field);
  if (['true', 'yes', '1', 'はい'].includes(typed)) return read(true);
  if (['false', 'no', '0', 'いいえ'].includes(typed)) return read(false);
  return refuse('questionnaire.not-yes-or-no');
}

/** A number with what people write around it: 「35歳」, 「37.2℃」, 「37度5分」 (half a degree), a comma for the point. */
function parseNumber(field: string): number | undefined {
  const text = plain(field).replace(/\s+/g, ' ');
  const tenths = /^(\d{1,3}) ?度 ?(\d) ?分$/.exec(text);
  if (tenths) return Number(`${tenths[1]}.${tenths[2]}`);
  const number = /^([+-]?\d{1,15}(?:[.,]\d{1,6})?) ?(?:才|歳|さい|years?(?: old)?|度|°c?|c|回|日|kg|cm)?$/.exec(text);
  return number ? Number(number[1]!.replace(',', '.')) : undefined;
}

function readNumber(question: Question, field: string): Reading {
  const digits = /^\s*[0-9０-９]+\s*$/.test(field) ? field.trim().length : 0;
  if (digits > longestNumber) return refuse('questionnaire.too-long', { length: digits, maxLength: longestNumber });
  const value = parseNumber(field);
  return value === undefined ? refuse('questionnaire.not-a-number') : checkNumber(question, value);
}

/** The rules for a number, shared with machine input. */
export function checkNumber(question: Question, value: number): Reading {
  if (!Number.isFinite(value)) return refuse('questionnaire.not-a-number');
  if (question.kind === 'integer' && !Number.isInteger(value))
    return refuse('questionnaire.not-whole', { read: value });
  const { min, max, maxDecimalPlaces } = question;
  const bounds = { ...(typeof min === 'number' && { min }), ...(typeof max === 'number' && { max }) };
  const both = bounds.min !== undefined && bounds.max !== undefined;
  if (bounds.min !== undefined && value < bounds.min) {
    return refuse(both ? 'questionnaire.too-small' : 'questionnaire.below-least', { read: value, ...bounds });
  }
  if (bounds.max !== undefined && value > bounds.max) {
    return refuse(both ? 'questionnaire.too-large' : 'questionnaire.above-most', { read: value, ...bounds });
  }
  if (maxDecimalPlaces !== undefined && Number(value.toFixed(maxDecimalPlaces)) !== value) {
    return refuse('questionnaire.too-many-decimals', { read: value, places: maxDecimalPlaces });
  }
  return read(value);
}

function readOn(question: Question, raw: string | readonly string[], today: OnDate): Reading {
  const single = typeof raw === 'object' && raw.length === 1 ? raw[0]! : raw;
  const reading = readDate(single, today);
  return reading.ok && typeof reading.value === 'string'
    ? checkDate(question, reading.value as OnDate, today)
    : reading;
}

/** The rules for a date, shared with machine input. */
export function checkDate(question: Question, on: OnDate, today: OnDate): Reading {
  if (question.notInFuture && on > today) return refuse('questionnaire.date-in-future', { date: on, today });
  if (typeof question.min === 'string' && on < question.min) {
    return refuse('questionnaire.date-too-early', { date: on, min: question.min });
  }
  if (typeof question.max === 'string' && on > question.max) {
    return refuse('questionnaire.date-too-late', { date: on, max: question.max });
  }
  return read(on);
}

function readTime(field: string): Reading {
  const match = /^(\d{1,2})[:時](\d{1,2})分?(?::(\d{2}))?$/.exec(plain(field));
  if (!match || Number(match[1]) > 23 || Number(match[2]) > 59 || Number(match[3] ?? 0) > 59) {
    return refuse('questionnaire.not-a-time');
  }
  return read([match[1]!, match[2]!, match[3] ?? '0'].map((part) => part.padStart(2, '0')).join(':'));
}

/** Text as typed, without what no store or screen can hold: control characters and broken surrogates. */
export function readText(question: Question, field: string): Reading {
  const clean = field
    .slice(0, 1_000_000)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\u2028\u2029]/gu, (character) => (character === '\n' && question.kind === 'text' ? '\n' : ' '))
    .trim();
  if (clean === '') return question.required ? refuse('questionnaire.missing') : read(undefined);
  const length = [...clean].length;
  const maxLength = question.maxLength ?? longestText;
  if (length > maxLength) return refuse('questionnaire.too-long', { length, maxLength });
  if (question.minLength !== undefined && length < question.minLength) {
    return refuse('questionnaire.too-short', { length, minLength: question.minLength });
  }
  return read(clean);
}

function readLines(question: Question, fields: readonly string[]): Reading {
  const lines: string[] = [];
  for (const field of fields.flatMap((each) => each.split('\n'))) {
    const reading = readText(question, field);
    if (!reading.ok) return reading;
    if (typeof reading.value === 'string') lines.push(reading.value);
  }
  const { maxOccurs } = question;
  if (maxOccurs !== undefined && lines.length > maxOccurs) {
    return refuse('questionnaire.too-many-choices', { count: lines.length, max: maxOccurs });
  }
  return read(lines);
}
