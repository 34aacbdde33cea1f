import type { Finding } from '../../base/finding.ts';
import { type Language, languageOfTag, languages } from '../../base/language.ts';
import { kanjiWithoutReading } from '../../base/ruby.ts';
import { extensionFlag, translations, urls } from './extensions.ts';
import type { FhirElement, FhirItem } from './fhir.ts';
import type { Question, Questionnaire } from './model.ts';
import { codingsOf, valueSetsOf } from './options.ts';
import { neverShown } from './reach.ts';

type Report = (linkId: string, code: string, message: string, severity?: Finding['severity']) => void;

/**
 * What is wrong or doubtful in a questionnaire that loads: texts missing in a language, kanji without a reading in easy
 * Japanese, conditions on options that do not exist, questions that can never be asked, rules that point nowhere.
 * For our own content; questionnaires of others need not be in our three languages.
 */
export function checkQuestionnaire(questionnaire: Questionnaire): readonly Finding[] {
  const findings: Finding[] = [];
  const report: Report = (linkId, code, message, severity = 'error') => {
    const where = linkId === '' ? questionnaire.where : `${questionnaire.where}: ${linkId}`;
    findings.push({ severity, code: `questionnaire.${code}`, where, message });
  };
  const { source } = questionnaire;
  const base = languageOfTag(source.language ?? '');
  for (const name of ['id', 'url', 'version'] as const) {
    if (source[name] === undefined) report('', 'unnamed', `'${name}' is missing; answers refer to it.`);
  }
  checkText('', 'title', source.title, source._title, base, report);
  for (const item of source.item ?? []) checkItem(item, questionnaire, base, report);
  for (const [id, valueSet] of valueSetsOf(source, new Map(), questionnaire.where).valueSets) {
    for (const { valueCoding } of codingsOf(valueSet) ?? []) {
      checkText(id, `code '${valueCoding?.code}'`, valueCoding?.display, valueCoding?._display, base, report);
    }
  }
  for (const question of questionnaire.questions) checkRules(question, questionnaire, report);
  for (const { linkId, proven } of neverShown(questionnaire)) {
    if (proven) report(linkId, 'never-shown', 'No answers lead to this question; mend its enableWhen or remove it.');
    else report(linkId, 'not-proven', 'Too many conditions to tell whether this question can be shown.', 'warning');
  }
  return findings;
}

function checkItem(item: FhirItem, questionnaire: Questionnaire, base: Language | undefined, report: Report): void {
  // What no resident sees needs no translation.
  const unseen = item.readOnly === true || extensionFlag(item, urls.hidden);
  if (!unseen) {
    if (item.text !== undefined) checkText(item.linkId, 'text', item.text, item._text, base, report);
    else if (item.type !== 'group') report(item.linkId, 'no-text', 'It asks nothing: give it a text.');
    for (const { valueCoding, valueString, _valueString } of item.answerOption ?? []) {
      if (valueCoding) {
        const name = `option '${valueCoding.code}'`;
        checkText(item.linkId, name, valueCoding.display, valueCoding._display, base, report);
      } else if (valueString !== undefined) {
        checkText(item.linkId, `option '${valueString}'`, valueString, _valueString, base, report);
      }
    }
  }
  for (const when of item.enableWhen ?? []) {
    const trigger = questionnaire.byLinkId.get(when.question);
    const code = when.answerCoding?.code;
    if (!trigger || code === undefined) continue;
    const option = trigger.options.find((each) => each.code === code);
    const coding = option?.fhir.valueCoding as { system?: string } | undefined;
    if (!option) {
      report(item.linkId, 'unknown-code', `enableWhen waits for '${code}', which '${when.question}' does not offer.`);
    } else if (when.answerCoding?.system !== coding?.system) {
      report(
        item.linkId,
        'unknown-code',
        `enableWhen waits for '${code}' of another system than '${when.question}' uses.`,
      );
    }
  }
  for (const child of item.item ?? []) checkItem(child, questionnaire, base, report);
}

function checkText(
  linkId: string,
  what: string,
  text: string | undefined,
  element: FhirElement | undefined,
  base: Language | undefined,
  report: Report,
): void {
  const found = translations(text, element, base);
  const missing = languages.filter((language) => (found[language] ?? '').trim() === '');
  if (missing.length > 0) report(linkId, 'missing-translation', `The ${what} is not there in: ${missing.join(', ')}.`);
  const kanji = kanjiWithoutReading(found.easy ?? '');
  if (kanji.length > 0) {
    const message = `The easy Japanese ${what} has kanji without a reading: ${[...new Set(kanji)].join('')}. Write {熱|ねつ}.`;
    report(linkId, 'kanji-without-reading', message);
  }
}

/** Our own extensions name questions and codes: they must exist. */
function checkRules(question: Question, questionnaire: Questionnaire, report: Report): void {
  const { linkId, endsUnless, implies, municipalityOf, required, hidden, initial } = question;
  const offers = (target: Question | undefined, code: string) => target?.options.some((option) => option.code === code);
  for (const code of endsUnless ?? []) {
    if (!offers(question, code))
      report(linkId, 'unknown-code', `ends-at-once excepts '${code}', which is not an option.`);
  }
  if (
    implies &&
    !(offers(questionnaire.byLinkId.get(implies.question), implies.code) && Number.isFinite(implies.from))
  ) {
    report(
      linkId,
      'unknown-code',
      `implies '${implies.question}' = '${implies.code}' from a value on: one of them is amiss.`,
    );
  }
  if (municipalityOf !== undefined && questionnaire.byLinkId.get(municipalityOf)?.kind !== 'zip') {
    report(linkId, 'unknown-question', `municipality-of points to '${municipalityOf}', which asks for no postal code.`);
  }
  if (hidden && required && initial === undefined) {
    report(linkId, 'hidden-required', 'It is required, but nobody is asked; give it an initial value.');
  }
}
