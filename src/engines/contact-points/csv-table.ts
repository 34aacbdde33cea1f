import { parse } from 'csv-parse/sync';
import type { Cell } from './cells.ts';
import { type Column, columnNamed, japaneseColumnNames, requiredColumns } from './csv-columns.ts';

/** Tells one fault: `contact-points.<reason>`, where in the file, and a sentence. */
export type Report = (code: string, at: string, message: string) => void;

export interface TableRow {
  readonly row: number;
  readonly cells: ReadonlyMap<Column, string>;
}

/** Header and rows, or undefined after telling why the file cannot be read as a table. */
export function readTable(text: string, report: Report): TableRow[] | undefined {
  if (text.replace('\uFEFF', '').trim() === '') {
    report('csv-empty', '', 'The file is empty; export the current contact points to get one with all columns.');
    return undefined;
  }
  let records: string[][];
  try {
    records = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false });
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    report(
      'csv-unreadable',
      line === undefined ? '' : `line ${line}`,
      'The file is not well-formed CSV, often because of a stray quotation mark; open it in a spreadsheet and save it as CSV (UTF-8).',
    );
    return undefined;
  }
  if (text.includes('\uFFFD')) {
    report('csv-encoding', '', 'The file is not UTF-8; save it as "CSV UTF-8".');
    return undefined;
  }
  const header = (records[0] ?? []).map(columnNamed);
  if (!headerIsSound(records[0] ?? [], header, report)) return undefined;
  const aliases = new Set(japaneseColumnNames.map((name) => name.normalize('NFKC')));
  return records.flatMap((record, at) => {
    const blank = record.every((cell) => cell.trim() === '');
    const aliasRow = at === 1 && record.every((cell) => aliases.has(cell.normalize('NFKC').trim()));
    if (at === 0 || blank || aliasRow) return [];
    if (record.slice(header.length).some((cell) => cell.trim() !== '')) {
      report(
        'csv-row',
        `row ${at + 1}`,
        `Row ${at + 1} has more cells than the header; put a cell with a comma in quotation marks.`,
      );
    }
    const cells = new Map(header.map((column, index) => [column!, (record[index] ?? '').trim()] as const));
    return [{ row: at + 1, cells }];
  });
}

function headerIsSound(names: readonly string[], header: readonly (Column | undefined)[], report: Report): boolean {
  const unknown = names.filter((_, at) => header[at] === undefined);
  const missing = requiredColumns.filter((column) => !header.includes(column));
  const twice = header.filter((column, at) => column && header.indexOf(column) !== at);
  if (missing.length > 0) {
    report(
      'csv-header',
      'row 1',
      `The header lacks ${missing.join(', ')}; export the current contact points to get a file with all columns.`,
    );
  }
  if (unknown.length > 0) {
    report(
      'csv-header',
      'row 1',
      `The header has unknown columns (${unknown.map((name) => `'${name}'`).join(', ')}); rename or remove them.`,
    );
  }
  if (twice.length > 0) report('csv-header', 'row 1', `The header names ${twice.join(', ')} twice; keep one of them.`);
  return missing.length + unknown.length + twice.length === 0;
}

/** The cells of a row, with faults told under the row and the column. */
export class RowReader {
  faulty = false;
  readonly #row: number;
  readonly #cells: ReadonlyMap<Column, string>;
  readonly #report: Report;

  constructor(row: number, cells: ReadonlyMap<Column, string>, report: Report) {
    this.#row = row;
    this.#cells = cells;
    this.#report = report;
  }

  /** What stands there, without the apostrophe that keeps a spreadsheet from reading a formula. */
  text(column: Column): string {
    return (this.#cells.get(column) ?? '').replace(/^'(?=[=+\-@])/, '');
  }

  fault(column: Column, message: string): void {
    this.faulty = true;
    const cell = this.text(column);
    const subject = cell === '' ? 'The cell' : `'${cell.length > 40 ? `${cell.slice(0, 40)}…` : cell}'`;
    this.#report('csv-cell', `row ${this.#row}, column ${column}`, `${subject} ${message}.`);
  }

  required(column: Column, what: string): string {
    const text = this.text(column);
    if (text === '') this.fault(column, `is empty; write ${what}`);
    return text;
  }

  /** The cell as read, or undefined if it is empty or faulty. */
  read<T>(column: Column, readCell: (text: string) => Cell<T>): T | undefined {
    const text = this.text(column);
    if (text === '') return undefined;
    const cell = readCell(text);
    if (cell.ok) return cell.value;
    this.fault(column, cell.fault);
    return undefined;
  }
}
