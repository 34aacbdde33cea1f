import { describe, expect, it } from 'vitest';
import { loadDmn } from './dmn-model.ts';
import type { FeelValue } from './feel-value.ts';

const dmn13 = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

const file = (body: string, namespace = dmn13): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${namespace}" id="test" name="test" namespace="https://mimamori.example/dmn/test">${body}</definitions>`;

const input = (name: string, type = 'number'): string =>
  `<inputData id="i_${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`;

const literal = (text: string): string => `<literalExpression><text>${text}</text></literalExpression>`;

/** `requires`: ids of inputs (i_…), decisions (d_…) and knowledge (k_…). */
const decision = (name: string, logic: string, requires: readonly string[] = [], type = 'Any'): string => {
  const requirements = requires.map((id) =>
    id.startsWith('k_')
      ? `<knowledgeRequirement><requiredKnowledge href="#${id}"/></knowledgeRequirement>`
      : `<informationRequirement><required${id.startsWith('i_') ? 'Input' : 'Decision'} href="#${id}"/></informationRequirement>`,
  );
  return `<decision id="d_${name}" name="${name}"><variable name="${name}" typeRef="${type}"/>${requirements.join('')}${logic}</decision>`;
};

async function model(body: string, namespace = dmn13) {
  const { model: loaded, findings } = await loadDmn(file(body, namespace), 'test.dmn');
  expect(findings).toEqual([]);
  return loaded!;
}

const refusals = async (body: string): Promise<string[]> => {
  const { model: loaded, findings } = await loadDmn(file(body), 'test.dmn');
  expect(loaded).toBeUndefined();
  return findings.map((finding) => `${finding.code} | ${finding.where} | ${finding.message}`);
};

describe('a DMN file', () => {
  it.each([
    ['1.3', dmn13],
    ['1.4', 'https://www.omg.org/spec/DMN/20211108/MODEL/'],
    ['1.5', 'https://www.omg.org/spec/DMN/20230324/MODEL/'],
  ])('of version %s loads', async (_, namespace) => {
    const { evaluate } = await model(input('x') + decision('y', literal('x + 1'), ['i_x']), namespace);
    expect(evaluate('y', { x: 1 })).toBe(2);
  });

  it('of version 1.1, or none, is refused', async () => {
    const old = file(decision('y', literal('1')), 'http://www.omg.org/spec/DMN/20151101/dmn.xsd');
    expect((await loadDmn(old, 'old.dmn')).findings).toMatchObject([{ code: 'dmn.unreadable', where: 'old.dmn' }]);
    expect((await loadDmn('<a>', 'a.dmn')).findings).toMatchObject([{ code: 'dmn.unreadable', where: 'a.dmn' }]);
    expect((await loadDmn('', 'empty.dmn')).findings).toMatchObject([{ code: 'dmn.unreadable', where: 'empty.dmn' }]);
  });

  it('keeps a later namespace that is only spoken of in FEEL', async () => {
    const text = '"https://www.omg.org/spec/DMN/20230324/MODEL/"';
    expect((await model(decision('y', literal(text)))).evaluate('y', {})).toBe(
      'https://www.omg.org/spec/DMN/20230324/MODEL/',
    );
  });
});

describe('the requirement graph', () => {
  it('evaluates each decision on what it requires, whatever the order in the file', async () => {
    const { evaluate, prepare } = await model(
      decision('total', literal('double + x'), ['d_double', 'i_x']) +
        decision('double', literal('2 * x'), ['i_x']) +
        decision('unrelated', literal('1')) +
        input('x'),
    );
    expect(evaluate('total', { x: 3 })).toBe(9);
    expect(prepare('total')).toMatchObject({ inputs: ['x'], decisions: ['double'] });
  });

  it('gives null for inputs that are missing or of another type', async () => {
    const { evaluate } = await model(input('x') + decision('y', literal('x = null'), ['i_x']));
    expect([evaluate('y', {}), evaluate('y', { x: 'one' }), evaluate('y', { x: 1 })]).toEqual([true, true, false]);
  });

  it('throws for a decision that does not exist: a programmer’s mistake', async () => {
    const { evaluate } = await model(decision('y', literal('1')));
    expect(() => evaluate('z', {})).toThrow("no decision 'z'");
  });

  it('refuses circles, missing elements and values that are not required', async () => {
    expect(await refusals(decision('a', literal('b'), ['d_b']) + decision('b', literal('1'), ['d_a']))).toContain(
      "dmn.circular-requirement | test.dmn: decision 'b' | it requires 'a', which in turn requires it",
    );
    expect(await refusals(decision('a', literal('1'), ['i_gone']))).toEqual([
      "dmn.broken-requirement | test.dmn: decision 'a' | it requires '#i_gone', which is not in the file",
    ]);
    expect(await refusals(input('x') + decision('a', literal('x')))).toEqual([
      "dmn.bad-feel | test.dmn: decision 'a' | in the FEEL 'x', at character 1: no value is called 'x' here",
    ]);
  });

  it('refuses what is beyond level 2 rather than skipping it', async () => {
    expect(await refusals('<import name="other" namespace="urn:other" importType="urn:dmn"/>')).toMatchObject([
      expect.stringContaining('imports of other files are not supported'),
    ]);
    expect(await refusals('<decisionService id="s" name="s"/>')).toMatchObject([
      expect.stringContaining('is not part of compliance level 2'),
    ]);
    expect(await refusals('<decision id="a" name="a"/>')).toMatchObject([
      expect.stringContaining('its logic is nothing'),
    ]);
    expect(await refusals(decision('a', '<relation/>'))).toMatchObject([
      expect.stringContaining('its logic is dmn:Relation'),
    ]);
    expect(await refusals(decision('a', literal('')))).toMatchObject([
      expect.stringContaining('there is no expression here'),
    ]);
    expect(await refusals(input('x', 'tUnknown'))).toEqual([
      "dmn.unknown-type | test.dmn: input 'x' | no type is called 'tUnknown'; define it as an item definition or correct the name",
    ]);
  });
});

