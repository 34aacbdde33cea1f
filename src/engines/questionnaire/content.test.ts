import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Answers } from '../../base/answers.ts';
import { kanjiWithoutReading } from '../../base/ruby.ts';
import {
  checkQuestionnaire,
  effectiveAnswers,
  faultParams,
  isShown,
  loadQuestionnaire,
  shownQuestions,
} from './index.ts';
import { answerTo } from './test/arbitraries.ts';
import { contentJson, readJson, shipped } from './test/support.ts';

const names = ['ps-initial', 'ps-daily'] as const;
const vectors = readJson('../../../vectors/questionnaire/personal-support.json') as Record<
  (typeof names)[number],
  { id: string; kind: string; codes: string[] }[]
>;

describe.each(names)('%s', (name) => {
  const questionnaire = shipped(name);
  const asked = questionnaire.questions.filter(({ hidden }) => !hidden);

  it('loads and checks without a finding', () => {
    expect(loadQuestionnaire(contentJson(name), name).findings).toEqual([]);
    expect(checkQuestionnaire(questionnaire)).toEqual([]);
  });

  it('asks exactly the questions, options and order that are laid down', () => {
    const form = asked.map(({ linkId, kind, options }) => ({
      id: linkId,
      kind,
      codes: options.map(({ code }) => code),
    }));
    expect(form).toEqual(vectors[name]);
  });

  it("sets 'none' of several choices apart from the others, and nothing else", () => {
    for (const { linkId, kind, options } of asked) {
      const exclusive = options.filter((option) => option.exclusive).map(({ code }) => code);
      expect(exclusive, linkId).toEqual(kind === 'many' ? ['none'] : []);
    }
  });

  it('keeps answers of shown questions only, and applying that twice changes nothing', () => {
    const anyAnswers: fc.Arbitrary<Answers> = fc.record(
      Object.fromEntries(questionnaire.questions.map((question) => [question.linkId, answerTo(question)])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const effective = effectiveAnswers(questionnaire, answers);
        expect(effectiveAnswers(questionnaire, effective)).toEqual(effective);
        for (const linkId of Object.keys(effective))
          expect(isShown(questionnaire, linkId, effective), linkId).toBe(true);
        const shown = (given: Answers) => shownQuestions(questionnaire, given).map(({ linkId }) => linkId);
        expect(shown(effective)).toEqual(shown(answers));
      }),
    );
  });
});

describe('ps-initial shows', () => {
  const questionnaire = shipped('ps-initial');
  const shows = (linkId: string, answers: Answers) => isShown(questionnaire, linkId, answers);
  const quiet: Answers = { fever: 'no', strong: ['none'], antipyretic: 'no', other_sx: ['none'] };

  it.each([
    ['yes', true],
    ['elevated', true],
    ['no', false],
    ['unknown', false],
  ])('the days of fever after %s: %s', (fever, shown) => expect(shows('fever_days', { fever })).toBe(shown));

  it('the emergency signs for every single symptom, and for none of them not', () => {
    expect(shows('emergency', quiet)).toBe(false);
    expect(shows('emergency', { ...quiet, fever: 'unknown' })).toBe(false);
    for (const linkId of ['strong', 'other_sx']) {
      for (const { code, exclusive } of questionnaire.byLinkId.get(linkId)!.options) {
        expect(shows('emergency', { ...quiet, [linkId]: [code] }), code).toBe(!exclusive);
        expect(shows('sx_days', { ...quiet, [linkId]: [code] }), code).toBe(!exclusive);
      }
    }
  });

  it('no days of symptoms for fever alone: it has its own', () => {
    expect(shows('sx_days', { ...quiet, fever: 'yes' })).toBe(false);
    expect(shows('sx_days', { ...quiet, antipyretic: 'yes' })).toBe(true);
  });

  it.each([
    [{ sex: 'female', age: 12 }, true],
    [{ sex: 'female', age: 59 }, true],
    [{ sex: 'other', age: 30 }, true],
    [{ sex: 'female', age: 11 }, false],
    [{ sex: 'female', age: 60 }, false],
    [{ sex: 'male', age: 30 }, false],
    // Machine input may leave age or sex out: only what is known can rule the question out.
    [{ sex: 'female' }, true],
    [{ age: 30 }, true],
    [{}, true],
    [{ sex: 'male' }, false],
  ])('pregnancy for %j: %s', (answers, shown) => expect(shows('pregnancy', answers as Answers)).toBe(shown));

  it('the place of a visit only after a visit', () => {
    expect(shows('visit_place', { visit: 'no' })).toBe(false);
    expect(shows('visit_place', { visit: 'covid' })).toBe(true);
  });

  it('nothing of an answer to a question that is not shown', () => {
    expect(effectiveAnswers(questionnaire, { ...quiet, fever_days: '4', emergency: ['lips_purple'] })).toEqual(quiet);
    // Through several steps: no fever, so no signs.
    const male: Answers = { sex: 'male', age: 30, pregnancy: 'yes' };
    expect(effectiveAnswers(questionnaire, male)).toEqual({ sex: 'male', age: 30 });
  });
});

describe('the words for faults', () => {
  const file = new URL('../../../content/words/questionnaire-faults.yaml', import.meta.url);
  const words = parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;

  it('are there for every fault, and for nothing else', () => {
    const reasons = Object.keys(faultParams).map((code) => code.replace('questionnaire.', ''));
    expect(Object.keys(words).sort()).toEqual(reasons.sort());
  });

  it.each(Object.entries(faultParams))('%s: in three languages, with no parameter but its own', (code, params) => {
    const sentence = words[code.replace('questionnaire.', '')]!;
    expect(Object.keys(sentence)).toEqual(['ja', 'easy', 'en']);
    for (const text of Object.values(sentence)) {
      const used = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(params).toEqual(expect.arrayContaining(used));
    }
    expect(kanjiWithoutReading(sentence.easy!)).toEqual([]);
  });
});
