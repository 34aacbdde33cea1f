/** The columns of a contact-point file: English id, Japanese name, and whether a file may leave the column out. */
const columns = [
  ['id', '識別子', 'required'],
  ['kind', '種別', 'required'],
  ['name_ja', '名称', 'required'],
  ['name_easy', '名称（やさしい日本語）', 'required'],
  ['name_en', '名称（英語）', 'required'],
  ['prefecture', '都道府県コード', 'required'],
  ['municipalities', '管轄市区町村', 'optional'],
  ['zip_prefixes', '管轄郵便番号', 'optional'],
  ['hours', '受付時間', 'required'],
  ['holidays', '祝日', 'required'],
  ['year_end', '年末年始', 'optional'],
  ['phone', '電話番号', 'required'],
  ['fax', 'FAX番号', 'optional'],
  ['languages', '対応言語', 'optional'],
  ['note_ja', '備考', 'optional'],
  ['note_easy', '備考（やさしい日本語）', 'optional'],
  ['note_en', '備考（英語）', 'optional'],
  ['valid_from', '適用開始日', 'optional'],
  ['valid_to', '適用終了日', 'optional'],
  ['override_from', '臨時の開始', 'optional'],
  ['override_to', '臨時の終了', 'optional'],
  ['override_closed', '臨時休止', 'optional'],
  ['override_phone', '臨時の電話番号', 'optional'],
  ['override_hours', '臨時の受付時間', 'optional'],
  ['override_reason', '臨時の理由', 'optional'],
  ['source', '出典', 'optional'],
] as const;

export type Column = (typeof columns)[number][0];

export const columnIds: readonly Column[] = columns.map(([id]) => id);
export const japaneseColumnNames: readonly string[] = columns.map(([, name]) => name);
export const requiredColumns: readonly Column[] = columns.filter(([, , need]) => need === 'required').map(([id]) => id);

const byName = new Map<string, Column>(
  columns.flatMap(([id, name]) => [
    [id, id],
    [name.normalize('NFKC'), id],
  ]),
);

/** The column that a header cell names, in English or Japanese. */
export const columnNamed = (cell: string): Column | undefined => {
  const name = cell.normalize('NFKC').trim();
  return byName.get(name) ?? byName.get(name.toLowerCase());
};
