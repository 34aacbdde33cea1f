/** A sparse matrix by rows: row r holds `columns[starts[r] … starts[r+1]-1]` with `values`. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Uint32Array;
  readonly index: Uint32Array;
  readonly values: Float32Array;
}

/** The right singular vectors, column by column, with their values: `vectors[c * rank + k]`. */
export interface Svd {
  readonly rank: number;
  readonly vectors: Float32Array;
  readonly values: Float32Array;
}

/** Numbers that look random and are the same everywhere: the sign and size of a hash of the place. */
function spread(length: number): Float32Array {
  const numbers = new Float32Array(length);
  let state = 0x9e3779b9;
  for (let at = 0; at < length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    numbers[at] = (state | 0) / 0x80000000;
  }
  return numbers;
}

/**
 * The strongest directions of a sparse matrix, by the randomised method of Halko, Martinsson and Tropp (2011), with no more
 * luck in it than a fixed sequence: the same matrix gives the same vectors.
 */
export function truncatedSvd(matrix: SparseRows, wanted: number, rounds = 3): Svd {
  const rank = Math.min(wanted, matrix.rows, matrix.columns);
  const width = Math.min(rank + 10, matrix.rows, matrix.columns);
  let right = spread(matrix.columns * width);
  for (let round = 0; round < rounds; round += 1) {
    // Straightening once a round is enough for the few rounds there are.
    right = transposedTimes(matrix, times(matrix, right, width), width);
    orthonormalise(right, matrix.columns, width);
  }
  const small = times(matrix, right, width);
  const { values, vectors } = eigenOfGram(small, matrix.rows, width);
  const rotated = new Float32Array(matrix.columns * rank);
  for (let column = 0; column < matrix.columns; column += 1)
    for (let k = 0; k < rank; k += 1) {
      let sum = 0;
      for (let j = 0; j < width; j += 1) sum += right[column * width + j]! * vectors[j * width + k]!;
      rotated[column * rank + k] = sum;
    }
  return { rank, vectors: rotated, values: values.slice(0, rank) };
}

function times({ rows, starts, index, values }: SparseRows, dense: Float32Array, width: number): Float32Array {
  const result = new Float32Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const to = row * width;
    for (let at = starts[row]!; at < starts[row + 1]!; at += 1) {
      const from = index[at]! * width;
      const value = values[at]!;
      for (let k = 0; k < width; k += 1) result[to + k] = result[to + k]! + value * dense[from + k]!;
    }
  }
  return result;
}

function transposedTimes(matrix: SparseRows, dense: Float32Array, width: number): Float32Array {
  const { rows, columns, starts, index, values } = matrix;
  const result = new Float32Array(columns * width);
  for (let row = 0; row < rows; row += 1) {
    const from = row * width;
    for (let at = starts[row]!; at < starts[row + 1]!; at += 1) {
      const to = index[at]! * width;
      const value = values[at]!;
      for (let k = 0; k < width; k += 1) result[to + k] = result[to + k]! + value * dense[from + k]!;
    }
  }
  return result;
}

/** Gram-Schmidt on the columns by way of Cholesky of their products; columns that add nothing become nought. */
function orthonormalise(dense: Float32Array, rows: number, width: number): void {
  const gram = gramOf(dense, rows, width);
  const lower = new Float64Array(width * width);
  for (let i = 0; i < width; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = gram[i * width + j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i * width + k]! * lower[j * width + k]!;
      if (i === j) lower[i * width + i] = sum > 1e-9 * gram[i * width + i]! ? Math.sqrt(sum) : 0;
      else lower[i * width + j] = lower[j * width + j]! > 0 ? sum / lower[j * width + j]! : 0;
    }
  for (let row = 0; row < rows; row += 1) {
    const at = row * width;
    for (let i = 0; i < width; i += 1) {
      const pivot = lower[i * width + i]!;
      let sum = dense[at + i]!;
      for (let k = 0; k < i; k += 1) sum -= lower[i * width + k]! * dense[at + k]!;
      dense[at + i] = pivot > 0 ? sum / pivot : 0;
    }
  }
}

function gramOf(dense: Float32Array, rows: number, width: number): Float64Array {
  const gram = new Float64Array(width * width);
  for (let row = 0; row < rows; row += 1) {
    const at = row * width;
    for (let i = 0; i < width; i += 1) {
      const value = dense[at + i]!;
      if (value === 0) continue;
      for (let j = 0; j <= i; j += 1) gram[i * width + j] = gram[i * width + j]! + value * dense[at + j]!;
    }
  }
  for (let i = 0; i < width; i += 1) for (let j = 0; j < i; j += 1) gram[j * width + i] = gram[i * width + j]!;
  return gram;
}

/** Eigenvectors of the products of columns by Jacobi's rotations, the strongest first; singular values are their roots. */
function eigenOfGram(
  dense: Float32Array,
  rows: number,
  width: number,
): { values: Float32Array; vectors: Float32Array } {
  const a = gramOf(dense, rows, width);
  const v = new Float64Array(width * width);
  for (let i = 0; i < width; i += 1) v[i * width + i] = 1;
  for (let sweep = 0; sweep < 6; sweep += 1) {
    if (!sweepOnce(a, v, width)) break;
  }
  const order = Array.from({ length: width }, (_, i) => i).sort((i, j) => a[j * width + j]! - a[i * width + i]!);
  const vectors = new Float32Array(width * width);
  for (const [k, from] of order.entries())
    for (let i = 0; i < width; i += 1) vectors[i * width + k] = v[i * width + from]!;
  return { values: Float32Array.from(order, (i) => Math.sqrt(Math.max(0, a[i * width + i]!))), vectors };
}

/** One round of rotations; false when there was nothing left to turn. */
function sweepOnce(a: Float64Array, v: Float64Array, width: number): boolean {
  let turned = false;
  for (let p = 0; p < width - 1; p += 1)
    for (let q = p + 1; q < width; q += 1) {
      const off = a[p * width + q]!;
      const [app, aqq] = [a[p * width + p]!, a[q * width + q]!];
      if (off * off <= 1e-10 * Math.abs(app * aqq) + 1e-30) continue;
      turned = true;
      const theta = (aqq - app) / (2 * off);
      const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const c = 1 / Math.sqrt(t * t + 1);
      const s = t * c;
      for (let k = 0; k < width; k += 1) {
        const [x, y] = [a[k * width + p]!, a[k * width + q]!];
        a[k * width + p] = c * x - s * y;
        a[k * width + q] = s * x + c * y;
      }
      for (let k = 0; k < width; k += 1) {
        const [x, y] = [a[p * width + k]!, a[q * width + k]!];
        a[p * width + k] = c * x - s * y;
        a[q * width + k] = s * x + c * y;
      }
      for (let k = 0; k < width; k += 1) {
        const [x, y] = [v[k * width + p]!, v[k * width + q]!];
        v[k * width + p] = c * x - s * y;
        v[k * width + q] = s * x + c * y;
      }
    }
  return turned;
}
