import { describe, expect, it } from 'vitest';
import type { Answers } from '../../base/answers.ts';
import {
  fromQuestionnaireResponse,
  loadQuestionnaire,
  parseQuestionnaire,
  toQuestionnaireResponse,
  validateResponse,
} from './index.ts';
import { shipped } from './test/support.ts';

const initial = shipped('ps-initial');
const context = { id: 'r1', authoredAt: new Date('2020-05-08T01:02:03Z'), subjectId: 's1', language: 'en' } as const;
const answers: Answers = {
  fever: 'no',
  strong: ['none'],
  antipyretic: 'no',
  other_sx: ['cough', 'headache'],
  sx_days: '2',
  emergency: ['none'],
  age: 30,
  sex: 'female',
  conditions: ['none'],
  pregnancy: 'unknown',
  visit: 'no',
  contact: 'home',
  contact_date: '2020-05-01',
  travel: 'no',
  zip: '9850000',
  municipality: '04203',
};

describe('a response in FHIR', () => {
  const response = toQuestionnaireResponse(initial, answers, context);

  it('says who answered what, when, in which language and version', () => {
    const { item: _, ...head } = response;
    expect(head).toEqual({
      resourceType: 'QuestionnaireResponse',
      id: 'r1',
      language: 'en',
      questionnaire: 'https://mimamori.example/fhir/Questionnaire/ps-initial|1.0.0',
      status: 'completed',
      subject: { reference: 'Patient/s1' },
      authored: '2020-05-08T01:02:03.000Z',
    });
  });

  it('nests as the questionnaire does, with texts in the language of asking', () => {
    const health = response.item?.[0]?.item?.[0];
    expect(health?.linkId).toBe('health');
    expect(health?.item?.find(({ linkId }) => linkId === 'other_sx')).toEqual({
      linkId: 'other_sx',
      text: 'Do you have any other symptoms that are different from your usual?',
      answer: [
        {
          valueCoding: { system: 'https://mimamori.example/fhir/CodeSystem/other_sx', code: 'cough', display: 'Cough' },
        },
        {
          valueCoding: {
            system: 'https://mimamori.example/fhir/CodeSystem/other_sx',
            code: 'headache',
            display: 'Headache',
          },
        },
      ],
    });
  });

  it('writes easy Japanese with readings in brackets, as plain text must', () => {
    const easy = toQuestionnaireResponse(initial, { fever: 'no' }, { ...context, language: 'easy' });
    expect(easy.language).toBe('ja-x-easy');
    expect(easy.item?.[0]?.item?.[0]?.item?.[0]?.text).toBe('今(いま)、熱(ねつ)が ありますか');
  });

  it('leaves out answers of questions that are not shown', () => {
    const text = JSON.stringify(toQuestionnaireResponse(initial, { ...answers, sex: 'male' }, context));
    expect(text).not.toContain('pregnancy"');
  });

  it('is valid, and reads back to the same answers', () => {
    expect(validateResponse(initial.source, response, 'r')).toEqual([]);
    expect(fromQuestionnaireResponse(initial, response, 'r')).toEqual({ answers, findings: [] });
  });

  it('has no items when nothing was answered', () => {
    const empty = toQuestionnaireResponse(initial, {}, { ...context, status: 'in-progress' });
    expect(empty.item).toBeUndefined();
    expect(validateResponse(initial.source, empty, 'r')).toEqual([]);
  });

  it('is read with what cannot be understood named', () => {
    const item = [
      { linkId: 'fever', answer: [{ valueCoding: { code: 'boiling' } }] },
      { linkId: 'age', answer: [{ valueString: 'old' }] },
      { linkId: 'shoe_size', answer: [{ valueInteger: 26 }] },
      { linkId: 'travel', answer: [{ valueCoding: { code: 'no' } }] },
    ];
    const { answers: read, findings } = fromQuestionnaireResponse(initial, { ...response, item }, 'r');
    expect(read).toEqual({ travel: 'no' });
    expect(findings.map(({ code, where }) => `${code} ${where}`)).toEqual([
      'questionnaire.wrong-type r: fever',
      'questionnaire.wrong-type r: age',
      'questionnaire.unknown-question r: shoe_size',
    ]);
    expect(fromQuestionnaireResponse(initial, 'text', 'r').findings[0]?.code).toBe('questionnaire.malformed');
  });
});

