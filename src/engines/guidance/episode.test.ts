import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, type OnDate, parseOnDate } from '../../base/jst.ts';
import { advanceEpisode, dayOfEpisode, type EpisodeState, openEpisode } from './episode.ts';

const day = (number: number): OnDate => addDays(parseOnDate('2020-05-01')!, number - 1);
const sick = (on: OnDate, sickDays = 1) => ({ anySymptom: true, sickDays, answeredOn: on });
const well = (on: OnDate) => ({ anySymptom: false, sickDays: 0, answeredOn: on });

/** Plays answers on days of May 2020: 's' with symptoms, 'w' without. */
const play = (...answers: readonly (readonly [number, 's' | 'w'])[]): EpisodeState | undefined =>
  answers.reduce<EpisodeState | undefined>(
    (state, [number, kind]) => advanceEpisode(state, kind === 's' ? sick(day(number)) : well(day(number))),
    undefined,
  );

describe('an illness episode', () => {
  it('does not start while there are no symptoms', () => {
    expect(play([1, 'w'], [2, 'w'])).toBeUndefined();
  });

  it('starts with the first answer that has symptoms, which is day 1', () => {
    expect(play([3, 's'])).toEqual({ onsetOn: day(3), lastAnsweredOn: day(3), clearDays: 0 });
    expect(dayOfEpisode(play([3, 's'])!, day(3))).toBe(1);
    expect(dayOfEpisode(play([3, 's'])!, day(6))).toBe(4);
  });

  it('starts as many days back as the answer says', () => {
    expect(advanceEpisode(undefined, sick(day(9), 4))?.onsetOn).toBe(day(6));
  });

  it('moves its onset back when a later answer knows better, never forward', () => {
    const begun = advanceEpisode(undefined, sick(day(9), 2))!;
    expect(advanceEpisode(begun, sick(day(10), 4))?.onsetOn).toBe(day(7));
    expect(advanceEpisode(begun, sick(day(10), 1))?.onsetOn).toBe(day(8));
  });

  it('ends with the third day answered without symptoms', () => {
    expect(play([1, 's'], [2, 'w'], [3, 'w'])?.clearDays).toBe(2);
    expect(play([1, 's'], [2, 'w'], [3, 'w'], [4, 'w'])).toBeUndefined();
  });

  it('counts days that are not adjacent', () => {
    expect(play([1, 's'], [4, 'w'], [9, 'w'], [12, 'w'])).toBeUndefined();
  });

  it('counts a day once, however often it is answered', () => {
    expect(play([1, 's'], [2, 'w'], [2, 'w'], [2, 'w'])?.clearDays).toBe(1);
  });

  it('does not count a day on which another answer had symptoms', () => {
    expect(play([1, 's'], [1, 'w'])?.clearDays).toBe(0);
    expect(play([1, 's'], [2, 'w'], [2, 's'], [2, 'w'])?.clearDays).toBe(0);
  });

  it('counts anew after symptoms came back', () => {
    expect(play([1, 's'], [2, 'w'], [3, 'w'], [4, 's'], [5, 'w'], [6, 'w'])).toEqual({
      onsetOn: day(1),
      lastAnsweredOn: day(6),
      clearDays: 2,
    });
  });

  it('goes on after a silence of 13 days and ends after 14', () => {
    expect(openEpisode(play([1, 's']), day(15))).toBeDefined();
    expect(openEpisode(play([1, 's']), day(16))).toBeUndefined();
    expect(play([1, 's'], [15, 's'])?.onsetOn).toBe(day(1));
    expect(play([1, 's'], [16, 's'])?.onsetOn).toBe(day(16));
  });

  it('measures the silence from the last answer, with symptoms or without', () => {
    expect(play([1, 's'], [10, 'w'], [24, 's'])?.onsetOn).toBe(day(1));
  });

  it('begins at day 1 again after it has ended', () => {
    expect(play([1, 's'], [2, 'w'], [3, 'w'], [4, 'w'], [5, 's'])).toEqual({
      onsetOn: day(5),
      lastAnsweredOn: day(5),
      clearDays: 0,
    });
  });

  it('survives being stored as JSON', () => {
    const state = play([1, 's'], [2, 'w'])!;
    expect(advanceEpisode(JSON.parse(JSON.stringify(state)), well(day(3)))).toEqual(
      advanceEpisode(state, well(day(3))),
    );
  });

  it('never has an onset after its last answer, nor three clear days', () => {
    const answers = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean(), fc.integer({ min: 1, max: 4 })));
    fc.assert(
      fc.property(answers, (steps) => {
        let on = day(1);
        let state: EpisodeState | undefined;
        for (const [later, anySymptom, sickDays] of steps) {
          on = addDays(on, later);
          state = advanceEpisode(state, { anySymptom, sickDays, answeredOn: on });
          if (anySymptom) expect(dayOfEpisode(state!, on)).toBeGreaterThanOrEqual(sickDays);
          if (state) {
            expect(daysBetween(state.onsetOn, state.lastAnsweredOn)).toBeGreaterThanOrEqual(0);
            expect(state.clearDays).toBeLessThan(3);
          }
        }
      }),
    );
  });
});
