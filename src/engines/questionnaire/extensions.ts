import { type Language, type Localized, languageOfTag, languages } from '../../base/language.ts';
import type { FhirElement, FhirExtension } from './fhir.ts';

const hl7 = 'http://hl7.org/fhir/StructureDefinition/';
const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/';
const own = 'https://mimamori.example/fhir/StructureDefinition/';

/** The extensions that this engine acts on. The last block is ours; docs beside each say what its value means. */
export const urls = {
  translation: `${hl7}translation`,
  hidden: `${hl7}questionnaire-hidden`,
  itemControl: `${hl7}questionnaire-itemControl`,
  optionExclusive: `${hl7}questionnaire-optionExclusive`,
  minValue: `${hl7}minValue`,
  maxValue: `${hl7}maxValue`,
  minLength: `${hl7}minLength`,
  maxDecimalPlaces: `${hl7}maxDecimalPlaces`,
  minOccurs: `${hl7}questionnaire-minOccurs`,
  maxOccurs: `${hl7}questionnaire-maxOccurs`,
  entryFormat: `${hl7}entryFormat`,
  unit: `${hl7}questionnaire-unit`,
  openLabel: `${sdc}sdc-questionnaire-openLabel`,
  styleSensitive: `${hl7}rendering-styleSensitive`,
  usageMode: `${hl7}questionnaire-usageMode`,
  assembleExpectation: `${sdc}sdc-questionnaire-assemble-expectation`,
  /** valueBoolean, on a top-level group: answered as one go; guidance may come between two stages. */
  stage: `${own}stage`,
  /**
   * valueBoolean or complex, on a question: the answer is kept in the person's profile and confirmed, not asked, next time.
   * `as` valueCode 'year-of-birth' keeps an age as the year of birth; `againAfterDays` valueInteger asks again after them.
   */
  kept: `${own}kept`,
  /** Complex, on a choice: any code ends the form at once, but those listed as `except` (valueCode). */
  endsAtOnce: `${own}ends-at-once`,
  /** valueBoolean, on an optional question: asked on the page of the question before it, not on one of its own. */
  beside: `${own}beside`,
  /** valueBoolean, on a string: a Japanese postal code of seven digits. */
  postalCode: `${own}postal-code`,
  /** valueString, on a string: a municipality's code, asked when the postal code (that linkId) leaves it open. */
  municipalityOf: `${own}municipality-of`,
  /** valueBoolean, on a date: today at the latest, in Japan. */
  notInFuture: `${own}not-in-future`,
  /** Complex, on a number: from `minValue` (valueDecimal) on, the `question` (valueString) counts as answered `code`. */
  implies: `${own}implies`,
} as const;

/**
 * Extensions that change what a questionnaire means and that this engine does not do: it refuses rather than ask
 * something else than was meant. All others that it does not know are, by FHIR's rule, safe to ignore.
 * https://hl7.org/fhir/R4/extensibility.html
 */
export const refusedExtensions: ReadonlyMap<string, string> = new Map([
  [`${sdc}sdc-questionnaire-enableWhenExpression`, 'shown by an expression'],
  [`${sdc}sdc-questionnaire-calculatedExpression`, 'calculated by an expression'],
  [`${sdc}sdc-questionnaire-answerExpression`, 'options found by an expression'],
  [`${sdc}sdc-questionnaire-answerOptionsToggleExpression`, 'options switched by an expression'],
  [`${sdc}sdc-questionnaire-subQuestionnaire`, 'another questionnaire is put in its place'],
  [`${sdc}sdc-questionnaire-lookupQuestionnaire`, 'another questionnaire looks up the answer'],
  [`${sdc}sdc-questionnaire-questionnaireAdaptive`, 'a server chooses each next question'],
  [`${sdc}sdc-rendering-criticalExtension`, 'an extension is declared critical'],
  [`${hl7}cqf-expression`, 'computed by an expression'],
  [`${hl7}targetConstraint`, 'checked by an expression'],
  [`${hl7}questionnaire-constraint`, 'checked by an expression'],
  [`${hl7}regex`, 'checked by a regular expression'],
  [`${hl7}questionnaire-signatureRequired`, 'signed by the person'],
]);

/** Extensions that help, and without which the question still means the same: left out with a warning. */
export const leftOutExtensions: ReadonlyMap<string, string> = new Map([
  [`${sdc}sdc-questionnaire-initialExpression`, 'the answer starts empty'],
  [`${sdc}sdc-questionnaire-candidateExpression`, 'no answers are suggested'],
  [`${sdc}sdc-questionnaire-itemMedia`, 'its picture is not shown'],
  [`${sdc}sdc-questionnaire-itemAnswerMedia`, 'the pictures of its options are not shown'],
]);

export const extensionOf = (holder: FhirElement | undefined, url: string): FhirExtension | undefined =>
  holder?.extension?.find((extension) => extension.url === url);

/** The value of an extension, whatever its type: `valueBoolean`, `valueInteger`, …. */
export function extensionValue(holder: FhirElement | undefined, url: string): unknown {
  const extension = extensionOf(holder, url);
  const name = extension && Object.keys(extension).find((key) => key.startsWith('value'));
  return name === undefined ? undefined : extension?.[name];
}

export const extensionFlag = (holder: FhirElement | undefined, url: string): boolean =>
  extensionValue(holder, url) === true;

export function extensionNumber(holder: FhirElement | undefined, url: string): number | undefined {
  const value = extensionValue(holder, url);
  return typeof value === 'number' ? value : undefined;
}

export function extensionText(holder: FhirElement | undefined, url: string): string | undefined {
  const value = extensionValue(holder, url);
  return typeof value === 'string' ? value : undefined;
}

/** Every value of a complex extension's parts with this name. */
export const partTexts = (extension: FhirExtension, name: string): string[] =>
  (extension.extension ?? [])
    .filter((part) => part.url === name)
    .flatMap((part) => Object.entries(part).filter(([key]) => key.startsWith('value')))
    .flatMap(([, value]) => (typeof value === 'string' ? [value] : []));

/** The item-control codes of an item: 'radio-button', 'drop-down', 'help', …. */
export function itemControls(holder: FhirElement | undefined): readonly string[] {
  const value = extensionValue(holder, urls.itemControl);
  if (typeof value !== 'object' || value === null || !('coding' in value) || !Array.isArray(value.coding)) return [];
  return value.coding.flatMap((coding: unknown) =>
    typeof coding === 'object' && coding !== null && 'code' in coding && typeof coding.code === 'string'
      ? [coding.code]
      : [],
  );
}

/** A FHIR text with its `translation` extensions, by language: only those languages that it is really written in. */
export function translations(
  text: string | undefined,
  element: FhirElement | undefined,
  base: Language | undefined,
): Partial<Record<Language, string>> {
  const found: Partial<Record<Language, string>> = {};
  if (base !== undefined && text !== undefined) found[base] = text;
  for (const extension of element?.extension ?? []) {
    if (extension.url !== urls.translation) continue;
    const language = languageOfTag(partTexts(extension, 'lang')[0] ?? '');
    const content = partTexts(extension, 'content')[0];
    if (language !== undefined && content !== undefined) found[language] = content;
  }
  return found;
}

/** A text in every language; where a translation is missing, the text itself stands in (check.ts reports it). */
export function localized(
  text: string | undefined,
  element: FhirElement | undefined,
  base: Language | undefined,
): Localized {
  const found = translations(text, element, base);
  const fallback = text ?? Object.values(found)[0] ?? '';
  return Object.fromEntries(languages.map((language) => [language, found[language] ?? fallback])) as Record<
    Language,
    string
  >;
}
