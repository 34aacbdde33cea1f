import { describe, expect, it } from 'vitest';
import { isShown, loadQuestionnaire, type Questionnaire, shownNotes } from './index.ts';

const hl7 = 'http://hl7.org/fhir/StructureDefinition/';
const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/';
const own = 'https://mimamori.example/fhir/StructureDefinition/';

const withItems = (...item: object[]) => ({ resourceType: 'Questionnaire', status: 'draft', id: 'q', url: 'u', item });
const question = (more: object = {}) => ({ linkId: 'a', type: 'string', text: 'A?', ...more });
const yes = { answerOption: [{ valueCoding: { code: 'yes' } }, { valueCoding: { code: 'no' } }] };

const faultsOf = (json: unknown): string[] =>
  loadQuestionnaire(json, 'file').findings.map(({ code, where, message }) => `${code} | ${where} | ${message}`);

const loaded = (json: unknown): Questionnaire => {
  const { questionnaire, findings } = loadQuestionnaire(json, 'file');
  expect(findings).toEqual([]);
  return questionnaire!;
};

describe('a questionnaire that cannot be asked is refused, with the element and the linkId named', () => {
  it.each<[string, unknown, RegExp]>([
    ['not an object', 'text', /malformed \| file \| This is not a FHIR R4 Questionnaire/],
    ['another resource', { resourceType: 'Patient' }, /malformed \| file: resourceType/],
    ['no status', { resourceType: 'Questionnaire' }, /malformed \| file: status/],
    ['an item without linkId', withItems({ type: 'string' }), /malformed \| file: item.0.linkId/],
    ['an unknown operator', withItems(question({ enableWhen: [{ question: 'b', operator: '~' }] })), /operator/],
    ['nothing to ask', withItems(), /empty \| file/],
    ['only texts', withItems({ linkId: 'd', type: 'display', text: 'D' }), /empty \| file/],
    ['an unsupported type', withItems(question({ type: 'quantity' })), /unsupported \| file: a \| .*'quantity'/],
    [
      'an element that R4 does not have',
      withItems(question({ disabledDisplay: 'hidden' })),
      /file: a \| .*'disabledDisplay'/,
    ],
    [
      'a group that repeats',
      withItems({ linkId: 'g', type: 'group', repeats: true, item: [question()] }),
      /file: g \| 'repeats'/,
    ],
    [
      'a number that repeats',
      withItems(question({ type: 'integer', repeats: true })),
      /file: a \| 'repeats' on a integer/,
    ],
    [
      'questions below a question that repeats',
      withItems(question({ type: 'choice', repeats: true, ...yes, item: [question({ linkId: 'b' })] })),
      /file: a \| Items below/,
    ],
    [
      'an expression that shows it',
      withItems(question({ extension: [{ url: `${sdc}sdc-questionnaire-enableWhenExpression` }] })),
      /file: a \| .*enableWhenExpression.*shown by an expression/,
    ],
    [
      'an expression in a text',
      withItems(question({ _text: { extension: [{ url: `${hl7}cqf-expression` }] } })),
      /file: a \| .*cqf-expression/,
    ],
    [
      'a modifier extension',
      withItems(question({ modifierExtension: [{ url: 'https://example.org/x' }] })),
      /file: a \| The modifier extension https:\/\/example.org\/x/,
    ],
    [
      'a modifier extension of the whole',
      { ...withItems(question()), modifierExtension: [{ url: 'https://example.org/x' }] },
      /unsupported \| file \| .*example.org/,
    ],
    [
      'rules that are kept elsewhere',
      { ...withItems(question()), implicitRules: 'https://example.org/rules' },
      /unsupported \| file \| .*'implicitRules'/,
    ],
    [
      'styles that carry meaning',
      { ...withItems(question()), extension: [{ url: `${hl7}rendering-styleSensitive`, valueBoolean: true }] },
      /styleSensitive/,
    ],
    [
      'a text for display only',
      withItems(question({ extension: [{ url: `${hl7}questionnaire-usageMode`, valueCode: 'display' }] })),
      /file: a \| .*usageMode.*'display'/,
    ],
    ['a choice without options', withItems(question({ type: 'choice' })), /no-options \| file: a/],
    [
      'a value set that is not at hand',
      withItems(question({ type: 'choice', answerValueSet: 'http://x/vs' })),
      /value-set-missing \| file: a \| .*http:\/\/x\/vs/,
    ],
    [
      'the same code twice',
      withItems(question({ type: 'choice', answerOption: [{ valueString: 'x' }, { valueString: 'x' }] })),
      /duplicate-code \| file: a/,
    ],
    [
      'an option of an unsupported type',
      withItems(question({ type: 'choice', answerOption: [{ valueReference: {} }] })),
      /unsupported \| file: a \| An answerOption/,
    ],
    ['the same linkId twice', withItems(question(), question()), /duplicate-link-id \| file: a/],
    [
      'a condition on a question that is not there',
      withItems(question({ enableWhen: [{ question: 'z', operator: 'exists', answerBoolean: true }] })),
      /unknown-question \| file: a \| .*'z'/,
    ],
    [
      'a condition on a group',
      withItems({
        linkId: 'g',
        type: 'group',
        item: [question({ enableWhen: [{ question: 'g', operator: 'exists', answerBoolean: true }] })],
      }),
      /unknown-question \| file: a/,
    ],
    [
      'a condition on itself',
      withItems(question({ enableWhen: [{ question: 'a', operator: 'exists', answerBoolean: true }] })),
      /circular \| file: a/,
    ],
    [
      'conditions in a circle',
      withItems(
        question({ enableWhen: [{ question: 'b', operator: 'exists', answerBoolean: true }] }),
        question({ linkId: 'b', enableWhen: [{ question: 'a', operator: 'exists', answerBoolean: true }] }),
      ),
      /circular \| file: a/,
    ],
    [
      'several conditions without saying all or any',
      withItems(
        question({ linkId: 'b' }),
        question({ enableWhen: [1, 2].map(() => ({ question: 'b', operator: 'exists', answerBoolean: true })) }),
      ),
      /file: a \| Several enableWhen/,
    ],
    [
      'exists without yes or no',
      withItems(
        question({ linkId: 'b' }),
        question({ enableWhen: [{ question: 'b', operator: 'exists', answerString: 'x' }] }),
      ),
      /file: a \| 'exists'/,
    ],
    [
      'a comparison with a quantity',
      withItems(
        question({ linkId: 'b' }),
        question({ enableWhen: [{ question: 'b', operator: '=', answerQuantity: {} }] }),
      ),
      /file: a \| enableWhen compares/,
    ],
    [
      'an initial value that is no option',
      withItems(question({ type: 'choice', ...yes, initial: [{ valueCoding: { code: 'maybe' } }] })),
      /unknown-code \| file: a/,
    ],
    [
      'an initial value of another type',
      withItems(question({ type: 'integer', initial: [{ valueString: '1' }] })),
      /unsupported \| file: a \| 'initial'/,
    ],
    [
      'something beside nothing',
      withItems(question({ extension: [{ url: `${own}beside`, valueBoolean: true }] })),
      /beside \| file: a/,
    ],
    [
      'something beside the stages',
      withItems(
        { linkId: 's', type: 'group', extension: [{ url: `${own}stage`, valueBoolean: true }], item: [question()] },
        question({ linkId: 'b' }),
      ),
      /outside-stages \| file: b/,
    ],
    [
      'a module that must be assembled',
      {
        ...withItems(question()),
        extension: [{ url: `${sdc}sdc-questionnaire-assemble-expectation`, valueCode: 'assemble-root' }],
      },
      /assemble-root/,
    ],
  ])('%s', (_, json, fault) => {
    expect(loadQuestionnaire(json, 'file').questionnaire).toBeUndefined();
    expect(faultsOf(json).join('\n')).toMatch(fault);
  });
});

