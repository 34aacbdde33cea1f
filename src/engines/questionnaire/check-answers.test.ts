import { describe, expect, it } from 'vitest';
import type { OnDate } from '../../base/jst.ts';
import { checkAnswers, loadQuestionnaire } from './index.ts';
import { places, shipped } from './test/support.ts';

const context = { today: '2020-05-08' as OnDate, places };
const check = (raw: Record<string, unknown>) => checkAnswers(shipped('ps-initial'), raw, context);

describe('machine input', () => {
  it('is taken as it is, postal codes with or without hyphen, one code for a list, null for not answered', () => {
    const raw = {
      fever: 'yes',
      fever_days: '2',
      strong: 'none',
      other_sx: ['headache', 'cough'],
      age: 70,
      zip: '980-0001',
      contact: null,
      contact_date: '2020-05-01',
      medication: 'x',
      municipality: '04101',
    };
    expect(check(raw)).toEqual({
      answers: {
        fever: 'yes',
        fever_days: '2',
        strong: ['none'],
        other_sx: ['cough', 'headache'],
        age: 70,
        zip: '9800001',
        contact_date: '2020-05-01',
        medication: 'x',
        municipality: '04101',
      },
      problems: [],
    });
  });

  it.each<[unknown, string, RegExp]>([
    [{ shoe_size: 26 }, 'unknown-question', /'shoe_size' is not a question of ps-initial/],
    [{ constructor: 'x' }, 'unknown-question', /'constructor'/],
    [{ fever: 'boiling' }, 'unknown-code', /'fever' has no code 'boiling'; its codes are: yes, elevated, no, unknown/],
    [{ other_sx: ['cough', 'sneeze'] }, 'unknown-code', /'other_sx' has no code 'sneeze'/],
    [{ fever_days: 2 }, 'wrong-type', /'fever_days' must be one code, as text/],
    [{ fever: ['yes'] }, 'wrong-type', /'fever' must be one code/],
    [{ strong: [1] }, 'wrong-type', /'strong' must be a list of codes/],
    [{ strong: { 0: 'none' } }, 'wrong-type', /'strong' must be a list/],
    [{ strong: ['none', 'fatigue'] }, 'none-and-others', /'strong' is \["none","fatigue"\].*excludes all others/],
    [{ age: '35' }, 'wrong-type', /'age' must be a number/],
    [{ age: 35.5 }, 'not-whole', /'age' is 35.5/],
    [{ age: 200 }, 'too-large', /'age' is 200/],
    [{ age: Number.NaN }, 'not-a-number', /'age'/],
    [{ contact_date: '4/21' }, 'wrong-type', /'contact_date' must be a date/],
    [{ contact_date: '2020-02-30' }, 'wrong-type', /'contact_date' must be a date/],
    [{ contact_date: '2020-05-09' }, 'date-in-future', /'contact_date' is "2020-05-09".*future/],
    [{ zip: 9800001 }, 'wrong-type', /'zip' must be a postal code/],
    [{ zip: '980' }, 'zip-too-few-digits', /'zip' is "980"/],
    [{ municipality: '99999' }, 'municipality-unknown', /'municipality' is "99999"/],
    [{ municipality: 4101 }, 'wrong-type', /'municipality' must be a municipality code/],
    [{ medication: 'x'.repeat(201) }, 'too-long', /'medication'/],
    [{ medication: ' ' }, 'wrong-type', /'medication' must be not empty/],
    [{ visit_place: 5 }, 'wrong-type', /'visit_place' must be a text/],
  ])('%j is named', (raw, code, message) => {
    const { answers, problems } = check(raw as Record<string, unknown>);
    expect(answers).toEqual({});
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ id: Object.keys(raw as object)[0], code: `questionnaire.${code}` });
    expect(problems[0]?.message).toMatch(message);
  });

  it('is checked for every other kind of question too', () => {
    const { questionnaire } = loadQuestionnaire(
      {
        resourceType: 'Questionnaire',
        status: 'draft',
        id: 'q',
        item: [
          { linkId: 'b', type: 'boolean' },
          { linkId: 't', type: 'time' },
          { linkId: 'l', type: 'string', repeats: true, maxLength: 3 },
          { linkId: 'o', type: 'open-choice', answerOption: [{ valueString: 'x' }] },
        ],
      },
      'q',
    );
    const good = { b: false, t: '09:30:00', l: ['a', 'b'], o: 'own words' };
    expect(checkAnswers(questionnaire!, good, context)).toEqual({ answers: good, problems: [] });
    const bad = { b: 'no', t: '24:00:00', l: ['a', 'bcde'], o: 5 };
    expect(checkAnswers(questionnaire!, bad, context).problems.map(({ code }) => code)).toEqual([
      'questionnaire.wrong-type',
      'questionnaire.wrong-type',
      'questionnaire.too-long',
      'questionnaire.wrong-type',
    ]);
  });
});