describe('types', () => {
  const types = `
    <itemDefinition name="status"><typeRef>string</typeRef><allowedValues><text>"on", "off"</text></allowedValues></itemDefinition>
    <itemDefinition name="statuses" isCollection="true"><typeRef>status</typeRef></itemDefinition>
    <itemDefinition name="person">
      <itemComponent name="first name"><typeRef>string</typeRef></itemComponent>
      <itemComponent name="born"><typeRef>date</typeRef></itemComponent>
    </itemDefinition>`;
  const passed = async (type: string, value: FeelValue) =>
    (await model(types + input('x', type) + decision('y', literal('x'), ['i_x']))).evaluate('y', { x: value });

  it.each<[string, FeelValue, FeelValue]>([
    ['status', 'on', 'on'],
    ['status', 'broken', null],
    ['status', 1, null],
    ['statuses', ['on', 'off'], ['on', 'off']],
    ['statuses', 'on', ['on']],
    ['statuses', ['on', 'broken'], null],
    ['number', [1], 1],
    ['number', [1, 2], null],
    ['boolean', false, false],
    ['feel:string', 'a', 'a'],
    ['person', { 'first name': 'Aoi' }, { 'first name': 'Aoi', born: null }],
    ['person', { 'first name': 1 }, null],
    ['person', 'Aoi', null],
  ])('%s given %j is %j', async (type, given, expected) => {
    expect(await passed(type, given)).toEqual(expected);
  });

  it('let paths use component names with spaces', async () => {
    const { evaluate } = await model(types + input('x', 'person') + decision('y', literal('x.first name'), ['i_x']));
    expect(evaluate('y', { x: { 'first name': 'Aoi' } })).toBe('Aoi');
  });
});

describe('knowledge models, invocations and contexts', () => {
  const square = `<businessKnowledgeModel id="k_area" name="area"><variable name="area"/><encapsulatedLogic>
    <formalParameter name="wide" typeRef="number"/><formalParameter name="high" typeRef="number"/>
    ${literal('wide * high')}</encapsulatedLogic></businessKnowledgeModel>`;
  const invocation = (parameter: string): string => `<invocation>${literal('area')}
    <binding><parameter name="${parameter}"/>${literal('x')}</binding>
    <binding><parameter name="high"/>${literal('2')}</binding></invocation>`;

  it.each([
    ['called in FEEL', literal('area(x, 2)')],
    ['called in FEEL with names', literal('area(high: 2, wide: x)')],
    ['invoked', invocation('wide')],
  ])('a function %s', async (_, logic) => {
    const { evaluate } = await model(square + input('x') + decision('y', logic, ['i_x', 'k_area']));
    expect(evaluate('y', { x: 3 })).toBe(6);
  });

  it('may require each other, and call themselves not at all', async () => {
    const cube = `<businessKnowledgeModel id="k_volume" name="volume"><encapsulatedLogic><formalParameter name="side"/>
      ${literal('area(side, side) * side')}</encapsulatedLogic>
      <knowledgeRequirement><requiredKnowledge href="#k_area"/></knowledgeRequirement></businessKnowledgeModel>`;
    const { evaluate } = await model(cube + square + decision('y', literal('volume(2) + volume(3)'), ['k_volume']));
    expect(evaluate('y', {})).toBe(35);
    const own = cube.replace('#k_area', '#k_volume');
    expect(await refusals(own)).toContainEqual(expect.stringContaining('dmn.circular-requirement'));
  });

  it('are refused when called wrongly', async () => {
    const wrong = async (logic: string, requires = ['i_x', 'k_area']) =>
      (await refusals(square + input('x') + decision('y', logic, requires)))[0];
    expect(await wrong(literal('area(x)'))).toContain('area takes (wide, high)');
    expect(await wrong(literal('area(deep: 1, wide: x)'))).toContain('area takes (wide, high); high is missing');
    expect(await wrong(literal('count(list: [x])'))).toContain('give the arguments of count in their order');
    expect(await wrong(invocation('deep'))).toContain("'area' has no parameter 'deep', only wide, high");
    expect(await wrong(invocation('wide'), ['i_x'])).toContain("it invokes 'area', which is not among the knowledge");
  });

  it('a context builds entry upon entry', async () => {
    const entries = (last: string): string => `<context>
      <contextEntry><variable name="half"/>${literal('x / 2')}</contextEntry>
      <contextEntry><variable name="quarter"/>${literal('half / 2')}</contextEntry>${last}</context>`;
    const structure = await model(input('x') + decision('y', entries(''), ['i_x']));
    expect(structure.evaluate('y', { x: 8 })).toEqual({ half: 4, quarter: 2 });
    const result = `<contextEntry>${literal('half + quarter')}</contextEntry>`;
    const value = await model(input('x') + decision('y', entries(result), ['i_x']));
    expect(value.evaluate('y', { x: 8 })).toBe(6);
  });
});
