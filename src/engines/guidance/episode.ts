import { addDays, daysBetween, type OnDate } from '../../base/jst.ts';

/**
 * An illness episode of one person: plain JSON, kept between answers (domain §7.2). The next answer needs it to know
 * which day of the illness it is.
 */
export interface EpisodeState {
  /** Day 1 of the illness. */
  readonly onsetOn: OnDate;
  readonly lastAnsweredOn: OnDate;
  /** Days answered without symptoms since the last symptom, 0–2: the third ends the episode. */
  readonly clearDays: number;
}

export interface EpisodeAnswer {
  readonly anySymptom: boolean;
  /** Which day of the illness the answer falls on, 1 or more; of no weight without symptoms. */
  readonly sickDays: number;
  readonly answeredOn: OnDate;
}

const clearDaysToEnd = 3;
const silentDaysToEnd = 14;

/**
 * The episode that an answer on this day belongs to, if it is still running. It has ended when 14 whole days went by
 * without an answer: after an answer on 1 May, an answer on 15 May continues it and one on 16 May does not.
 */
export const openEpisode = (state: EpisodeState | undefined, on: OnDate): EpisodeState | undefined =>
  state && daysBetween(state.lastAnsweredOn, on) <= silentDaysToEnd ? state : undefined;

/** Which day of the episode a date is, the day of onset being 1. */
export const dayOfEpisode = (state: EpisodeState, on: OnDate): number => daysBetween(state.onsetOn, on) + 1;

/**
 * What an answer makes of an episode; undefined when none is running afterwards.
 *
 * Starts with the first answer that has symptoms, its onset so many days back as that answer says. A later answer may move
 * the onset back ("it is the fourth day"), never forward. Ends with the third day answered without symptoms; the days need
 * not be adjacent, several answers on a day count once, and a day on which any answer had symptoms is no such day.
 * @example
 * advanceEpisode(undefined, { anySymptom: true, sickDays: 2, answeredOn: '2020-05-08' })
 * // { onsetOn: '2020-05-07', lastAnsweredOn: '2020-05-08', clearDays: 0 }
 */
export function advanceEpisode(state: EpisodeState | undefined, answer: EpisodeAnswer): EpisodeState | undefined {
  const { anySymptom, sickDays, answeredOn } = answer;
  const current = openEpisode(state, answeredOn);
  if (anySymptom) {
    const statedOnset = addDays(answeredOn, 1 - Math.max(1, sickDays));
    const onsetOn = current && current.onsetOn < statedOnset ? current.onsetOn : statedOnset;
    return { onsetOn, lastAnsweredOn: later(current?.lastAnsweredOn, answeredOn), clearDays: 0 };
  }
  if (!current) return undefined;
  const isNewDay = answeredOn > current.lastAnsweredOn;
  const clearDays = current.clearDays + (isNewDay ? 1 : 0);
  if (clearDays >= clearDaysToEnd) return undefined;
  return { ...current, lastAnsweredOn: later(current.lastAnsweredOn, answeredOn), clearDays };
}

const later = (known: OnDate | undefined, on: OnDate): OnDate => (known && known > on ? known : on);
