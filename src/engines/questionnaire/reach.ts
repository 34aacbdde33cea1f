import type { AnswerValue } from '../../base/answers.ts';
import { expectedOf, type Scalar } from './condition.ts';
import type { FhirItem } from './fhir.ts';
import type { Question, Questionnaire } from './model.ts';
import { isShown } from './shown.ts';

/** As many combinations of answers are tried for one question before giving up the proof. */
const patience = 50_000;

/**
 * Questions that no answers lead to. All answers that matter to their conditions are tried: each option, each value
 * compared with and its neighbours, and no answer. `proven` is false where there were too many to try.
 */
export function neverShown(
  questionnaire: Questionnaire,
): readonly { readonly linkId: string; readonly proven: boolean }[] {
  const compared = comparedValues(questionnaire.source.item ?? []);
  return questionnaire.questions.flatMap(({ linkId }) => {
    const involved = involvedIn(questionnaire, linkId);
    const found = search(questionnaire, linkId, involved, compared);
    return found === 'shown' ? [] : [{ linkId, proven: found === 'never' }];
  });
}

function comparedValues(items: readonly FhirItem[]): ReadonlyMap<string, readonly Scalar[]> {
  const compared = new Map<string, Scalar[]>();
  const visit = (item: FhirItem): void => {
    for (const when of item.enableWhen ?? []) {
      const value = expectedOf(when);
      if (value !== undefined) compared.set(when.question, [...(compared.get(when.question) ?? []), value]);
    }
    for (const child of item.item ?? []) visit(child);
  };
  for (const item of items) visit(item);
  return compared;
}

/** The questions whose answers decide, directly or through others, whether this one is shown. */
function involvedIn(questionnaire: Questionnaire, linkId: string): readonly Question[] {
  const involved = new Map<string, Question>();
  const visit = (id: string): void => {
    const { triggers = [], under } = questionnaire.byLinkId.get(id) ?? {};
    for (const needed of under === undefined ? triggers : [...triggers, under]) {
      const question = questionnaire.byLinkId.get(needed);
      if (!question || involved.has(needed)) continue;
      involved.set(needed, question);
      visit(needed);
    }
  };
  visit(linkId);
  return [...involved.values()];
}

function candidates(question: Question, compared: readonly Scalar[]): readonly (AnswerValue | undefined)[] {
  const wrap = (code: string): AnswerValue => (question.repeats ? [code] : code);
  if (question.kind === 'boolean') return [true, false, undefined];
  if (question.kind === 'integer' || question.kind === 'decimal') {
    const near = compared.flatMap((value) => (typeof value === 'number' ? [value, value - 1, value + 1] : []));
    const { min, max } = question;
    const allowed = [...near, ...(near.length === 0 ? [1] : [])].filter(
      (value) => (typeof min !== 'number' || value >= min) && (typeof max !== 'number' || value <= max),
    );
    return [...allowed, undefined];
  }
  if (question.options.length > 0) {
    const codes = question.options.map((option) => option.code);
    const sought = codes.filter((code) => compared.includes(code));
    const own = question.open ? ['…'] : [];
    return [...[...new Set([...sought, ...codes, ...own])].map(wrap), undefined];
  }
  const texts = compared.filter((value) => typeof value === 'string');
  return [...texts.map(wrap), wrap('0'), wrap('~'), undefined];
}

function search(
  questionnaire: Questionnaire,
  linkId: string,
  involved: readonly Question[],
  compared: ReadonlyMap<string, readonly Scalar[]>,
): 'shown' | 'never' | 'unknown' {
  const choices = involved.map((question) => candidates(question, compared.get(question.linkId) ?? []));
  let tries = 0;
  const walk = (index: number, answers: Record<string, AnswerValue | undefined>): 'shown' | 'never' | 'unknown' => {
    if (index === involved.length) {
      tries += 1;
      if (isShown(questionnaire, linkId, answers)) return 'shown';
      return tries >= patience ? 'unknown' : 'never';
    }
    for (const value of choices[index]!) {
      const found = walk(index + 1, { ...answers, [involved[index]!.linkId]: value });
      if (found !== 'never') return found;
    }
    return 'never';
  };
  return walk(0, {});
}
