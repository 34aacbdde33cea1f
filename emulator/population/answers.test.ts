import { describe, expect, it } from 'vitest';
import { answersFor, fill } from './answers.ts';
import { readForms } from './html-form.ts';
import { Chance } from './random.ts';

const form = (html: string) =>
  readForms(`<form method=post>${html}</form>`)[0] ?? { method: '', action: '', fields: [], buttons: [] };
const radio = (name: string, ...values: string[]) =>
  values.map((value) => `<input type=radio name=${name} value=${value}>`).join('');
const boxes = (name: string, ...values: string[]) =>
  values.map((value) => `<input type=checkbox name=${name} value=${value}>`).join('');
const NOW = new Date('2020-04-21T23:30:00+09:00').getTime();
const many = <T>(count: number, draw: (chance: Chance) => T) =>
  Array.from({ length: count }, (_, n) => draw(new Chance(String(n))));

describe('answers by chance', () => {
  it('follow the weights', () => {
    const answers = { fever: { oneOf: { yes: 1, no: 3 } } };
    const values = many(2_000, (chance) => fill(form(radio('fever', 'yes', 'no')), answers, chance, NOW)[0]?.[1]);
    const share = values.filter((value) => value === 'yes').length / values.length;
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.28);
  });

  it('are the same for the same seed', () => {
    const draw = () =>
      many(50, (chance) => fill(form(radio('a', 'x', 'y', 'z') + boxes('b', 'x', 'y')), {}, chance, NOW));
    expect(draw()).toEqual(draw());
  });

  it('choose only what is offered', () => {
    const answers = { a: { oneOf: { gone: 100, here: 1 } } };
    expect(
      new Set(many(50, (chance) => fill(form(radio('a', 'here', 'other')), answers, chance, NOW)[0]?.[1])),
    ).toEqual(new Set(['here']));
    const unknown = { a: { oneOf: { gone: 1 } } };
    expect(many(20, (chance) => fill(form(radio('a', 'here')), unknown, chance, NOW)[0]?.[1])).not.toContain(undefined);
  });

  it('tick boxes each by its own probability, and "none of these" when none came', () => {
    const answers = { sx: { anyOf: { cough: 0.5, tired: 0 }, otherwise: 'none' } };
    const all = many(300, (chance) =>
      fill(form(boxes('sx', 'cough', 'tired', 'none')), answers, chance, NOW).map(([, value]) => value),
    );
    expect(new Set(all.map((values) => values.join('+')))).toEqual(new Set(['cough', 'none']));
  });

  it('tick what must be ticked', () => {
    const terms = '<input type=checkbox name=terms value=1 required>';
    expect(many(20, (chance) => fill(form(terms), { terms: { anyOf: { 1: 0 } } }, chance, NOW))).toEqual(
      Array.from({ length: 20 }, () => [['terms', '1']]),
    );
  });

  it('type numbers within limits, dates before today in Japan, and texts by weight', () => {
    const html =
      '<input name=age type=number><input name=date type=date><input name=zip><input name=free><input type=hidden name=h value=v>';
    const answers = { age: { from: 20, to: 22 }, date: { daysAgo: [0, 1] as const }, zip: { oneOf: { '9800001': 1 } } };
    const sent = many(60, (chance) => Object.fromEntries(fill(form(html), answers, chance, NOW)));
    expect(new Set(sent.map(({ age }) => age))).toEqual(new Set(['20', '21', '22']));
    expect(new Set(sent.map(({ date }) => date))).toEqual(new Set(['2020-04-21', '2020-04-20']));
    expect(sent[0]).toMatchObject({ zip: '9800001', free: '', h: 'v' });
  });

  it('mix kinds of residents', () => {
    const model = {
      all: { a: { oneOf: { common: 1 } }, fever: { oneOf: { no: 1 } } },
      kinds: [
        { name: 'well', weight: 9, answers: {} },
        { name: 'ill', weight: 1, answers: { fever: { oneOf: { yes: 1 } } } },
      ],
    };
    const fevers = many(1_000, (chance) => answersFor(model, chance)).map(({ fever }) => JSON.stringify(fever));
    const ill = fevers.filter((one) => one.includes('yes')).length;
    expect(ill).toBeGreaterThan(70);
    expect(ill).toBeLessThan(130);
  });
});
