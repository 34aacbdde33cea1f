import type { Answers, AnswerValue } from '../../base/answers.ts';
import type { Finding } from '../../base/finding.ts';
import { type Language, languageTags } from '../../base/language.ts';
import { rubyPlain } from '../../base/ruby.ts';
import { type FhirItem, type FhirResponseAnswer, type FhirResponseItem, heldValue, parseResponse } from './fhir.ts';
import type { Question, Questionnaire } from './model.ts';
import { effectiveAnswers } from './shown.ts';

export interface ResponseContext {
  readonly id: string;
  /** UTC. */
  readonly authoredAt: Date;
  readonly subjectId: string;
  /** The language in which it was asked; question and option texts are repeated in it. */
  readonly language: Language;
  /** 'in-progress' for a form that ended early; then required questions may be missing. */
  readonly status?: 'completed' | 'in-progress';
}

/** A FHIR R4 QuestionnaireResponse as this engine writes it. */
export interface QuestionnaireResponse {
  readonly resourceType: 'QuestionnaireResponse';
  readonly id: string;
  readonly language: string;
  readonly questionnaire: string;
  readonly status: 'completed' | 'in-progress';
  readonly subject: { readonly reference: string };
  readonly authored: string;
  readonly item?: readonly FhirResponseItem[];
}

/** The answers as a FHIR R4 QuestionnaireResponse: nested and in order as the questionnaire, hidden answers included. */
export function toQuestionnaireResponse(
  questionnaire: Questionnaire,
  answers: Answers,
  context: ResponseContext,
): QuestionnaireResponse {
  const effective = effectiveAnswers(questionnaire, answers);
  const item = responseItems(questionnaire.source.item ?? [], questionnaire, effective, context.language);
  return {
    resourceType: 'QuestionnaireResponse',
    id: context.id,
    language: languageTags[context.language],
    questionnaire: `${questionnaire.url}|${questionnaire.version}`,
    status: context.status ?? 'completed',
    subject: { reference: `Patient/${context.subjectId}` },
    authored: context.authoredAt.toISOString(),
    ...(item.length > 0 && { item }),
  };
}

function responseItems(
  items: readonly FhirItem[],
  questionnaire: Questionnaire,
  answers: Answers,
  language: Language,
): FhirResponseItem[] {
  return items.flatMap((item): FhirResponseItem[] => {
    const question = questionnaire.byLinkId.get(item.linkId);
    const children = responseItems(item.item ?? [], questionnaire, answers, language);
    if (!question) return children.length > 0 ? [{ linkId: item.linkId, item: children }] : [];
    const value = answers[item.linkId];
    if (value === undefined) return [];
    const values = typeof value === 'object' ? value : [value];
    const answer = values.map((each, index) => ({
      ...fhirValue(question, each, language),
      ...(index === 0 && children.length > 0 && { item: children }),
    }));
    const text = rubyPlain(question.text[language]);
    return [{ linkId: item.linkId, ...(text !== '' && { text }), answer }];
  });
}

function fhirValue(question: Question, value: string | number | boolean, language: Language): FhirResponseAnswer {
  const option = question.options.find((each) => each.code === value);
  if (option) {
    const coding = option.fhir.valueCoding;
    const display = rubyPlain(option.label[language]);
    return typeof coding === 'object' ? { valueCoding: { ...coding, display } } : { ...option.fhir };
  }
  if (typeof value === 'boolean') return { valueBoolean: value };
  if (typeof value === 'number') return question.kind === 'integer' ? { valueInteger: value } : { valueDecimal: value };
  if (question.kind === 'date') return { valueDate: value };
  return question.kind === 'time' ? { valueTime: value } : { valueString: value };
}

/**
 * The flat answers of a FHIR QuestionnaireResponse to this questionnaire. It takes what it understands and names the
 * rest; whether the response is valid in all points, validateResponse says.
 */
export function fromQuestionnaireResponse(
  questionnaire: Questionnaire,
  json: unknown,
  where: string,
): { readonly answers: Answers; readonly findings: readonly Finding[] } {
  const parsed = parseResponse(json, where);
  const answers: Record<string, AnswerValue> = {};
  const findings: Finding[] = [...parsed.findings];
  const visit = (items: readonly FhirResponseItem[]): void => {
    for (const item of items) {
      const question = questionnaire.byLinkId.get(item.linkId);
      const values = (item.answer ?? []).map((answer) => flatValue(question, answer));
      const known = values.filter((value) => value !== undefined);
      if (question && known.length === values.length && known.length > 0) {
        answers[item.linkId] = question.repeats ? known.map(String) : known[0]!;
      } else if (values.length > 0) {
        const message = question ? 'The answer is of another type than the question.' : 'There is no such question.';
        findings.push({
          severity: 'error',
          code: question ? 'questionnaire.wrong-type' : 'questionnaire.unknown-question',
          where: `${where}: ${item.linkId}`,
          message,
        });
      }
      for (const answer of item.answer ?? []) visit(answer.item ?? []);
      visit(item.item ?? []);
    }
  };
  visit(parsed.resource?.item ?? []);
  return { answers, findings };
}

function flatValue(question: Question | undefined, answer: FhirResponseAnswer): string | number | boolean | undefined {
  if (!question) return undefined;
  const value = answer.valueCoding ? (answer.valueCoding.code ?? answer.valueCoding.display) : heldValue(answer)?.value;
  if (question.options.length > 0) {
    const code = typeof value === 'number' ? String(value) : value;
    if (typeof code !== 'string') return undefined;
    return question.open || question.options.some((option) => option.code === code) ? code : undefined;
  }
  const wanted = question.kind === 'boolean' ? 'boolean' : /integer|decimal/.test(question.kind) ? 'number' : 'string';
  return typeof value === wanted ? (value as string | number | boolean) : undefined;
}
