import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { languages } from '../../base/language.ts';
import { type GuidanceMessages, loadGuidanceMessages, spokenCodes } from './guidance-messages.ts';

const where = 'content/packs/covid-19/messages/guidance.yaml';
const shipped = () => parse(readFileSync(where, 'utf8'));

/** The outcomes and profiles of the covid-19 pack's tables. */
const expected = {
  outcomes: [
    'EMERGENCY',
    'KNOWN_POSITIVE',
    'EXPOSED_SYMPTOMATIC',
    'CONSULT_STRONG',
    'CHILD_SYMPTOMATIC',
    'CONSULT_DURATION',
    'CONSULT_SOON',
    'EXPOSED_WATCH',
    'WATCH_HIGH',
    'WATCH',
    'UNMEASURED',
    'NOSX_HIGH',
    'NOSX_LOW',
  ],
  profiles: ['mhlw-2020-02-17', 'mhlw-2020-05-08', 'mhlw-2020-11-01'],
};

/** The findings after one change to the shipped words, as `code where`. */
function findingsAfter(change: (words: GuidanceMessages) => void): string[] {
  const words = shipped();
  change(words);
  return loadGuidanceMessages(words, 'f', expected).findings.map(({ code, where }) => `${code} ${where}`);
}

describe('the words of guidance that ship', () => {
  test('have every outcome and profile, and no fault', () => {
    expect(loadGuidanceMessages(shipped(), where, expected).findings).toEqual([]);
  });

  test('can say back every code of the questions that a nurse needs on the phone', () => {
    const { messages } = loadGuidanceMessages(shipped(), where);
    const spoken = spokenCodes(messages!);
    const counts = Object.fromEntries([...spoken].map(([question, codes]) => [question, codes.size]));
    expect(counts).toMatchObject({
      emergency: 16,
      fever: 4,
      fever_days: 4,
      sx_days: 4,
      contact: 3,
      visit: 5,
      contacted: 3,
    });
    expect([...spoken.get('other_sx')!]).toEqual(
      expect.arrayContaining(['cough', 'no_taste_smell', 'joint_muscle', 'none', 'other']),
    );
    expect([...spoken.get('strong')!].sort()).toEqual(['dyspnoea', 'fatigue', 'high_fever', 'none']);
    expect(spoken.get('conditions')!.size).toBe(9);
  });

  test('tell people who watch at home, and people without symptoms, when to call', () => {
    const { messages } = loadGuidanceMessages(shipped(), where);
    for (const [name, outcome] of Object.entries(messages!.outcomes))
      if (outcome.level === 'watch' || outcome.level === 'calm')
        for (const language of languages)
          expect(outcome[language].whenToCall, `${name} ${language}`).not.toBeUndefined();
  });

  test('tell people at higher risk that they need not wait two days', () => {
    const { ja, easy, en } = loadGuidanceMessages(shipped(), where).messages!.outcomes.WATCH_HIGH!;
    expect(ja.lead).toContain('2日待たなくても、心配ならお電話ください');
    expect(easy.lead).toContain('{待|ま}たないで {電話|でんわ}しても いい');
    expect(en.lead).toContain('You need not wait two days; call if worried');
  });
});

describe('a fault in the words is found:', () => {
  test('an outcome without words', () => {
    expect(findingsAfter((words) => delete words.outcomes.CONSULT_SOON)).toEqual([
      'messages.outcome-missing f: outcomes',
    ]);
  });

  test('an outcome that no table decides', () => {
    const found = findingsAfter((words) => Object.assign(words.outcomes, { PANIC: words.outcomes.WATCH }));
    expect(found).toEqual(['messages.outcome-unknown f: outcomes.PANIC']);
  });

  test('a profile that was not considered', () => {
    const found = findingsAfter((words) => words.profiles.splice(2, 1));
    expect(found).toContain('messages.profile-missing f: profiles');
    expect(found).toContain('messages.profile-unknown f: outcomes.CONSULT_STRONG.variants');
  });

  test('a text missing in one language', () => {
    const found = findingsAfter((words) => delete (words.outcomes.WATCH!.easy as Partial<{ lead: string }>).lead);
    expect(found).toEqual(['messages.shape f: outcomes.WATCH.easy.lead']);
  });

  test('a variant that changes a field in one language only', () => {
    const found = findingsAfter((words) => delete words.outcomes.CONSULT_STRONG!.variants[1]!.en!.title);
    expect(found).toEqual(['messages.language-missing f: outcomes.CONSULT_STRONG.variants']);
  });

  test('two variants for one profile', () => {
    const found = findingsAfter((words) => words.outcomes.NOSX_LOW!.variants.push({ profiles: ['mhlw-2020-11-01'] }));
    expect(found).toEqual(['messages.variant-twice f: outcomes.NOSX_LOW.variants']);
  });

  test('a notice that is not listed', () => {
    const found = findingsAfter((words) => words.outcomes.WATCH!.notices.push('mhlw-2021-01-01'));
    expect(found).toEqual(['messages.notice-unknown f: outcomes.WATCH.notices']);
  });

  test('a kanji without its reading in easy Japanese, though not in Japanese', () => {
    const found = findingsAfter((words) => {
      words.outcomes.WATCH!.easy.steps[0] = '家で {休|やす}んで ください';
    });
    expect(found).toEqual(['messages.reading-missing f: outcomes.WATCH.easy.steps.0']);
  });

  test.each([
    ['ja', 'もう大丈夫です'],
    ['ja', '異常なしでした'],
    ['ja', '陽性の疑いがあります'],
    ['ja', 'センターへの電話はお控えください'],
    ['easy', '{電話|でんわ}は しないで ください'],
    ['easy', '{心配|しんぱい}は ありません'],
    ['en', 'You do not need much. Do not call the centre.'],
    ['en', 'You are fine'],
  ] as const)('words that judge or keep people from calling (%s: %s)', (language, lead) => {
    const found = findingsAfter((words) => {
      words.outcomes.NOSX_LOW![language].lead = lead;
    });
    expect(found).toEqual([`messages.wording f: outcomes.NOSX_LOW.${language}.lead`]);
  });

  test('a title too long for a small phone', () => {
    const found = findingsAfter((words) => {
      words.outcomes.WATCH!.ja.title = '家でゆっくり休みながら、毎日の体調をみてください';
    });
    expect(found).toEqual(['messages.too-long f: outcomes.WATCH.ja.title']);
  });

  test('a phrase that fills in an answer it does not ask for, or not in every language', () => {
    const found = findingsAfter((words) => {
      const age = words.phrases.find(({ id }) => id === 'age')!;
      if ('first' in age) age.first[0]!.say.en = 'Aged {years}';
    });
    expect(found).toEqual(['messages.placeholder f: phrases.age']);
  });
});