describe('loading', () => {
  it('ignores extensions that it does not know', () => {
    loaded(withItems(question({ extension: [{ url: 'https://example.org/colour', valueString: 'red' }] })));
  });

  it('leaves out what only helps, and says so', () => {
    const extension = [{ url: `${sdc}sdc-questionnaire-initialExpression` }];
    const { questionnaire, findings } = loadQuestionnaire(withItems(question({ extension })), 'file');
    expect(questionnaire).toBeDefined();
    expect(findings).toMatchObject([{ severity: 'warning', code: 'questionnaire.left-out', where: 'file: a' }]);
  });

  it('takes options of every kind by their code', () => {
    const answerOption = [
      { valueCoding: { system: 's', code: 'c', display: 'C' } },
      { valueString: 'words' },
      { valueInteger: 3 },
      { valueDate: '2020-05-08' },
      { valueTime: '09:00:00', initialSelected: true },
    ];
    const [first] = loaded(withItems(question({ type: 'choice', answerOption }))).questions;
    expect(first!.options.map(({ code }) => code)).toEqual(['c', 'words', '3', '2020-05-08', '09:00:00']);
    expect(first!.options.map(({ fhir }) => fhir)[2]).toEqual({ valueInteger: 3 });
    expect(first!.initial).toBe('09:00:00');
  });

  it('takes options from a value set inside the questionnaire, in every language', () => {
    const translation = {
      url: `${hl7}translation`,
      extension: [
        { url: 'lang', valueCode: 'en' },
        { url: 'content', valueString: 'Yes' },
      ],
    };
    const concept = [{ code: 'y', display: 'はい', _display: { extension: [translation] } }];
    const contained = [{ resourceType: 'ValueSet', id: 'vs', compose: { include: [{ system: 's', concept }] } }];
    const json = { ...withItems(question({ type: 'choice', answerValueSet: '#vs' })), language: 'ja', contained };
    expect(loaded(json).questions[0]!.options[0]).toMatchObject({
      code: 'y',
      label: { ja: 'はい', easy: 'はい', en: 'Yes' },
      fhir: { valueCoding: { system: 's', code: 'y', display: 'はい' } },
    });
  });

  it('asks a nested question only once the question above it is answered', () => {
    const questionnaire = loaded(withItems(question({ item: [question({ linkId: 'b' })] })));
    expect(isShown(questionnaire, 'b', {})).toBe(false);
    expect(isShown(questionnaire, 'b', { a: 'x' })).toBe(true);
  });

  it('hides all of a group whose condition does not hold, and what depends on what is hidden', () => {
    const onA = { enableWhen: [{ question: 'a', operator: '=', answerString: 'yes' }] };
    const onB = { enableWhen: [{ question: 'b', operator: 'exists', answerBoolean: true }] };
    const group = { linkId: 'g', type: 'group', ...onA, item: [question({ linkId: 'b' })] };
    // The condition of c looks ahead of it.
    const questionnaire = loaded(withItems(question({ linkId: 'c', ...onB }), question(), group));
    expect(isShown(questionnaire, 'b', { a: 'no', b: 'x' })).toBe(false);
    expect(isShown(questionnaire, 'c', { a: 'no', b: 'x' })).toBe(false);
    expect(isShown(questionnaire, 'c', { a: 'yes', b: 'x' })).toBe(true);
  });

  it('keeps headings and remarks with the question that they stand before, the last with the last', () => {
    const remark = {
      linkId: 'd',
      type: 'display',
      text: 'Too young.',
      enableWhen: [{ question: 'a', operator: '<', answerInteger: 18 }],
    };
    const inner = { linkId: 'inner', type: 'group', text: 'Inner', item: [question({ linkId: 'b' })] };
    const json = withItems({
      linkId: 'g',
      type: 'group',
      text: 'Part',
      item: [question({ type: 'integer' }), inner, remark],
    });
    const notes = (age: number) => shownNotes(loaded(json), 'b', { a: age }).map(({ text }) => text.en);
    expect(notes(17)).toEqual(['Inner', 'Too young.']);
    expect(notes(18)).toEqual(['Inner']);
  });

  it('tells help in view from help on request', () => {
    const control = (code: string) => ({
      url: `${hl7}questionnaire-itemControl`,
      valueCodeableConcept: { coding: [{ code }] },
    });
    const item = [
      { linkId: 'h', type: 'display', text: 'Because.', extension: [control('help')] },
      { linkId: 'i', type: 'display', text: 'Digits only.' },
    ];
    expect(loaded(withItems(question({ item }))).questions[0]).toMatchObject({
      hint: { en: 'Digits only.' },
      why: { en: 'Because.' },
    });
  });
});
