import { describe, expect, it } from 'vitest';
import { shippedTable } from '../../../test/support/shipped-guidance.ts';
import { loadGuidanceTable } from './guidance-table.ts';

const ids = ['mhlw-2020-02-17', 'mhlw-2020-05-08', 'mhlw-2020-11-01'];
const shipped = shippedTable('mhlw-2020-05-08');

/** The findings for the May table with one text replaced. */
async function findingsFor(from: string | RegExp, to: string): Promise<readonly string[]> {
  const changed = shipped.replace(from, to);
  expect(changed).not.toBe(shipped);
  const { table, findings } = await loadGuidanceTable(changed, 'may.dmn');
  expect(table).toBeUndefined();
  return findings.map((finding) => `${finding.code} | ${finding.where} | ${finding.message}`);
}

/** The text of a rule in the file, from its start tag to its end tag. */
const ruleText = (id: string): string => shipped.match(new RegExp(`<rule id="${id}">[\\s\\S]*?</rule>`))![0];

describe.each(ids)('the shipped table %s', (id) => {
  it('loads without a finding, and its id is the name of its file', async () => {
    const { table, findings } = await loadGuidanceTable(shippedTable(id), id);
    expect(findings).toEqual([]);
    expect(table).toMatchObject({ id, version: expect.stringMatching(/^[0-9a-f]{12}$/) });
  });

  it('names a source or says that the rule is ours, in both languages, in every rule', async () => {
    const { table } = await loadGuidanceTable(shippedTable(id), id);
    for (const rule of table!.rules)
      expect(rule.description).toMatch(/[\p{Script=Han}\p{Script=Hiragana}].* \/ .*[a-z]/u);
  });

  it('draws every element and every requirement, for editors', () => {
    const xml = shippedTable(id);
    const drawn = new Set([...xml.matchAll(/dmnElementRef="([^"]+)"/g)].map((match) => match[1]));
    const elements = [...xml.matchAll(/<(?:inputData|decision|knowledgeSource|\w+Requirement) id="([^"]+)"/g)];
    expect(elements.map((match) => match[1]).filter((element) => !drawn.has(element))).toEqual([]);
    expect(drawn.size).toBe(elements.length);
  });
});

describe('a table', () => {
  it('has a version that follows its content, whatever its line ends', async () => {
    const version = async (xml: string) => (await loadGuidanceTable(xml, 'may.dmn')).table!.version;
    expect(await version(shipped.replaceAll('\n', '\r\n'))).toBe(await version(shipped));
    expect(await version(shipped.replace('&gt;= 4', '&gt;= 5'))).not.toBe(await version(shipped));
  });

  it('lists its rules with row, outcome and source', async () => {
    const { table } = await loadGuidanceTable(shipped, 'may.dmn');
    expect(table!.rules[4]).toEqual({
      ruleId: 'P2-3b',
      row: 3,
      outcome: 'CONSULT_STRONG',
      description: expect.stringContaining('2020-04-27'),
    });
    expect(table!.rules).toHaveLength(15);
  });
});

describe('a table is refused', () => {
  it('that is no XML', async () => {
    const { table, findings } = await loadGuidanceTable('not xml', 'may.dmn');
    expect(table).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'dmn.unreadable', where: 'may.dmn' }]);
  });

  it('with FEEL that cannot be read, saying where', async () => {
    expect(await findingsFor('fever_like or fever = "elevated"', 'fever_like or fever == "elevated"')).toEqual([
      `dmn.bad-feel | may.dmn: decision 'mild' | in the FEEL 'fever_like or fever == "elevated" or count(other_sx) > 0', at character 22: did not expect '= "elevated" or coun'`,
    ]);
    expect(await findingsFor('[2..3]', '[2..')).toEqual([
      "dmn.bad-feel | may.dmn: decision 'guidance', rule P2-6, input 11 | in the FEEL '[2..', at character 5: something is missing at the end",
    ]);
  });

  it('that uses a value which the decision does not require', async () => {
    expect(await findingsFor('list contains(emergency, "dyspnoea_on_effort")', 'list contains(urgent, "x")')).toEqual([
      "dmn.bad-feel | may.dmn: decision 'breathless_on_effort' | in the FEEL 'list contains(urgent, \"x\")', at character 15: no value is called 'urgent' here",
    ]);
  });

  it('with an outcome that we do not know', async () => {
    const [finding, ...others] = await findingsFor('"CONSULT_SOON"', '"CONSULT_LATER"');
    expect(finding).toMatch(
      /^guidance\.unknown-outcome \| may\.dmn: rule P2-6 \| "CONSULT_LATER" is no outcome; use one of/,
    );
    expect(others).toEqual([]);
  });

  it('with a row that is not its outcome’s', async () => {
    expect(await findingsFor(ruleText('P2-9'), ruleText('P2-9').replace('<text>9</text>', '<text>8</text>'))).toEqual([
      'guidance.wrong-row | may.dmn: rule P2-9 | the row of WATCH is 9, not 8',
    ]);
  });

  it('with a rule that nothing can reach', async () => {
    const always = ruleText('P2-9').replace('<text>true</text>', '<text>-</text>');
    const findings = await findingsFor(ruleText('P2-9'), always);
    expect(findings.map((finding) => finding.split(' | ').slice(0, 2))).toEqual([
      ['guidance.unreachable-rule', 'may.dmn: rule P2-10'],
      ['guidance.unreachable-rule', 'may.dmn: rule P2-11'],
      ['guidance.unreachable-rule', 'may.dmn: rule P2-12'],
    ]);
  });

  it('with a rule that others take together, though none does alone', async () => {
    const theOthers = ruleText('P2-9')
      .replace('<text>true</text>', '<text>not(true)</text>')
      .replaceAll('P2-9', 'P2-9x');
    const findings = await findingsFor(ruleText('P2-9'), ruleText('P2-9') + theOthers);
    expect(findings.map((finding) => finding.split(' | ')[1])).toEqual([
      'may.dmn: rule P2-10',
      'may.dmn: rule P2-11',
      'may.dmn: rule P2-12',
    ]);
  });

  it('without a last rule for everyone else', async () => {
    const [finding] = await findingsFor(ruleText('P2-12'), '');
    expect(finding).toMatch(/^guidance\.no-catch-all \| may\.dmn: decision 'guidance' \| some answers meet no rule/);
  });

  it('with an input that guidance does not know', async () => {
    const findings = await findingsFor(/\bpregnancy\b/g, 'gravidity');
    expect(findings.some((finding) => finding.startsWith("guidance.unknown-input | may.dmn: input 'gravidity'"))).toBe(
      true,
    );
  });

  it('without the decision, or with another hit policy or other outputs', async () => {
    expect(await findingsFor(/name="guidance"/g, 'name="advice"')).toMatchObject([
      expect.stringContaining('guidance.no-table'),
    ]);
    expect(await findingsFor('hitPolicy="FIRST"', 'hitPolicy="UNIQUE"')).toMatchObject([
      expect.stringContaining('guidance.hit-policy'),
    ]);
    expect(
      await findingsFor('name="outcome" label="outcome" typeRef', 'name="result" label="outcome" typeRef'),
    ).toMatchObject([expect.stringContaining('guidance.outputs')]);
  });

  it('with a rule that has no source', async () => {
    expect(await findingsFor(/(<rule id="P2-7">\s*)<description>.*<\/description>/, '$1')).toMatchObject([
      expect.stringContaining('guidance.no-source | may.dmn: rule P2-7'),
    ]);
  });

  it('with a cell that compares with another value, which cannot be checked', async () => {
    const findings = await findingsFor(ruleText('P2-6'), ruleText('P2-6').replace('[2..3]', '? &gt; sick_days - 1'));
    expect(findings).toMatchObject([expect.stringContaining('guidance.not-analysable')]);
  });
});
