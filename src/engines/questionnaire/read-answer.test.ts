import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OnDate } from '../../base/jst.ts';
import { checkAnswers, type Question, readAnswer } from './index.ts';
import { places, shipped, testCases } from './test/support.ts';

const today = '2020-05-08' as OnDate;
const [initial, daily] = [shipped('ps-initial'), shipped('ps-daily')];
const questions = [...initial.questions, ...daily.questions];
const questionOf = (linkId: string): Question => {
  const question = initial.byLinkId.get(linkId) ?? daily.byLinkId.get(linkId);
  if (!question) throw new Error(`No question ${linkId}`);
  return question;
};

type Raw = string | string[] | { repeat: string; times: number };

describe('what a person typed is read', () => {
  testCases<{ name: string; ask: string; raw?: Raw }>('read-answer.json', ({ ask, raw }) => {
    const typed = typeof raw === 'object' && 'repeat' in raw ? raw.repeat.repeat(raw.times) : raw;
    const reading = readAnswer(questionOf(ask), typed, { today, places });
    if (!reading.ok) return { fault: reading.fault.code, ...reading.fault.params };
    return reading.value === undefined ? 'left empty' : { value: reading.value };
  });
});

describe('reading', () => {
  const anyQuestion = fc.constantFrom(...questions);
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.stringMatching(/^[0-9０-９/年月日.\-ー〒度分才 ]{0,20}$/),
  );

  it('never throws, whatever was sent, and takes nothing that machine input would refuse', () => {
    fc.assert(
      fc.property(anyQuestion, fc.oneof(anyText, fc.array(anyText, { maxLength: 4 })), (question, raw) => {
        const reading = readAnswer(question, raw, { today, places });
        if (!reading.ok || reading.value === undefined) return;
        const questionnaire = initial.byLinkId.get(question.linkId) === question ? initial : daily;
        const { problems } = checkAnswers(questionnaire, { [question.linkId]: reading.value }, { today, places });
        expect(problems).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['9', 'a', '１', '-', ' ', '年', '👍', '4/', '\n', '\ud800', '〒', '仙台市'])(
    'of 50,000 times %j holds no question up',
    (unit) => {
      const raw = unit.repeat(50_000);
      for (const question of questions) {
        const start = performance.now();
        readAnswer(question, raw, { today, places });
        readAnswer(question, [raw, raw, raw], { today, places });
        expect(performance.now() - start, question.linkId).toBeLessThan(5000);
      }
    },
  );

  it('reads back every date that it writes', () => {
    const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2020-05-08'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (at) => {
        const on = at.toISOString().slice(0, 10);
        const [year, month, day] = on.split('-').map(Number);
        const forms = [on, `${year}/${month}/${day}`, `${year}年${month}月${day}日`, [`${year}`, `${month}`, `${day}`]];
        for (const form of forms) {
          expect(readAnswer(questionOf('contact_date'), form, { today })).toEqual({ ok: true, value: on });
        }
      }),
    );
  });

  it('takes the latest such day that is not in the future when the year is left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), (daysAgo) => {
        const on = new Date(Date.parse(`${today}T00:00:00Z`) - daysAgo * 86_400_000).toISOString().slice(0, 10);
        const [, month, day] = on.split('-').map(Number);
        expect(readAnswer(questionOf('contact_date'), `${month}/${day}`, { today })).toEqual({ ok: true, value: on });
      }),
    );
  });

  it('without a lookup of places takes any seven digits', () => {
    expect(readAnswer(questionOf('zip'), '0000000', { today })).toEqual({ ok: true, value: '0000000' });
  });
});
