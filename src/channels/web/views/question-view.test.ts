import { describe, expect, it } from 'vitest';
import { createWords } from '../../../base/words.ts';
import type { Question as AskedQuestion } from '../../../engines/questionnaire/model.ts';
import { loadCatalogues } from './gallery/load.ts';
import { questionView } from './question-view.ts';

const say = createWords(loadCatalogues())('en');
const localized = (text: string) => ({ ja: `${text}-ja`, easy: `${text}-easy`, en: text });
const option = (code: string, more: Partial<AskedQuestion['options'][number]> = {}) => ({
  code,
  label: localized(code),
  exclusive: false,
  initial: false,
  fhir: {},
  ...more,
});
const asked = (more: Partial<AskedQuestion>): AskedQuestion => ({
  linkId: 'q',
  number: 0,
  kind: 'one',
  type: 'choice',
  text: localized('Question'),
  options: [],
  open: false,
  repeats: false,
  required: true,
  hidden: false,
  notInFuture: false,
  conditions: [],
  triggers: [],
  notes: [],
  stage: 0,
  part: 0,
  ...more,
});

describe('a question as a page shows it', () => {
  it('speaks the page’s language and carries its hint, else the form of an answer', () => {
    const question = asked({ hint: localized('Hint'), entryFormat: localized('980-0001') });
    expect(questionView(question, { language: 'ja', say })).toMatchObject({ text: 'Question-ja', hint: 'Hint-ja' });
    const example = asked({ entryFormat: localized('980-0001') });
    expect(questionView(example, { language: 'en', say })).toMatchObject({ hint: '980-0001', optional: false });
  });

  it('marks what was chosen; before any answer, what is chosen from the start', () => {
    const question = asked({
      kind: 'many',
      options: [option('a', { initial: true }), option('none', { exclusive: true })],
    });
    const choices = (typed?: { codes: string[] }) => {
      const view = questionView(question, { language: 'en', say, ...(typed ? { typed } : {}) });
      return view.kind === 'many' ? view.choices.map(({ code, chosen, exclusive }) => [code, chosen, exclusive]) : [];
    };
    expect(choices()).toEqual([
      ['a', true, false],
      ['none', false, true],
    ]);
    expect(choices({ codes: ['none'] })).toEqual([
      ['a', false, false],
      ['none', true, true],
    ]);
  });

  it('asks a boolean as yes and no', () => {
    const view = questionView(asked({ kind: 'boolean' }), { language: 'en', say, typed: { codes: ['false'] } });
    expect(view).toMatchObject({
      kind: 'one',
      choices: [
        { code: 'true', label: 'Yes', chosen: false },
        { code: 'false', label: 'No', chosen: true },
      ],
    });
  });

  it('offers one’s own words where the question is open, under its label or ours', () => {
    const open = { language: 'en', say, typed: { own: 'lumberjack' } } as const;
    expect(questionView(asked({ open: true }), open)).toMatchObject({
      open: { label: 'Something else', chosen: true, typed: 'lumberjack' },
    });
    expect(questionView(asked({ open: true, openLabel: localized('Other work') }), open)).toMatchObject({
      open: { label: 'Other work' },
    });
  });

  it('keeps what was typed beside its error', () => {
    const zip = questionView(asked({ kind: 'zip' }), {
      language: 'en',
      say,
      typed: { text: '98' },
      error: 'Too short.',
    });
    expect(zip).toMatchObject({ kind: 'zip', typed: '98', error: 'Too short.' });
    const date = { year: '2020', month: '5', day: '30' };
    expect(questionView(asked({ kind: 'date' }), { language: 'en', say, typed: { date } })).toMatchObject({
      typed: date,
    });
  });

  it('gives several lines to a text and one to a string, each with its limit', () => {
    const text = questionView(asked({ kind: 'text', maxLength: 200 }), { language: 'en', say });
    expect(text).toMatchObject({ kind: 'text', long: true, maxLength: 200 });
    expect(questionView(asked({ kind: 'string' }), { language: 'en', say })).toMatchObject({
      kind: 'text',
      long: false,
    });
  });
});
