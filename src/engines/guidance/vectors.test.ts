import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedGuidance } from '../../../test/support/shipped-guidance.ts';
import type { AnswerValue } from '../../base/answers.ts';
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

const files = ['stated.json', 'derived.json'].map((name) => ({ name, file: read(name) }));

const cases = files.flatMap(({ name, file }) =>
  file.vectors.flatMap((vector) =>
    Object.entries(file.profiles).flatMap(([short, profile]) => {
      const outcome = vector.expected.all ?? vector.expected[short];
      return outcome ? [{ title: `${name}, ${short}: ${vector.name}`, file, vector, profile, outcome }] : [];
    }),
  ),
);

async function adviceFor({ file, vector, profile }: (typeof cases)[number]) {
  const answeredAt = new Date(profile.answeredAt);
  const answers: Record<string, AnswerValue> = { ...file.defaults };
  for (const [id, value] of Object.entries(vector.answers)) {
    if (value === null) delete answers[id];
    else answers[id] = value;
  }
  for (const [id, days] of Object.entries(vector.daysAgo ?? {})) answers[id] = addDays(jstDate(answeredAt), -days);
  return advise(await shippedGuidance(), answers, { questionnaire: 'ps-initial', answeredAt });
}

describe('vectors/guidance', () => {
  it.each(cases)('$title', async (vector) => {
    const { outcome, profile } = vector;
    expect(await adviceFor(vector)).toMatchObject({ outcome, row: rowOf(outcome), profile: profile.id });
  });

  it('meet every rule of every table', async () => {
    const met = new Set((await Promise.all(cases.map(adviceFor))).map((advice) => advice.ruleId));
    const rules = [...(await shippedGuidance()).tables.values()].flatMap((table) => table.rules);
    expect(rules.map((rule) => rule.ruleId).filter((ruleId) => !met.has(ruleId))).toEqual([]);
  });
});
