/**
 * One person's coded answers, by question id (FHIR linkId): a choice is its code, a choice of several a list of codes,
 * an integer or decimal a number, a boolean a boolean, a date 'YYYY-MM-DD', text as typed. Not answered = absent.
 * The flat twin of a FHIR QuestionnaireResponse: what guidance decides on and what `mimamori advise` reads.
 */
export type AnswerValue = string | number | boolean | readonly string[];
export type Answers = Readonly<Record<string, AnswerValue | undefined>>;

export const answerCode = (answers: Answers, id: string): string | undefined => {
  const value = answers[id];
  return typeof value === 'string' ? value : undefined;
};

export const answerCodes = (answers: Answers, id: string): readonly string[] => {
  const value = answers[id];
  return Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
};

export const answerNumber = (answers: Answers, id: string): number | undefined => {
  const value = answers[id];
  return typeof value === 'number' ? value : undefined;
};
