import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedGuidance } from '../../../test/support/shipped-guidance.ts';
import type { Answers, AnswerValue } from '../../base/answers.ts';
import { addDays, jstDate } from '../../base/jst.ts';
import { advise } from './advise.ts';
import { type Outcome, rowOf } from './outcome.ts';

interface VectorFile {
  readonly profiles: Readonly<Record<string, { readonly id: string; readonly answeredAt: string }>>;
  readonly defaults: Readonly<Record<string, AnswerValue>>;
  readonly vectors: readonly {
    readonly name: string;
    readonly answers: Readonly<Record<string, AnswerValue | null>>;
    readonly daysAgo?: Readonly<Record<string, number>>;
    readonly expected: Readonly<Record<string, Outcome>>;
  }[];
}

const read = (name: string): VectorFile =>
  JSON.parse(readFileSync(new URL(`../../../vectors/guidance/${name}`, import.meta.url), 'utf8'));

describe.each(['stated.json', 'derived.json'])('vectors/guidance/%s', (name) => {
  const file = read(name);
  const cases = file.vectors.flatMap((vector) =>
    Object.entries(file.profiles).flatMap(([short, profile]) => {
      const outcome = vector.expected.all ?? vector.expected[short];
      return outcome ? [{ title: `${short}: ${vector.name}`, vector, profile, outcome }] : [];
    }),
  );

  it.each(cases)('$title', async ({ vector, profile, outcome }) => {
    const answeredAt = new Date(profile.answeredAt);
    const answers: Record<string, AnswerValue> = { ...file.defaults };
    for (const [id, value] of Object.entries(vector.answers)) {
      if (value === null) delete answers[id];
      else answers[id] = value;
    }
    for (const [id, days] of Object.entries(vector.daysAgo ?? {})) answers[id] = addDays(jstDate(answeredAt), -days);
    const advice = advise(await shippedGuidance(), answers as Answers, { questionnaire: 'ps-initial', answeredAt });
    expect(advice).toMatchObject({ outcome, row: rowOf(outcome), profile: profile.id });
  });
});
