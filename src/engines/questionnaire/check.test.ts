import { describe, expect, it } from 'vitest';
import { checkQuestionnaire, loadQuestionnaire } from './index.ts';
import { contentJson } from './test/support.ts';

type Json = { [key: string]: Json } & Json[] & string;

/** The shipped questionnaire with one thing changed, found again by its linkId. */
function mutated(name: 'ps-initial' | 'ps-daily', linkId: string, change: (item: Json) => void): Json {
  const json = structuredClone(contentJson(name)) as Json;
  const find = (items: Json[]): Json | undefined => {
    for (const item of items) {
      const found = item.linkId === linkId ? item : find((item.item as Json[] | undefined) ?? []);
      if (found) return found;
    }
    return undefined;
  };
  const item = linkId === '' ? json : find(json.item as Json[]);
  if (!item) throw new Error(`No item ${linkId}`);
  change(item);
  return json;
}

const set = (key: string, value: unknown) => (item: Json) => {
  (item as Record<string, unknown>)[key] = value;
};
const codesOf = (json: unknown): string[] => {
  const { questionnaire, findings } = loadQuestionnaire(json, 'file.json');
  const all = questionnaire ? [...findings, ...checkQuestionnaire(questionnaire)] : findings;
  return all.map(({ code, where }) => `${code} ${where}`);
};
const option = (item: Json, index: number): Json => item.answerOption![index]!.valueCoding!;
const extensionNamed = (item: Json, end: string): Json =>
  (item.extension as Json[]).find((extension) => (extension.url as string).endsWith(end))!;

describe('checking finds', () => {
  it.each<[string, string, string, (item: Json) => void]>([
    ['a question without its English', 'missing-translation', 'fever', (item) => item._text!.extension!.pop()],
    ['an option without any translation', 'missing-translation', 'fever', (item) => delete option(item, 0)._display],
    [
      'a help text without easy Japanese',
      'missing-translation',
      'fever-hint',
      (item) => item._text!.extension!.shift(),
    ],
    ['a title without translations', 'missing-translation', '', (item) => delete item._title],
    [
      'kanji without a reading in easy Japanese',
      'kanji-without-reading',
      'fever',
      (item) => set('valueString', '熱が ありますか')(item._text!.extension![0]!.extension![1]!),
    ],
    ['a question that asks nothing', 'no-text', 'fever', (item) => delete item.text],
    ['a questionnaire without a version', 'unnamed', '', (item) => delete item.version],
    [
      'a condition on a code that does not exist',
      'unknown-code',
      'travel_date',
      (item) => set('code', 'maybe')(item.enableWhen![0]!.answerCoding!),
    ],
    [
      'a condition on a code of another system',
      'unknown-code',
      'travel_date',
      (item) => set('system', 'https://example.org')(item.enableWhen![0]!.answerCoding!),
    ],
    [
      'a question that no answers lead to',
      'never-shown',
      'fever_days',
      (item) => {
        set('enableBehavior', 'all')(item);
      },
    ],
    [
      'an excepted sign that is no option',
      'unknown-code',
      'emergency',
      (item) => set('valueCode', 'yawning')(extensionNamed(item, 'ends-at-once').extension![0]!),
    ],
    [
      'a municipality of something that is no postal code',
      'unknown-question',
      'municipality',
      (item) => set('valueString', 'age')(extensionNamed(item, 'municipality-of')),
    ],
    ['a required question that nobody is asked', 'hidden-required', 'age', (item) => set('readOnly', true)(item)],
  ])('%s', (_, code, linkId, change) => {
    const where = linkId === '' ? 'file.json' : `file.json: ${linkId}`;
    expect(codesOf(mutated('ps-initial', linkId, change))).toContain(`questionnaire.${code} ${where}`);
  });

  it.each<[string, string, string, (item: Json) => void]>([
    [
      'an implied code that is no option',
      'unknown-code',
      'temp_c',
      (item) => set('valueCode', 'hot')(extensionNamed(item, 'implies').extension![1]!),
    ],
  ])('%s', (_, code, linkId, change) => {
    expect(codesOf(mutated('ps-daily', linkId, change))).toContain(`questionnaire.${code} file.json: ${linkId}`);
  });

  it('that too many conditions cannot be proven, and says so as a warning', () => {
    const bits = Array.from({ length: 20 }, (_, index) => `b${index}`);
    const json = {
      resourceType: 'Questionnaire',
      status: 'draft',
      item: [
        ...bits.map((linkId) => ({ linkId, type: 'boolean' })),
        {
          linkId: 'last',
          type: 'string',
          enableBehavior: 'all',
          enableWhen: [
            ...bits.map((question) => ({ question, operator: 'exists', answerBoolean: true })),
            { question: 'b0', operator: '=', answerBoolean: true },
            { question: 'b0', operator: '=', answerBoolean: false },
          ],
        },
      ],
    };
    expect(codesOf(json)).toContain('questionnaire.not-proven file.json: last');
  });
});
