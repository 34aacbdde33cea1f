import type { AnswerValue } from '../../base/answers.ts';
import type { Finding } from '../../base/finding.ts';
import type { Language, Localized } from '../../base/language.ts';
import {
  extensionFlag,
  extensionNumber,
  extensionOf,
  extensionText,
  extensionValue,
  itemControls,
  localized,
  partTexts,
  urls,
} from './extensions.ts';
import { type FhirItem, heldValue } from './fhir.ts';
import type { Option, Question, QuestionKind } from './model.ts';
import { compileOptions, type ValueSets } from './options.ts';
import { valueNames } from './validate-value.ts';

const kinds: Readonly<Record<string, QuestionKind>> = {
  boolean: 'boolean',
  integer: 'integer',
  decimal: 'decimal',
  date: 'date',
  time: 'time',
  string: 'string',
  text: 'text',
  choice: 'one',
  'open-choice': 'one',
};

export const supportedTypes: ReadonlySet<string> = new Set(['group', 'display', ...Object.keys(kinds)]);

export interface ItemContext {
  readonly where: string;
  readonly base: Language | undefined;
  readonly valueSets: ValueSets;
  readonly findings: Finding[];
  /** The question before it: whose page it may share. */
  readonly before: string | undefined;
}

type Compiled = Omit<Question, 'number' | 'stage' | 'part' | 'conditions' | 'triggers' | 'notes' | 'under'>;

/** A question's own part: what it asks and what it takes as an answer. Where it stands is load.ts's business. */
export function compileQuestion(item: FhirItem, context: ItemContext): Compiled {
  const fault = (code: string, message: string) => {
    context.findings.push({ severity: 'error', code, where: `${context.where}: ${item.linkId}`, message });
  };
  const options = compileOptions(item, context.valueSets, context.base, fault);
  const repeats = item.repeats === true;
  const kind = kindOf(item, options, repeats);
  if (item.type.endsWith('choice') && options.length === 0 && !item.answerValueSet) {
    if (item.type === 'choice') fault('questionnaire.no-options', 'A choice needs answerOption or answerValueSet.');
  }
  if (repeats && ['boolean', 'integer', 'decimal', 'date', 'time', 'zip', 'municipality'].includes(kind)) {
    fault('questionnaire.unsupported', `'repeats' on a ${item.type} is not supported.`);
  }
  const control = itemControls(item).find((code) => ['radio-button', 'check-box', 'drop-down'].includes(code));
  return {
    linkId: item.linkId,
    kind,
    type: item.type,
    text: localized(item.text, item._text, context.base),
    ...helpTexts(item, context.base),
    ...fieldTexts(item, context.base),
    options,
    open: item.type === 'open-choice',
    repeats,
    ...(control !== undefined && { control: control as NonNullable<Question['control']> }),
    required: item.required === true || (extensionNumber(item, urls.minOccurs) ?? 0) > 0,
    hidden: item.readOnly === true || extensionFlag(item, urls.hidden),
    ...initialOf(item, options, fault),
    ...limits(item),
    ...ownRules(item, context, fault),
  };
}

function kindOf(item: FhirItem, options: readonly Option[], repeats: boolean): QuestionKind {
  if (extensionFlag(item, urls.postalCode)) return 'zip';
  if (extensionOf(item, urls.municipalityOf)) return 'municipality';
  if (options.length > 0) return repeats ? 'many' : 'one';
  return item.type === 'open-choice' ? 'string' : (kinds[item.type] ?? 'string');
}

/** Display items below a question: its help, in view (inline and others) or on request (help). */
function helpTexts(item: FhirItem, base: Language | undefined): { hint?: Localized; why?: Localized } {
  const displays = (item.item ?? []).filter((child) => child.type === 'display');
  const why = displays.find((child) => itemControls(child).includes('help'));
  const hints = displays.filter((child) => child !== why).map((child) => localized(child.text, child._text, base));
  const [first, ...more] = hints;
  const hint =
    first &&
    more.reduce(
      (joined, next) => ({
        ja: `${joined.ja}\n${next.ja}`,
        easy: `${joined.easy}\n${next.easy}`,
        en: `${joined.en}\n${next.en}`,
      }),
      first,
    );
  return { ...(hint && { hint }), ...(why && { why: localized(why.text, why._text, base) }) };
}

