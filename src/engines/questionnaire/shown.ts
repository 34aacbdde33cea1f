import type { Answers, AnswerValue } from '../../base/answers.ts';
import type { Note, Question, Questionnaire } from './model.ts';

/** Temperature 37.5 means fever: answers that follow from others take their place before anything is decided on them. */
function withImplied(questionnaire: Questionnaire, answers: Answers): Answers {
  let result = answers;
  for (const { linkId, implies } of questionnaire.questions) {
    const value = answers[linkId];
    if (implies && typeof value === 'number' && value >= implies.from) {
      result = { ...result, [implies.question]: implies.code };
    }
  }
  return result;
}

/** Looks each question up once. An answer to a question that is not shown counts as not given, wherever it stands. */
function look(questionnaire: Questionnaire, given: Answers) {
  const answers = withImplied(questionnaire, given);
  const known = new Map<string, boolean>();
  const answerOf = (linkId: string): AnswerValue | undefined => (shows(linkId) ? answers[linkId] : undefined);
  const shows = (linkId: string): boolean => {
    const before = known.get(linkId);
    if (before !== undefined) return before;
    const question = questionnaire.byLinkId.get(linkId);
    if (!question) return false;
    known.set(linkId, false); // no circle passes load.ts; this only keeps a mistake there from hanging here
    const shown =
      (question.under === undefined || answerOf(question.under) !== undefined) &&
      question.conditions.every((condition) => condition(answerOf));
    known.set(linkId, shown);
    return shown;
  };
  return { answers, shows, answerOf };
}

/** Would this question be shown, given these answers? (Hidden ones too: shown means that its conditions hold.) */
export const isShown = (questionnaire: Questionnaire, linkId: string, answers: Answers): boolean =>
  look(questionnaire, answers).shows(linkId);

/** The questions to ask, in order, given these answers; of one stage (from 0), or of all. */
export function shownQuestions(questionnaire: Questionnaire, answers: Answers, stage?: number): readonly Question[] {
  const { shows } = look(questionnaire, answers);
  return questionnaire.questions.filter(
    (question) => !question.hidden && (stage === undefined || question.stage === stage) && shows(question.linkId),
  );
}

/** The headings and remarks that stand before a question (after it, for the last), given these answers. */
export function shownNotes(questionnaire: Questionnaire, linkId: string, answers: Answers): readonly Note[] {
  const { answerOf } = look(questionnaire, answers);
  const notes = questionnaire.byLinkId.get(linkId)?.notes ?? [];
  return notes.filter((note) => note.conditions.every((condition) => condition(answerOf)));
}

/**
 * The answers that count: those of questions that would be shown, applied through all that depends on them, with
 * what follows from them (a temperature that means fever). Applying it twice changes nothing.
 */
export function effectiveAnswers(questionnaire: Questionnaire, given: Answers): Answers {
  const { answers, shows } = look(questionnaire, given);
  const effective: Record<string, AnswerValue> = {};
  for (const { linkId } of questionnaire.questions) {
    const value = answers[linkId];
    if (value !== undefined && shows(linkId)) effective[linkId] = value;
  }
  return effective;
}

/** Does this answer end the form at once? A sign that calls for help now does, whatever else was to be asked. */
export function endsAtOnce(questionnaire: Questionnaire, given: Answers): boolean {
  const { answerOf } = look(questionnaire, given);
  return questionnaire.questions.some(({ linkId, endsUnless }) => {
    const value = answerOf(linkId);
    if (endsUnless === undefined || value === undefined) return false;
    return (Array.isArray(value) ? value : [value]).some((code) => !endsUnless.includes(String(code)));
  });
}
