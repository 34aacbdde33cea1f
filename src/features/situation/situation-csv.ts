import { stringify } from 'csv-stringify/sync';
import type { Share } from '../../engines/disclosure/index.ts';
import type { mapOf, Part, Situation, Withheld } from './read-situation.ts';

const columns = ['table', 'on', 'code', 'name', 'n', 'count', 'share', 'low', 'high', 'suppressed'] as const;
type Row = Partial<Record<(typeof columns)[number], string | number>>;

/**
 * The situation as one tidy table (one figure a row, `table` says of what), UTF-8 with a byte order mark so that Excel reads
 * it. What the screen withholds is withheld here too.
 */
export function situationCsv(situation: Situation, prefectures: ReturnType<typeof mapOf>): string {
  const { day } = situation.headline;
  const rows: Row[] = [
    ...(situation.areas ?? []).map(({ code, name }) => ({ table: 'areas', code, name })),
    ...situation.days.flatMap((day) => dayRows(day)),
    ...situation.symptoms.flatMap(({ code, label, series }) =>
      series.map((point) => ({ table: 'symptoms', on: point.on, code, name: label.ja, ...figures(point) })),
    ),
    ...situation.outcomes.map((outcome) => ({
      table: 'outcomes',
      code: outcome.outcome,
      name: outcome.label.ja,
      ...figures(outcome),
    })),
    ...prefectures.map((place) => ({
      table: 'prefectures',
      on: day,
      code: place.code,
      name: place.name,
      ...figures(place),
    })),
    ...situation.municipalities.map((place) => ({
      table: 'municipalities',
      on: day,
      code: place.code,
      name: place.name,
      ...figures(place),
    })),
  ];
  return stringify(rows, { header: true, columns: [...columns], bom: true, escape_formulas: true });
}

function dayRows(day: Situation['days'][number]): Row[] {
  const counted = (code: 'answers' | 'residents'): Row => {
    if ('suppressed' in day) return { suppressed: day.suppressed };
    const n = day[code];
    return n === null ? { suppressed: 'few' } : { n };
  };
  return (['answers', 'residents'] as const).map((code) => ({ table: 'days', on: day.on, code, ...counted(code) }));
}

function figures(value: Share | Part | Withheld): Row {
  if ('suppressed' in value) return { suppressed: value.suppressed };
  const { n, share, low, high } = value;
  return { n, share, low, high, ...('count' in value && { count: value.count }) };
}
