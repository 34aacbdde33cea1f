import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadGuidanceTable } from './guidance-table.ts';
import { showGuidanceTable } from './show-table.ts';

const xml = readFileSync('content/packs/covid-19/guidance/mhlw-2020-02-17.dmn', 'utf8');

describe('a guidance table shown', () => {
  test('has the rules of the table that decides, in its order, one cell for each input', async () => {
    const shown = await showGuidanceTable(xml);
    const { table } = await loadGuidanceTable(xml, 'x');
    expect(shown?.hitPolicy).toBe('FIRST');
    expect(shown?.rules.map(({ ruleId, description }) => ({ ruleId, description }))).toEqual(
      table?.rules.map(({ ruleId, description }) => ({ ruleId, description })),
    );
    for (const rule of shown?.rules ?? []) expect(rule.cells).toHaveLength(shown!.inputs.length);
    expect(shown?.rules[0]?.cells.slice(0, 2)).toEqual(['true', '-']);
  });

  test('names columns, their expressions, and the notice of a rule where it names one', async () => {
    const shown = await showGuidanceTable(xml);
    expect(shown?.inputs.find(({ name }) => name === 'strong_sx')).toEqual({
      name: 'strong_sx',
      label: '強いだるさ、息苦しさ',
    });
    expect(shown?.derived.find(({ name }) => name === 'early')?.expression).toBe('high_risk or pregnancy = "yes"');
    expect(shown?.rules[0]?.source).toBe('事務連絡 2020-04-27');
    expect(shown?.rules.at(-1)?.source).toBe('');
  });

  test('is nothing for a file that is no table', async () => {
    expect(await showGuidanceTable('<x/>')).toBeUndefined();
    expect(await showGuidanceTable(xml.replace('name="guidance"', 'name="advice"'))).toBeUndefined();
  });
});
