import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Answers } from '../../base/answers.ts';
import { languages } from '../../base/language.ts';
import { loadGuidanceMessages, spokenCodes } from './guidance-messages.ts';
import { type GuidanceRequest, type GuidanceText, guidanceText } from './guidance-text.ts';

const where = 'content/packs/covid-19/messages/guidance.yaml';
const messages = loadGuidanceMessages(parse(readFileSync(where, 'utf8')), where).messages!;

const text = (outcome: string, request: Partial<GuidanceRequest> = {}): GuidanceText =>
  guidanceText(messages, { outcome, profile: 'mhlw-2020-02-17', language: 'ja', answers: {}, ...request });

/** Every string within a value. */
const strings = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(strings) : [];

const feverOnDay4: Answers = { fever: 'yes', fever_days: '4', strong: ['none'], other_sx: ['cough', 'sore_throat'] };

describe('guidance in words', () => {
  test('says the answers back so that they can be read on the phone, the Japanese beside another language', () => {
    const answers = { ...feverOnDay4, age: 34, conditions: ['none'] };
    expect(text('CONSULT_DURATION', { answers }).sayOnThePhone).toEqual([
      '37.5度以上の熱が、4日以上続いています',
      '症状は、せき、のどの痛みです',
      '34歳です',
      '治療中の病気はありません',
    ]);
    const english = text('CONSULT_DURATION', { answers, language: 'en' });
    expect(english.sayOnThePhone).toEqual([
      'Fever of 37.5 °C (99.5 °F) or more, for four days or longer',
      'Symptoms: cough and sore throat',
      '34 years old',
      'No condition under treatment',
    ]);
    expect(english.sayInJapanese).toEqual(text('CONSULT_DURATION', { answers }).sayOnThePhone);
    expect(text('CONSULT_DURATION', { answers }).sayInJapanese).toBeUndefined();
  });

  test('opens an emergency call with the word for an ambulance, then the place, then the sign', () => {
    const said = text('EMERGENCY', {
      answers: { strong: ['dyspnoea'], emergency: ['lips_purple', 'sudden_dyspnoea'] },
    });
    expect(said.sayOnThePhone).toEqual([
      '救急です',
      '（今いる場所の住所、または目印）',
      'くちびるが紫色です',
      '急に息が苦しくなりました',
      '強い症状があります。息苦しさです',
    ]);
    expect(said.level).toBe('emergency');
    expect(said.notDiagnosis.rest).toContain('迷ったら、電話してください');
  });

  test('puts contact and travel before symptoms, with the date as people say it', () => {
    const answers = { contact: 'home', contact_date: '2020-04-09', other_sx: ['cough'], sx_days: '1' };
    expect(text('EXPOSED_SYMPTOMATIC', { answers }).sayOnThePhone).toEqual([
      '家で、感染と診断された人と会いました。最後は4月9日です',
      '症状は、せきです',
      'この症状は、今日からです',
    ]);
    expect(text('EXPOSED_SYMPTOMATIC', { answers, language: 'easy' }).sayOnThePhone[0]).toContain(
      '{4月|しがつ} {9日|ここのか}',
    );
    expect(text('EXPOSED_SYMPTOMATIC', { answers, language: 'en' }).sayOnThePhone[0]).toContain('9 April');
  });

  test('leaves a date out when it is missing or is none', () => {
    for (const contact_date of [undefined, 'soon', '2020-02-30'])
      expect(text('EXPOSED_WATCH', { answers: { contact: 'other', contact_date } }).sayOnThePhone).toEqual([
        '感染と診断された人と会いました',
      ]);
  });

  test('says back "no fever" under the answers but not on the phone', () => {
    const said = text('NOSX_LOW', { answers: { fever: 'no', strong: ['none'], other_sx: ['none'] } });
    expect(said.yourAnswers).toEqual(['熱はない', 'ほかの症状はない']);
    expect(said.sayOnThePhone).toEqual([]);
  });

  test('sends people to the family doctor first from November 2020, and those exposed to the health centre', () => {
    const profile = 'mhlw-2020-11-01';
    expect(text('CONSULT_DURATION', { profile }).title).toBe('まず、かかりつけ医に電話を');
    expect(text('EXPOSED_SYMPTOMATIC', { profile }).title).toBe('今すぐ、保健所に電話してください');
    expect(text('EXPOSED_SYMPTOMATIC').title).toBe('今すぐ、電話で相談してください');
    expect(text('CONSULT_DURATION', { profile }).notices.map(({ id }) => id)).toEqual(['mhlw-2020-11']);
  });

  test('speaks of days as each notice did', () => {
    expect(text('WATCH').whenToCall!.join()).toContain('4日続いたとき');
    expect(text('WATCH', { profile: 'mhlw-2020-05-08' }).whenToCall!.join()).toContain('4日以上続いたら、必ず');
    expect(text('WATCH', { profile: 'mhlw-2020-05-08' }).steps).toEqual(text('WATCH').steps);
  });

  test('names #8000 for a child only, by the account’s own age where it has one', () => {
    expect(text('CONSULT_STRONG', { answers: { age: 14 } }).child).toContain('#8000');
    expect(text('CONSULT_STRONG', { answers: { age: 15 } }).child).toBeUndefined();
    expect(text('CONSULT_STRONG', { answers: { age: 15 }, childUnder: 18 }).child).toContain('#8000');
    expect(text('EMERGENCY', { answers: { age: 3 } }).child).toContain('すぐ119番へ');
  });

  test('shows the signs of children for a child and where the age is not known', () => {
    const titles = (answers: Answers) => text('WATCH', { answers }).signs.groups.map(({ title }) => title);
    expect(titles({ age: 40 })).toHaveLength(2);
    expect(titles({ age: 4 })).toHaveLength(3);
    expect(titles({})).toHaveLength(3);
  });

  test('refuses an outcome that has no words', () => {
    expect(() => text('PANIC')).toThrow('No words for outcome PANIC');
  });

  test('is whole for every outcome, profile and language, whatever was answered', () => {
    const answer = fc.oneof(
      fc.constantFrom(...[...spokenCodes(messages).values()].flatMap((codes) => [...codes])),
      fc.array(fc.constantFrom('none', 'cough', 'fatigue', 'limp', 'diabetes', 'nonsense')),
      fc.double(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
      fc.string(),
      fc.boolean(),
      fc.constant(undefined),
    );
    const questions = [...spokenCodes(messages).keys(), 'unasked', '__proto__', 'constructor'];
    const answers = fc.dictionary(fc.constantFrom(...questions), answer);
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(messages.outcomes)),
        fc.constantFrom(...messages.profiles, 'a-profile-of-our-own'),
        answers,
        (outcome, profile, given) => {
          for (const language of languages) {
            const said = guidanceText(messages, { outcome, profile, language, answers: given });
            expect(strings(said).filter((one) => one.trim() === '' || /undefined|NaN|\{\w+\}/.test(one))).toEqual([]);
            expect(said.steps.length).toBeGreaterThanOrEqual(3);
            expect(said.notices.length).toBeGreaterThan(0);
            if (language !== 'ja') expect(said.sayInJapanese).toHaveLength(said.sayOnThePhone.length);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