describe('an open choice', () => {
  const { questionnaire } = loadQuestionnaire(
    {
      resourceType: 'Questionnaire',
      status: 'draft',
      id: 'q',
      url: 'u',
      item: [{ linkId: 'a', type: 'open-choice', repeats: true, answerOption: [{ valueCoding: { code: 'x' } }] }],
    },
    'q',
  );

  it('keeps own words beside codes, there and back', () => {
    const own: Answers = { a: ['x', 'own words'] };
    const response = toQuestionnaireResponse(questionnaire!, own, context);
    expect(response.item?.[0]?.answer).toEqual([
      { valueCoding: { code: 'x', display: 'x' } },
      { valueString: 'own words' },
    ]);
    expect(validateResponse(questionnaire!.source, response, 'r')).toEqual([]);
    expect(fromQuestionnaireResponse(questionnaire!, response, 'r').answers).toEqual(own);
  });
});

describe('a response is refused', () => {
  const extension = (name: string, value: object) => ({
    url: `http://hl7.org/fhir/StructureDefinition/${name}`,
    ...value,
  });
  const source = parseQuestionnaire(
    {
      resourceType: 'Questionnaire',
      status: 'active',
      id: 'q',
      url: 'http://example.org/q',
      item: [
        { linkId: 'yes', type: 'boolean', required: true },
        {
          linkId: 'why',
          type: 'string',
          maxLength: 5,
          enableWhen: [{ question: 'yes', operator: '=', answerBoolean: true }],
        },
        {
          linkId: 'people',
          type: 'group',
          repeats: true,
          item: [
            { linkId: 'ill', type: 'boolean' },
            {
              linkId: 'since',
              type: 'date',
              required: true,
              enableWhen: [{ question: 'ill', operator: '=', answerBoolean: true }],
            },
          ],
        },
        { linkId: 'one', type: 'group', item: [{ linkId: 'inside', type: 'string' }] },
        {
          linkId: 'colour',
          type: 'choice',
          answerOption: [{ valueCoding: { system: 's', code: 'red' } }],
          item: [{ linkId: 'shade', type: 'string' }],
        },
        { linkId: 'far', type: 'choice', answerValueSet: 'http://example.org/vs' },
        {
          linkId: 'number',
          type: 'decimal',
          extension: [
            extension('minValue', { valueDecimal: 1 }),
            extension('maxValue', { valueDecimal: 2 }),
            extension('maxDecimalPlaces', { valueInteger: 1 }),
          ],
        },
        {
          linkId: 'several',
          type: 'string',
          repeats: true,
          extension: [extension('questionnaire-maxOccurs', { valueInteger: 2 })],
        },
        { linkId: 'weight', type: 'quantity' },
      ],
    },
    'q',
  ).resource!;
  const yes = { linkId: 'yes', answer: [{ valueBoolean: true }] };
  const findings = (item: object[], more: object = {}): string[] =>
    validateResponse(
      source,
      { resourceType: 'QuestionnaireResponse', status: 'completed', questionnaire: source.url, item, ...more },
      'r',
    ).map(({ severity, code, where }) => `${severity} ${code.replace('questionnaire.', '')} ${where}`);
  const text = (linkId: string, ...values: string[]) => ({
    linkId,
    answer: values.map((valueString) => ({ valueString })),
  });

  it('not when all is well, in every repetition of a group for itself', () => {
    const well = { linkId: 'people', item: [{ linkId: 'ill', answer: [{ valueBoolean: false }] }] };
    const ill = {
      linkId: 'people',
      item: [
        { linkId: 'ill', answer: [{ valueBoolean: true }] },
        { linkId: 'since', answer: [{ valueDate: '2020-05' }] },
      ],
    };
    const shade = {
      linkId: 'colour',
      answer: [{ valueCoding: { system: 's', code: 'red' }, item: [text('shade', 'dark')] }],
    };
    const weight = { linkId: 'weight', answer: [{ valueQuantity: { value: 3 } }] };
    expect(findings([yes, text('why', 'so'), well, ill, shade, text('several', 'a', 'b'), weight])).toEqual([]);
  });

  it.each<[string, object[], string]>([
    ['for a missing required answer', [], 'error missing r: yes'],
    ['for an unknown item', [yes, text('what', 'x')], 'error unknown-question r: what'],
    ['for an item at another place', [yes, text('inside', 'x')], 'error unknown-question r: inside'],
    ['for the wrong type', [text('yes', 'true')], 'error wrong-type r: yes'],
    ['for an answer without a value', [{ linkId: 'yes', answer: [{}] }], 'error wrong-type r: yes'],
    [
      'for an answer that is not enabled',
      [{ linkId: 'yes', answer: [{ valueBoolean: false }] }, text('why', 'x')],
      'error not-enabled r: why',
    ],
    ['for too long a text', [yes, text('why', 'because')], 'error too-long r: why'],
    ['for two answers where one is due', [yes, text('why', 'a', 'b')], 'error repeated r: why'],
    ['for a question given twice', [yes, text('why', 'a'), text('why', 'b')], 'error repeated r: why'],
    ['for too many repetitions', [yes, text('several', 'a', 'b', 'c')], 'error repeated r: several'],
    [
      'for a group given twice that does not repeat',
      [yes, { linkId: 'one' }, { linkId: 'one' }],
      'error repeated r: one',
    ],
    ['for an answer to a group', [yes, { linkId: 'one', answer: [{ valueString: 'x' }] }], 'error wrong-type r: one'],
    [
      'for a code that is not offered',
      [yes, { linkId: 'colour', answer: [{ valueCoding: { system: 's', code: 'blue' } }] }],
      'error unknown-code r: colour',
    ],
    [
      'for a code of another system',
      [yes, { linkId: 'colour', answer: [{ valueCoding: { system: 't', code: 'red' } }] }],
      'error unknown-code r: colour',
    ],
    [
      'for items beside an answer instead of in it',
      [yes, { linkId: 'colour', item: [text('shade', 'x')] }],
      'error misplaced r: colour',
    ],
    ['for too small a number', [yes, { linkId: 'number', answer: [{ valueDecimal: 0 }] }], 'error too-small r: number'],
    ['for too large a number', [yes, { linkId: 'number', answer: [{ valueDecimal: 3 }] }], 'error too-large r: number'],
    [
      'for too fine a number',
      [yes, { linkId: 'number', answer: [{ valueDecimal: 1.25 }] }],
      'error too-many-decimals r: number',
    ],
    [
      'for what one repetition lacks, whatever another has',
      [
        yes,
        {
          linkId: 'people',
          item: [
            { linkId: 'ill', answer: [{ valueBoolean: false }] },
            { linkId: 'since', answer: [{ valueDate: '2020-05-01' }] },
          ],
        },
        { linkId: 'people', item: [{ linkId: 'ill', answer: [{ valueBoolean: true }] }] },
      ],
      'error missing r: since',
    ],
    [
      'for a date that is none',
      [
        yes,
        {
          linkId: 'people',
          item: [
            { linkId: 'ill', answer: [{ valueBoolean: true }] },
            { linkId: 'since', answer: [{ valueDate: 'May' }] },
          ],
        },
      ],
      'error wrong-type r: since',
    ],
    [
      'as not checked, for a value set that is not at hand',
      [yes, { linkId: 'far', answer: [{ valueCoding: { code: 'x' } }] }],
      'warning not-checked r: far',
    ],
    ['as out of order, for items before their turn', [text('why', 'x'), yes], 'warning out-of-order r: yes'],
  ])('%s', (_, item, finding) => {
    expect(findings(item)).toContain(finding);
  });

  it('for another questionnaire, and for what is no response', () => {
    expect(findings([yes], { questionnaire: 'http://example.org/other|1' })).toEqual(['error other-questionnaire r']);
    expect(findings([yes], { status: 'nearly' })).toEqual(['error malformed r: status']);
  });

  it('but may lack required answers while it is being given', () => {
    expect(findings([], { status: 'in-progress' })).toEqual([]);
  });
});
