/** One question with its answer, in one language, as far as searching goes. Texts carry no readings. */
export interface SearchEntry {
  readonly id: string;
  readonly question: string;
  /** The same question as people put it. */
  readonly phrasings: readonly string[];
  readonly answer: string;
  /** What its category is called. */
  readonly category?: string;
}
