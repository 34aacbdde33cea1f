import { extensionNumber, extensionValue, urls } from './extensions.ts';
import { type FhirAnswerOption, type FhirItem, type FhirResponseAnswer, heldValue } from './fhir.ts';
import { codingsOf, type ValueSets } from './options.ts';

interface ValueFault {
  readonly reason: string;
  readonly message: string;
}

/** Which `valueX` answers an item of each type. */
export const valueNames: Readonly<Record<string, readonly string[]>> = {
  boolean: ['valueBoolean'],
  decimal: ['valueDecimal'],
  integer: ['valueInteger'],
  date: ['valueDate'],
  dateTime: ['valueDateTime'],
  time: ['valueTime'],
  string: ['valueString'],
  text: ['valueString'],
  url: ['valueUri'],
  choice: ['valueCoding'],
  'open-choice': ['valueCoding', 'valueString'],
  attachment: ['valueAttachment'],
  reference: ['valueReference'],
  quantity: ['valueQuantity'],
};

/** The forms of FHIR's primitive types, https://hl7.org/fhir/R4/datatypes.html#primitive */
const forms: Readonly<Record<string, RegExp>> = {
  valueDate: /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
  valueDateTime: /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?$/,
  valueTime: /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?$/,
};

/** What is wrong with one answer's value, and what could not be checked for want of a value set. */
export function valueFaults(
  item: FhirItem,
  answer: FhirResponseAnswer,
  valueSets: ValueSets,
): { readonly faults: readonly ValueFault[]; readonly unchecked?: string } {
  const held = heldValue(answer);
  if (!held) return { faults: [{ reason: 'wrong-type', message: 'The answer holds no value.' }] };
  const optionNames = (item.answerOption ?? []).flatMap((option) => heldValue(option)?.name ?? []);
  const wanted = [...(valueNames[item.type] ?? []), ...optionNames];
  const wellFormed =
    typeof held.value !== 'string' || (forms[held.name]?.test(held.value) ?? true)
      ? held.name !== 'valueInteger' || Number.isInteger(held.value)
      : false;
  if (!wanted.includes(held.name) || !wellFormed) {
    const message = `A question of type '${item.type}' is not answered by this ${held.name}.`;
    return { faults: [{ reason: 'wrong-type', message }] };
  }
  const limits = limitFaults(item, held.value);
  const options = optionsOf(item, valueSets);
  if (options === undefined)
    return { faults: limits, unchecked: `The value set ${item.answerValueSet} is not at hand.` };
  const ownWords = item.type === 'open-choice' && held.name === 'valueString';
  if (options === 'any' || ownWords || options.some((option) => isSame(option, answer))) return { faults: limits };
  return { faults: [...limits, { reason: 'unknown-code', message: 'The answer is not among the options.' }] };
}

function optionsOf(item: FhirItem, valueSets: ValueSets): readonly FhirAnswerOption[] | 'any' | undefined {
  if (item.answerOption) return item.answerOption;
  if (item.answerValueSet === undefined) return 'any';
  const valueSet = valueSets.get(item.answerValueSet) ?? valueSets.get(item.answerValueSet.split('|')[0]!);
  return valueSet && codingsOf(valueSet);
}

/** Codings are the same by system and code; a system left out on either side is not held against it. */
function isSame(option: FhirAnswerOption, answer: FhirResponseAnswer): boolean {
  if (option.valueCoding) {
    const { system, code } = answer.valueCoding ?? {};
    const systems = [system, option.valueCoding.system].filter((each) => each !== undefined);
    return code !== undefined && code === option.valueCoding.code && new Set(systems).size < 2;
  }
  const [a, b] = [heldValue(option), heldValue(answer)];
  return a?.name === b?.name && a?.value === b?.value;
}

function limitFaults(item: FhirItem, value: unknown): ValueFault[] {
  const faults: ValueFault[] = [];
  const fault = (reason: string, message: string) => faults.push({ reason, message });
  const [min, max] = [extensionValue(item, urls.minValue), extensionValue(item, urls.maxValue)];
  // Numbers order by value, dates and times as text; a quantity's limits have other extensions.
  const comparable = (limit: unknown): limit is string | number =>
    (typeof limit === 'number' || typeof limit === 'string') && typeof limit === typeof value;
  if (comparable(min) && (value as typeof min) < min) fault('too-small', `It is below the least value, ${min}.`);
  if (comparable(max) && (value as typeof max) > max) fault('too-large', `It is above the greatest value, ${max}.`);
  if (typeof value === 'string') {
    const length = [...value].length;
    const least = extensionNumber(item, urls.minLength) ?? 0;
    if (length > (item.maxLength ?? Number.POSITIVE_INFINITY))
      fault('too-long', `It has ${length} characters, more than ${item.maxLength}.`);
    if (length < least) fault('too-short', `It has ${length} characters, fewer than ${least}.`);
  }
  const places = extensionNumber(item, urls.maxDecimalPlaces);
  if (typeof value === 'number' && places !== undefined && Number(value.toFixed(places)) !== value) {
    fault('too-many-decimals', `It has more than ${places} decimal places.`);
  }
  return faults;
}
