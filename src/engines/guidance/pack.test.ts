import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedPack } from '../../../test/support/shipped-guidance.ts';
import { kanjiWithoutReading } from '../../base/ruby.ts';
import { readPack, scheduleOf } from './pack.ts';

const yaml = readFileSync(new URL('../../../content/packs/covid-19/pack.yaml', import.meta.url), 'utf8');

const codesAndPlaces = (text: string) =>
  readPack(text, 'pack.yaml').findings.map((finding) => [finding.code, finding.where]);

describe('the shipped pack', () => {
  it('puts the three profiles in force from their days', () => {
    expect(scheduleOf(shippedPack())).toEqual([
      { profile: 'mhlw-2020-02-17', from: '2020-02-17' },
      { profile: 'mhlw-2020-05-08', from: '2020-05-08' },
      { profile: 'mhlw-2020-11-01', from: '2020-11-01' },
    ]);
  });

  it('has the default thresholds, both questionnaires, a name in every language', () => {
    const pack = shippedPack();
    expect(pack.settings).toEqual({ highRiskAge: 65, childAge: 15, exposureDays: 14 });
    expect(pack.questionnaires).toEqual(['ps-initial', 'ps-daily']);
    expect(kanjiWithoutReading(pack.name.easy)).toEqual([]);
  });

  it('is signed by someone who says plainly that the sign-off is a demonstration', () => {
    const { medicalSignOff } = shippedPack();
    expect(medicalSignOff.demonstration).toBe(true);
    expect(medicalSignOff.name + medicalSignOff.role).toContain('架空');
  });
});

describe('a pack is refused', () => {
  it('that is no YAML', () => {
    expect(codesAndPlaces('id: [')).toMatchObject([['guidance.bad-pack', 'pack.yaml']]);
  });

  it('without a sign-off', () => {
    expect(codesAndPlaces(yaml.slice(0, yaml.indexOf('medicalSignOff')))).toEqual([
      ['guidance.bad-pack', 'pack.yaml: medicalSignOff'],
    ]);
  });

  it('listing everything that is wrong at once', () => {
    const changed = yaml
      .replace('highRiskAge: 65', 'highRiskAge: old')
      .replace('from: "2020-05-08"', 'from: "2020-05-38"');
    expect(codesAndPlaces(changed)).toEqual([
      ['guidance.bad-pack', 'pack.yaml: settings.highRiskAge'],
      ['guidance.bad-pack', 'pack.yaml: profiles.1.from'],
    ]);
  });

  it('whose profiles begin on the same day', () => {
    expect(codesAndPlaces(yaml.replace('from: "2020-05-08"', 'from: "2020-02-17"'))).toEqual([
      ['guidance.schedule-overlap', 'pack.yaml: profiles'],
    ]);
  });
});
