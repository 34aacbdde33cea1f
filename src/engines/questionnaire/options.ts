import type { Finding } from '../../base/finding.ts';
import { type Language, type Localized, languages } from '../../base/language.ts';
import { extensionFlag, localized, urls } from './extensions.ts';
import {
  type FhirAnswerOption,
  type FhirItem,
  type FhirQuestionnaire,
  type FhirValueSet,
  parseValueSet,
} from './fhir.ts';
import type { Option } from './model.ts';

/** Value sets by their canonical address or, for those inside the questionnaire, by '#id'. */
export type ValueSets = ReadonlyMap<string, FhirValueSet>;

/** The value sets that a questionnaire carries in itself, added to those at hand. */
export function valueSetsOf(
  questionnaire: Pick<FhirQuestionnaire, 'contained'>,
  atHand: ValueSets,
  where: string,
): { readonly valueSets: ValueSets; readonly findings: readonly Finding[] } {
  const valueSets = new Map(atHand);
  const findings: Finding[] = [];
  for (const resource of questionnaire.contained ?? []) {
    if (resource.resourceType !== 'ValueSet' || resource.id === undefined) continue;
    const parsed = parseValueSet(resource, `${where}: contained ${resource.id}`);
    findings.push(...parsed.findings);
    if (parsed.resource) valueSets.set(`#${resource.id}`, parsed.resource);
  }
  return { valueSets, findings };
}

/**
 * The codes of a value set that lists them; undefined when it only describes them (by filter, or a whole system). Its
 * definition comes before its expansion, which is a snapshot and may have aged.
 */
export function codingsOf(valueSet: FhirValueSet): readonly FhirAnswerOption[] | undefined {
  const includes = valueSet.compose?.include ?? [];
  if (includes.length > 0 && includes.every((include) => include.concept)) {
    return includes.flatMap((include) =>
      (include.concept ?? []).map(({ code, display, _display }) => ({
        valueCoding: { system: include.system, code, display, _display },
      })),
    );
  }
  return valueSet.expansion?.contains?.flatMap(({ system, code, display, _display }) =>
    code === undefined ? [] : [{ valueCoding: { system, code, display, _display } }],
  );
}

const sameInAll = (text: string): Localized =>
  Object.fromEntries(languages.map((language) => [language, text])) as Record<Language, string>;

/** JSON without the keys that hold nothing, so that a response repeats a Coding exactly. */
const present = (value: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([key, held]) => held !== undefined && !/^_|^extension$/.test(key)));

function compileOption(option: FhirAnswerOption, base: Language | undefined): Option | undefined {
  const { valueCoding, valueInteger, valueString, _valueString, valueDate, valueTime } = option;
  const rest = {
    exclusive: extensionFlag(option, urls.optionExclusive),
    initial: option.initialSelected === true,
  };
  if (valueCoding) {
    const code = valueCoding.code ?? valueCoding.display;
    if (code === undefined) return undefined;
    const label = localized(valueCoding.display ?? code, valueCoding._display, base);
    return { code, label, fhir: { valueCoding: present(valueCoding) }, ...rest };
  }
  if (valueString !== undefined) {
    return { code: valueString, label: localized(valueString, _valueString, base), fhir: { valueString }, ...rest };
  }
  if (valueInteger !== undefined) {
    return { code: String(valueInteger), label: sameInAll(String(valueInteger)), fhir: { valueInteger }, ...rest };
  }
  if (valueDate !== undefined) return { code: valueDate, label: sameInAll(valueDate), fhir: { valueDate }, ...rest };
  if (valueTime !== undefined) return { code: valueTime, label: sameInAll(valueTime), fhir: { valueTime }, ...rest };
  return undefined;
}

/** The options of a question, from `answerOption` or a value set; with what stands in the way of asking it. */
export function compileOptions(
  item: FhirItem,
  valueSets: ValueSets,
  base: Language | undefined,
  fault: (code: string, message: string) => void,
): readonly Option[] {
  let listed: readonly FhirAnswerOption[] = item.answerOption ?? [];
  if (item.answerValueSet !== undefined) {
    const valueSet = valueSets.get(item.answerValueSet) ?? valueSets.get(item.answerValueSet.split('|')[0]!);
    const codings = valueSet && codingsOf(valueSet);
    if (!codings) {
      fault(
        'questionnaire.value-set-missing',
        valueSet
          ? `answerValueSet ${item.answerValueSet} does not list its codes; list them in compose.include.concept.`
          : `answerValueSet ${item.answerValueSet} is not at hand; put it into contained and point to '#id'.`,
      );
      return [];
    }
    listed = codings;
  }
  const options = listed.map((option) => {
    const compiled = compileOption(option, base);
    if (!compiled) fault('questionnaire.unsupported', 'An answerOption holds a value of a type that is not supported.');
    return compiled;
  });
  const seen = new Set<string>();
  for (const option of options) {
    if (option && seen.has(option.code)) {
      fault(
        'questionnaire.duplicate-code',
        `The option '${option.code}' is listed twice; options differ by their code.`,
      );
    }
    if (option) seen.add(option.code);
  }
  return options.filter((option) => option !== undefined);
}
