/** How BM25 is set: how soon repetitions stop counting, and how much length counts. */
export interface Bm25 {
  readonly k1: number;
  readonly b: number;
}

const usual: Bm25 = { k1: 1.2, b: 0.75 };

/**
 * One side of the texts (say, the words of the questions), ready for BM25. What a term is worth in a text is worked out when
 * the field is built; a query only adds up.
 */
export class TermField {
  readonly size: number;
  readonly #terms = new Map<string, number>();
  readonly #starts: Uint32Array;
  readonly #texts: Uint32Array;
  readonly #worth: Float32Array;
  readonly #idf: Float32Array;

  constructor(texts: ReadonlyArray<readonly string[]>, { k1, b }: Bm25 = usual) {
    this.size = texts.length;
    const { terms, counts, of } = this.#count(texts);
    const holders = new Uint32Array(this.#terms.size);
    for (const term of terms) holders[term] = holders[term]! + 1;
    this.#idf = Float32Array.from(holders, (count) => Math.log(1 + (this.size - count + 0.5) / (count + 0.5)));
    this.#starts = new Uint32Array(holders.length + 1);
    for (const [id, count] of holders.entries()) this.#starts[id + 1] = this.#starts[id]! + count;
    this.#texts = new Uint32Array(terms.length);
    this.#worth = new Float32Array(terms.length);
    const next = this.#starts.slice();
    const mean = texts.reduce((sum, one) => sum + one.length, 0) / Math.max(1, this.size) || 1;
    for (let posting = 0; posting < terms.length; posting += 1) {
      const [id, text, count] = [terms[posting]!, of[posting]!, counts[posting]!];
      const norm = k1 * (1 - b + (b * texts[text]!.length) / mean);
      const at = next[id]!;
      next[id] = at + 1;
      this.#texts[at] = text;
      this.#worth[at] = (this.#idf[id]! * count * (k1 + 1)) / (count + norm);
    }
  }

  /** Each term of each text once, with how often it stands there; terms get their numbers. One look-up for each letter pair. */
  #count(texts: ReadonlyArray<readonly string[]>) {
    const [terms, counts, of]: [number[], number[], number[]] = [[], [], []];
    const lastPosting: number[] = [];
    for (const [text, all] of texts.entries())
      for (const term of all) {
        let id = this.#terms.get(term);
        if (id === undefined) {
          id = this.#terms.size;
          this.#terms.set(term, id);
          lastPosting.push(-1);
        }
        const last = lastPosting[id]!;
        if (last >= 0 && of[last] === text) counts[last] = counts[last]! + 1;
        else {
          lastPosting[id] = terms.length;
          terms.push(id);
          counts.push(1);
          of.push(text);
        }
      }
    return { terms, counts, of };
  }

  /** How telling a term is; one that no text holds is as telling as the rarest. */
  idf(term: string): number {
    const id = this.#terms.get(term);
    return id === undefined ? Math.log(1 + (this.size + 0.5) / 0.5) : this.#idf[id]!;
  }

  /** Whether any text holds the term. */
  knows(term: string): boolean {
    return this.#terms.has(term);
  }

  /** BM25 of every text, by its place; each term of the query counts as much as its weight. */
  score(query: Iterable<readonly [term: string, weight: number]>, into = new Float32Array(this.size)): Float32Array {
    for (const [term, weight] of query) {
      const id = this.#terms.get(term);
      if (id === undefined) continue;
      const end = this.#starts[id + 1]!;
      for (let at = this.#starts[id]!; at < end; at += 1) {
        const text = this.#texts[at]!;
        into[text] = into[text]! + weight * this.#worth[at]!;
      }
    }
    return into;
  }

  /**
   * How much of what was asked for each text holds, however often: for every wish, its worth times the best of its terms
   * that stands there.
   */
  covered(wishes: Iterable<Wish>): Float32Array {
    const into = new Float32Array(this.size);
    const best = new Float32Array(this.size);
    const touched: number[] = [];
    for (const { worth, terms } of wishes) {
      for (const [term, weight] of terms) {
        const id = this.#terms.get(term);
        if (id === undefined) continue;
        const end = this.#starts[id + 1]!;
        for (let at = this.#starts[id]!; at < end; at += 1) {
          const text = this.#texts[at]!;
          if (best[text] === 0) touched.push(text);
          if (weight > best[text]!) best[text] = weight;
        }
      }
      for (const text of touched) {
        into[text] = into[text]! + worth * best[text]!;
        best[text] = 0;
      }
      touched.length = 0;
    }
    return into;
  }
}

/** Something that was asked for, in any of several terms, each as good as its weight. */
export interface Wish {
  readonly worth: number;
  readonly terms: ReadonlyArray<readonly [term: string, weight: number]>;
}

/** Terms with how often each stands there. */
export function countsOf(terms: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
