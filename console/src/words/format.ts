import { addDays, daysBetween, jstParts, type OnDate } from '../../../src/base/jst.ts';

/** The languages that staff read; residents also have easy Japanese. */
export type StaffLanguage = 'ja' | 'en';

const weekdays = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const cut = (on: string) => {
  const [year, month, day] = on.split('-').map(Number);
  return { year: year!, month: month!, day: day!, weekday: new Date(`${on}T00:00:00Z`).getUTCDay() };
};

/** 1234567 → '1,234,567' */
export const count = (n: number): string =>
  Math.round(n)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** 0.00418 → '0.42': a share in 0..1 as percent, without the sign. */
export const percent = (share: number, digits = 2): string => (share * 100).toFixed(digits);

/** 0.0024, 0.0073 → '0.24–0.73' */
export const interval = (low: number, high: number, digits = 2): string =>
  `${percent(low, digits)}–${percent(high, digits)}`;

/** A change with its sign; a true minus, and ± for none: '+92', '−0.12', '±0.00'. */
export function signed(change: number, digits = 0): string {
  const text = digits > 0 ? Math.abs(change).toFixed(digits) : count(Math.abs(change));
  if (Number(text.replaceAll(',', '')) === 0) return `±${text}`;
  return change > 0 ? `+${text}` : `−${text}`;
}

/** '2020-05-07' → '5月7日（木）', 'Thu 7 May' */
export function day(on: string, language: StaffLanguage): string {
  const { month, day: date, weekday } = cut(on);
  return language === 'ja'
    ? `${month}月${date}日（${weekdays.ja[weekday]}）`
    : `${weekdays.en[weekday]} ${date} ${months[month - 1]}`;
}

/** '2020-05-07' → '2020年5月7日（木）', 'Thu 7 May 2020' */
export const dayOfYear = (on: string, language: StaffLanguage): string =>
  language === 'ja' ? `${cut(on).year}年${day(on, 'ja')}` : `${day(on, 'en')} ${cut(on).year}`;

/** '2020-05-07' → '5/7', '7 May' */
export function dayShort(on: string, language: StaffLanguage): string {
  const { month, day: date } = cut(on);
  return language === 'ja' ? `${month}/${date}` : `${date} ${months[month - 1]}`;
}

const two = (n: number) => String(n).padStart(2, '0');

/** The clock in Japan: '10:24'. */
export function clock(at: string | Date): string {
  const { minute } = jstParts(new Date(at));
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The clock in Japan with seconds: '02:15:08'. */
export const clockSeconds = (at: string | Date): string => `${clock(at)}:${two(new Date(at).getUTCSeconds())}`;

/** '5/7 01:57', '7 May 01:57'; with the year if it is not `now`'s. */
export function moment(at: string | Date, language: StaffLanguage, now: Date): string {
  const { on } = jstParts(new Date(at));
  const short = dayShort(on, language);
  const year = on.slice(0, 4);
  const dated =
    year === jstParts(now).on.slice(0, 4) ? short : language === 'ja' ? `${year}/${short}` : `${short} ${year}`;
  return `${dated} ${clock(at)}`;
}

/** Milliseconds as '0.04秒', '4.2 s', '12 s'. */
export function seconds(ms: number, language: StaffLanguage): string {
  const s = ms / 1000;
  const text = s < 0.095 ? s.toFixed(2) : s < 10 ? s.toFixed(1) : Math.round(s).toString();
  return language === 'ja' ? `${text}秒` : `${text} s`;
}

/** How long ago, in whole units: '3秒前', '2 min ago'. */
export function ago(ms: number, language: StaffLanguage): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return language === 'ja' ? `${s}秒前` : `${s} s ago`;
  const minutes = Math.floor(s / 60);
  if (minutes < 60) return language === 'ja' ? `${minutes}分前` : `${minutes} min ago`;
  return language === 'ja' ? `${Math.floor(minutes / 60)}時間前` : `${Math.floor(minutes / 60)} h ago`;
}

/** Every date from `from` to `to`, both included. */
export function datesBetween(from: string, to: string): string[] {
  const length = daysBetween(from as OnDate, to as OnDate) + 1;
  return Array.from({ length: Math.max(0, length) }, (_, i) => addDays(from as OnDate, i));
}

/** A long hash for the eye: 'b41e77f0…09c7' → 'b41e…09c7'. */
export const hashShort = (hash: string): string => (hash.length <= 9 ? hash : `${hash.slice(0, 4)}…${hash.slice(-4)}`);
