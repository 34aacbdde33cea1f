import { countsOf, type TermField } from './term-field.ts';
import { type SparseRows, type Svd, truncatedSvd } from './truncated-svd.ts';

type SparseVector = ReadonlyArray<readonly [column: number, value: number]>;

/**
 * Latent semantic analysis, trained on the entries themselves: words that keep the same company point the same way. Below some
 * hundreds of entries there is too little to learn from, and it is left out.
 */
export class LatentSpace {
  readonly #columns = new Map<string, number>();
  readonly #svd: Svd;
  readonly #idf: (term: string) => number;
  readonly #words = new Map<string, Float32Array | undefined>();

  constructor(texts: ReadonlyArray<readonly string[]>, field: TermField, dimensions = 150) {
    this.#idf = (term) => field.idf(term);
    for (const terms of texts)
      for (const term of terms) if (!this.#columns.has(term)) this.#columns.set(term, this.#columns.size);
    this.#svd = truncatedSvd(
      sparse(
        texts.map((terms) => this.#weighed(terms)),
        this.#columns.size,
      ),
      dimensions,
      2,
    );
  }

  /** Where a text points; length 1, or nought for a text without a known word. */
  place(terms: readonly string[]): Float32Array {
    const { rank, vectors } = this.#svd;
    const sum = new Float32Array(rank);
    for (const [column, value] of this.#weighed(terms))
      for (let k = 0; k < rank; k += 1) sum[k] = sum[k]! + value * vectors[column * rank + k]!;
    return unit(sum);
  }

  /** Where a word points, if any text holds it. */
  word(term: string): Float32Array | undefined {
    const known = this.#words.get(term);
    if (known || this.#words.has(term)) return known;
    const vector = this.#wordVector(term);
    // Words of queries come from outside: only those of the texts are remembered.
    if (vector) this.#words.set(term, vector);
    return vector;
  }

  #wordVector(term: string): Float32Array | undefined {
    const column = this.#columns.get(term);
    if (column === undefined) return undefined;
    const { rank, vectors, values } = this.#svd;
    return unit(Float32Array.from({ length: rank }, (_, k) => vectors[column * rank + k]! * values[k]!));
  }

  #weighed(terms: readonly string[]): SparseVector {
    const vector: [number, number][] = [];
    let squares = 0;
    for (const [term, count] of countsOf(terms)) {
      const column = this.#columns.get(term);
      if (column === undefined) continue;
      const value = (1 + Math.log(count)) * this.#idf(term);
      vector.push([column, value]);
      squares += value * value;
    }
    const length = Math.sqrt(squares) || 1;
    return vector.map(([column, value]) => [column, value / length]);
  }
}

export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += a[k]! * b[k]!;
  return sum;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(cosine(vector, vector));
  return length < 1e-9 ? vector.fill(0) : vector.map((value) => value / length);
}

function sparse(rows: readonly SparseVector[], columns: number): SparseRows {
  const starts = new Uint32Array(rows.length + 1);
  for (const [row, vector] of rows.entries()) starts[row + 1] = starts[row]! + vector.length;
  const index = new Uint32Array(starts[rows.length]!);
  const values = new Float32Array(starts[rows.length]!);
  for (const [row, vector] of rows.entries())
    for (const [at, [column, value]] of vector.entries()) {
      index[starts[row]! + at] = column;
      values[starts[row]! + at] = value;
    }
  return { rows: rows.length, columns, starts, index, values };
}
