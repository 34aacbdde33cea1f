import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shippedFollowUp } from '../../../test/support/shipped-follow-up.ts';
import type { OnDate } from '../../base/jst.ts';
import { isOutcome, type Outcome, outcomes } from '../guidance/index.ts';
import { simulateFollowUp } from './index.ts';

interface Vector {
  readonly row: string;
  readonly states: string;
  readonly first: {
    readonly at: string;
    readonly outcome: Outcome;
    readonly onsetOn?: OnDate;
    readonly exposedOn?: OnDate;
  };
  readonly days: number;
  readonly asked: readonly string[];
  readonly board: readonly string[];
  readonly ends?: string;
}
const vectors = JSON.parse(
  readFileSync(new URL('../../../vectors/follow-up/schedule.json', import.meta.url), 'utf8'),
) as Vector[];
const followUp = shippedFollowUp();
const local = (ms: number) => new Date(ms + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

describe('the shipped plans', () => {
  test.for(vectors)('keep what is stated for $row: $states', ({ first, days, asked, board, ends }) => {
    const { at, ...answer } = first;
    const atMs = Date.parse(`${at.replace(' ', 'T')}:00+09:00`);
    const story = {
      id: 'vector',
      title: 'never answers',
      happenings: [{ atMs, what: { does: 'answers', anySymptom: true, ...answer } as const }],
    };
    const { timeline } = simulateFollowUp(followUp, story, atMs + days * 86_400_000, 0);
    expect(timeline.flatMap(({ windowMs }) => (windowMs ? [local(windowMs[0])] : []))).toEqual(asked);
    expect(timeline.flatMap((one) => (one.board ? [`${local(one.atMs)} ${one.board}`] : []))).toEqual(board);
    const end = timeline.find(({ what }) => what === 'end');
    expect(end && `${local(end.atMs)} ${end.end}`).toBe(ends);
  });

  test('are stated for every outcome', () => {
    const stated = new Set(vectors.map(({ first }) => first.outcome));
    expect(outcomes.filter((one) => !stated.has(one))).toEqual([]);
    expect([...stated].every(isOutcome)).toBe(true);
  });

  test('send the most needed messages first when the quota runs short', () => {
    const groups = [
      ['KNOWN_POSITIVE'],
      ['EMERGENCY'],
      ['EXPOSED_SYMPTOMATIC', 'EXPOSED_WATCH'],
      ['CONSULT_STRONG', 'CONSULT_DURATION', 'CONSULT_SOON', 'CHILD_SYMPTOMATIC'],
      ['WATCH_HIGH'],
      ['WATCH'],
      ['UNMEASURED'],
      ['NOSX_HIGH'],
      ['NOSX_LOW'],
    ];
    const { priority } = followUp.programme;
    let from = 0;
    for (const group of groups) {
      expect(new Set(priority.slice(from, from + group.length))).toEqual(new Set(group));
      from += group.length;
    }
  });
});
