import fc from 'fast-check';
import type { AnswerValue } from '../../../base/answers.ts';
import type { Question } from '../index.ts';

/** A valid answer to a question, always the same one; for tests that only need to get past it. */
export function anyAnswer(question: Question): AnswerValue {
  const { kind, options, min, repeats } = question;
  if (options.length > 0) return kind === 'many' ? [options[0]!.code] : options[0]!.code;
  const least = typeof min === 'number' ? min : 1;
  const byKind: Readonly<Record<Question['kind'], AnswerValue>> = {
    one: 'own words',
    many: ['own words'],
    boolean: true,
    integer: least,
    decimal: least,
    date: '2020-05-01',
    time: '12:00:00',
    zip: '9800001',
    municipality: '04101',
    string: repeats ? ['words'] : 'words',
    text: repeats ? ['words'] : 'words',
  };
  return byKind[kind];
}

/** Any valid answer to a question. */
export function answerTo(question: Question): fc.Arbitrary<AnswerValue> {
  const codes = question.options.map((option) => option.code);
  switch (question.kind) {
    case 'one':
      return fc.constantFrom(...codes);
    case 'many': {
      const exclusive = question.options.filter((option) => option.exclusive).map((option) => option.code);
      const others = codes.filter((code) => !exclusive.includes(code));
      const several = fc.subarray(others, { minLength: 1 });
      return exclusive.length > 0 ? fc.oneof(fc.constantFrom(...exclusive.map((code) => [code])), several) : several;
    }
    case 'integer':
      return fc.integer({ min: Number(question.min ?? 0), max: Number(question.max ?? 1000) });
    case 'decimal':
      return fc
        .integer({ min: Number(question.min ?? 0) * 10, max: Number(question.max ?? 100) * 10 })
        .map((n) => n / 10);
    case 'date':
      return fc.constantFrom('2020-04-20', '2020-05-01', '2020-05-08');
    case 'zip':
      // One of Sendai, one that spans three municipalities, one of Yamanashi.
      return fc.constantFrom('9800001', '9850000', '4000031');
    case 'municipality':
      return fc.constantFrom('04101', '04203', '19201');
    case 'boolean':
      return fc.boolean();
    default:
      return fc.string({ minLength: 1, maxLength: 100 }).filter((text) => text.trim() !== '');
  }
}
