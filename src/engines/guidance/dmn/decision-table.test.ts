import { describe, expect, it } from 'vitest';
import { loadDmn } from './dmn-model.ts';
import type { FeelValue } from './feel-value.ts';

interface TableText {
  readonly policy: string;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  readonly rules: readonly string[];
}

/** Rules are written `cell ; cell -> output ; output`. Inputs of the table are the numbers a and b. */
async function load({ policy, inputs = ['<input>EXPR(a)</input>'], outputs = ['<output/>'], rules }: TableText) {
  const entry = (tag: string) => (text: string) =>
    `<${tag}><text>${text.trim().replaceAll('<', '&lt;')}</text></${tag}>`;
  const rows = rules.map((rule) => {
    const [cells = '', results = ''] = rule.split('->');
    return `<rule>${cells.split(';').map(entry('inputEntry')).join('')}${results.split(';').map(entry('outputEntry')).join('')}</rule>`;
  });
  const columns = inputs.map((text) =>
    text.replace(/EXPR\((\w)\)/, '<inputExpression><text>$1</text></inputExpression>'),
  );
  const data = ['a', 'b'].map(
    (name) => `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="number"/></inputData>`,
  );
  const required = ['a', 'b'].map(
    (name) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`,
  );
  const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t" name="t" namespace="urn:t">
    <itemDefinition name="level"><typeRef>string</typeRef><allowedValues><text>"high", "low"</text></allowedValues></itemDefinition>
    ${data.join('')}<decision id="d" name="d"><variable name="d"/>${required.join('')}
    <decisionTable ${policy}>${columns.join('')}${outputs.join('')}${rows.join('')}</decisionTable></decision></definitions>`;
  return loadDmn(xml, 'table.dmn');
}

async function table(text: TableText): Promise<(a: FeelValue, b?: FeelValue) => FeelValue> {
  const { model, findings } = await load(text);
  expect(findings).toEqual([]);
  return (a, b = null) => model!.evaluate('d', { a, b });
}

const overlapping = ['> 1 -> 100', '> 2 -> 200', '> 3 -> 300'];

describe('a hit policy', () => {
  it('UNIQUE gives the one rule that matches, and null for several or none', async () => {
    const decide = await table({ policy: 'hitPolicy="UNIQUE"', rules: overlapping });
    expect([decide(1), decide(2), decide(3)]).toEqual([null, 100, null]);
  });

  it('UNIQUE is meant where none is written', async () => {
    const decide = await table({ policy: '', rules: overlapping });
    expect([decide(2), decide(3)]).toEqual([100, null]);
  });

  it('ANY gives what all matching rules agree on, and null where they do not', async () => {
    const decide = await table({ policy: 'hitPolicy="ANY"', rules: ['> 1 -> "yes"', '> 2 -> "yes"', '> 5 -> "no"'] });
    expect([decide(1), decide(2), decide(3), decide(6)]).toEqual([null, 'yes', 'yes', null]);
  });

  it('FIRST gives the first in the order of the table', async () => {
    const decide = await table({ policy: 'hitPolicy="FIRST"', rules: ['> 2 -> 200', '> 1 -> 100', '- -> 0'] });
    expect([decide(3), decide(2), decide(0), decide(null)]).toEqual([200, 100, 0, 0]);
  });

  const ordered = ['<output><outputValues><text>"high", "middle", "low"</text></outputValues></output>'];
  const levels = ['> 1 -> "low"', '> 2 -> "high"', '> 3 -> "middle"', '> 4 -> "unheard of"'];

  it('PRIORITY gives the output that comes first among the allowed values', async () => {
    const decide = await table({ policy: 'hitPolicy="PRIORITY"', outputs: ordered, rules: levels });
    expect([decide(2), decide(5), decide(0)]).toEqual(['low', 'high', null]);
  });

  it('OUTPUT ORDER gives all, in the order of the allowed values', async () => {
    const decide = await table({ policy: 'hitPolicy="OUTPUT ORDER"', outputs: ordered, rules: levels });
    expect([decide(5), decide(0)]).toEqual([['high', 'middle', 'low', 'unheard of'], null]);
  });

  it('PRIORITY takes the allowed values of the output’s type where the output has none', async () => {
    const outputs = ['<output typeRef="level"/>'];
    const decide = await table({ policy: 'hitPolicy="PRIORITY"', outputs, rules: ['> 1 -> "low"', '> 2 -> "high"'] });
    expect(decide(3)).toBe('high');
  });

  it('PRIORITY weighs the first output most', async () => {
    const outputs = [
      '<output name="who"><outputValues><text>"A", "B"</text></outputValues></output>',
      '<output name="note"/>',
      '<output name="when"><outputValues><text>"now", "later"</text></outputValues></output>',
    ];
    const rules = ['> 1 -> "B" ; 1 ; "now"', '> 1 -> "A" ; 2 ; "later"', '> 2 -> "A" ; 3 ; "now"'];
    const decide = await table({ policy: 'hitPolicy="PRIORITY"', outputs, rules });
    expect(decide(2)).toEqual({ who: 'A', note: 2, when: 'later' });
    expect(decide(3)).toEqual({ who: 'A', note: 3, when: 'now' });
  });

  it('RULE ORDER gives all, in the order of the table', async () => {
    const decide = await table({ policy: 'hitPolicy="RULE ORDER"', rules: overlapping });
    expect([decide(4), decide(2), decide(1)]).toEqual([[100, 200, 300], [100], null]);
  });

  it.each([
    ['', [100, 200, 300], []],
    ['aggregation="SUM"', 600, null],
    ['aggregation="MIN"', 100, null],
    ['aggregation="MAX"', 300, null],
    ['aggregation="COUNT"', 3, 0],
  ])('COLLECT %s gathers', async (aggregation, all, none) => {
    const decide = await table({ policy: `hitPolicy="COLLECT" ${aggregation}`, rules: overlapping });
    expect([decide(4), decide(1)]).toEqual([all, none]);
  });

  it('we do not know is refused, and so is an aggregation', async () => {
    expect((await load({ policy: 'hitPolicy="BEST"', rules: overlapping })).findings).not.toEqual([]);
    expect((await load({ policy: 'hitPolicy="COLLECT" aggregation="MEAN"', rules: overlapping })).findings).not.toEqual(
      [],
    );
  });
});

describe('a decision table', () => {
  it('falls back on default outputs when no rule matches', async () => {
    const outputs = [
      '<output name="x"><defaultOutputEntry><text>a</text></defaultOutputEntry></output>',
      '<output name="y"/>',
    ];
    const decide = await table({ policy: 'hitPolicy="UNIQUE"', outputs, rules: ['> 5 -> 1 ; 2'] });
    expect([decide(6), decide(3)]).toEqual([
      { x: 1, y: 2 },
      { x: 3, y: null },
    ]);
  });

  it('is null when an input lies outside its allowed values', async () => {
    const inputs = ['<input>EXPR(a)<inputValues><text>[0..10]</text></inputValues></input>'];
    const decide = await table({ policy: 'hitPolicy="FIRST"', inputs, rules: ['- -> 1'] });
    expect([decide(10), decide(11)]).toEqual([1, null]);
  });

  it('matches a rule when all its cells pass, and lets cells and outputs use other values', async () => {
    const inputs = ['<input>EXPR(a)</input>', '<input>EXPR(b)</input>'];
    const decide = await table({
      policy: 'hitPolicy="FIRST"',
      inputs,
      rules: ['> b ; - -> a - b', '- ; > 5 -> b', '- ; - -> 0'],
    });
    expect([decide(9, 4), decide(4, 9), decide(1, 2)]).toEqual([5, 9, 0]);
  });

  it('is refused when a rule has too few cells', async () => {
    const inputs = ['<input>EXPR(a)</input>', '<input>EXPR(b)</input>'];
    const { findings } = await load({ policy: 'hitPolicy="FIRST"', inputs, rules: ['> 1 -> 1'] });
    expect(findings).toMatchObject([
      {
        code: 'dmn.ragged-rule',
        where: "table.dmn: decision 'd', rule rule 1",
        message: 'the rule has 1 input and 1 output entries, the table 2 and 1; complete it',
      },
    ]);
  });
});
