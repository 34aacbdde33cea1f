import { hash } from 'node:crypto';

export interface RowTally {
  /** Text of `copy … to stdout`, in pieces of any size. */
  add(text: Buffer): void;
  /** Whole rows so far. */
  rows(): number;
  /** What was added so far, when it ends with a whole row. */
  result(): { readonly rows: number; readonly digest: string };
}

const newline = 0x0a;

/**
 * Counts the rows of a copied table and takes a digest of them that does not depend on their order, for no two databases
 * give rows in the same: the sum of the rows' SHA-256, as four numbers of 64 bits that wrap round. In hexadecimal.
 */
export function rowTally(): RowTally {
  const sums = new BigUint64Array(4);
  let rows = 0;
  let begun: Buffer = Buffer.alloc(0);
  const count = (row: Buffer): void => {
    const digest = hash('sha256', row, 'buffer');
    for (let lane = 0; lane < 4; lane += 1) sums[lane]! += digest.readBigUInt64LE(lane * 8);
    rows += 1;
  };
  return {
    add(text) {
      let from = 0;
      // Within a row a line break is written `\n`: this byte ends rows and stands nowhere else.
      for (let to = text.indexOf(newline); to >= 0; to = text.indexOf(newline, from)) {
        const piece = text.subarray(from, to);
        count(begun.length === 0 ? piece : Buffer.concat([begun, piece]));
        begun = Buffer.alloc(0);
        from = to + 1;
      }
      if (from < text.length) begun = Buffer.concat([begun, text.subarray(from)]);
    },
    rows: () => rows,
    result() {
      if (begun.length > 0) throw new Error('the last row is not whole');
      return { rows, digest: [...sums].map((sum) => sum.toString(16).padStart(16, '0')).join('') };
    },
  };
}