function fieldTexts(item: FhirItem, base: Language | undefined) {
  const text = (url: string): Localized | undefined => {
    const extension = extensionOf(item, url);
    const value = extension?.valueString;
    return typeof value === 'string'
      ? localized(value, extension?._valueString as Parameters<typeof localized>[1], base)
      : undefined;
  };
  const entryFormat = text(urls.entryFormat);
  const openLabel = text(urls.openLabel);
  const coding = extensionValue(item, urls.unit) as { display?: string; code?: string } | undefined;
  const unitName = coding?.display ?? coding?.code;
  return {
    ...(entryFormat && { entryFormat }),
    ...(openLabel && { openLabel }),
    ...(unitName !== undefined && { unit: localized(unitName, undefined, base) }),
  };
}

function limits(item: FhirItem) {
  const bound = (url: string): number | string | undefined => {
    const value = extensionValue(item, url);
    return typeof value === 'number' || typeof value === 'string' ? value : undefined;
  };
  const found = {
    min: bound(urls.minValue),
    max: bound(urls.maxValue),
    minLength: extensionNumber(item, urls.minLength),
    maxLength: item.maxLength,
    maxDecimalPlaces: extensionNumber(item, urls.maxDecimalPlaces),
    minOccurs: extensionNumber(item, urls.minOccurs),
    maxOccurs: extensionNumber(item, urls.maxOccurs),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as {
    [Name in keyof typeof found]?: NonNullable<(typeof found)[Name]>;
  };
}

/** The rules that our own extensions state. */
function ownRules(item: FhirItem, context: ItemContext, fault: (code: string, message: string) => void) {
  const kept = extensionOf(item, urls.kept);
  const ends = extensionOf(item, urls.endsAtOnce);
  const implies = extensionOf(item, urls.implies);
  const from = implies?.extension?.find((part) => part.url === 'minValue')?.valueDecimal;
  const again = kept?.extension?.find((part) => part.url === 'againAfterDays')?.valueInteger;
  const municipalityOf = extensionText(item, urls.municipalityOf);
  const beside = extensionFlag(item, urls.beside) ? context.before : undefined;
  if (extensionFlag(item, urls.beside) && (beside === undefined || item.required)) {
    fault('questionnaire.beside', "'beside' needs a question before it, and an item that is not required.");
  }
  return {
    notInFuture: extensionFlag(item, urls.notInFuture),
    ...(kept && {
      kept: {
        ...(partTexts(kept, 'as').includes('year-of-birth') && { as: 'year-of-birth' as const }),
        ...(typeof again === 'number' && { againAfterDays: again }),
      },
    }),
    ...(ends && { endsUnless: partTexts(ends, 'except') }),
    ...(implies && {
      implies: {
        question: partTexts(implies, 'question')[0] ?? '',
        code: partTexts(implies, 'code')[0] ?? '',
        from: typeof from === 'number' ? from : Number.NaN,
      },
    }),
    ...(municipalityOf !== undefined && { municipalityOf }),
    ...(beside !== undefined && { beside }),
  };
}

/** `initial` of the item, or the options that are `initialSelected`, as a flat answer. */
function initialOf(
  item: FhirItem,
  options: readonly Option[],
  fault: (code: string, message: string) => void,
): { initial?: AnswerValue } {
  const given = (item.initial ?? []).map((initial) => {
    const held = heldValue(initial);
    if (!held || !(valueNames[item.type] ?? []).concat(optionNames(options)).includes(held.name)) return undefined;
    if (typeof held.value === 'object' && held.value !== null && 'code' in held.value) return String(held.value.code);
    return options.length > 0 ? String(held.value) : (held.value as AnswerValue);
  });
  if (given.includes(undefined))
    fault('questionnaire.unsupported', "'initial' holds a value of another type than the item.");
  const unknown = given.find((value) => options.length > 0 && !options.some((option) => option.code === value));
  if (unknown !== undefined && !given.includes(undefined) && item.type !== 'open-choice') {
    fault('questionnaire.unknown-code', `'initial' is '${String(unknown)}', which is not among the options.`);
  }
  const values = [...given, ...options.filter((option) => option.initial).map((option) => option.code)];
  const first = values[0];
  if (first === undefined) return {};
  return { initial: item.repeats === true ? values.map(String) : first };
}

const optionNames = (options: readonly Option[]): string[] => options.flatMap((option) => Object.keys(option.fhir));
