/** One or more lines of what the command was asked for. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** '1 account', '24 accounts', '1,204 entries'. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Columns as wide as their widest cell, two spaces apart; Japanese characters take two places. */
export function table(rows: ReadonlyArray<readonly string[]>, rightFrom = Number.POSITIVE_INFINITY): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const cell = (text: string, column: number) => {
    const padding = ' '.repeat(widths[column]! - widthOf(text));
    return column >= rightFrom ? padding + text : text + padding;
  };
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

export const widthOf = (text: string): number =>
  [...text].reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);
