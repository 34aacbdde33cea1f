import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { shippedGuidance } from '../../../test/support/shipped-guidance.ts';
import type { Answers } from '../../base/answers.ts';
import { addDays, jstDate } from '../../base/jst.ts';
import { advise, type Guidance } from './advise.ts';
import { anySymptom } from './inputs.ts';
import { type Outcome, severityOf } from './outcome.ts';

/**
 * Guidance as a programmer would have written it straight from domain §7.2 and §7.3, without the tables, the derived
 * values of the engine or its day counting: the two must agree on everything.
 */
type Profile = 'P1' | 'P2' | 'P3';

interface Person {
  readonly fever?: string | undefined;
  readonly fever_days?: string | undefined;
  readonly strong?: readonly string[] | undefined;
  readonly antipyretic?: string | undefined;
  readonly other_sx?: readonly string[] | undefined;
  readonly sx_days?: string | undefined;
  readonly emergency?: readonly string[] | undefined;
  readonly age?: number | undefined;
  readonly conditions?: readonly string[] | undefined;
  readonly pregnancy?: string | undefined;
  readonly visit?: string | undefined;
  readonly contact?: string | undefined;
  readonly contactDaysAgo?: number | undefined;
  readonly travel?: string | undefined;
  readonly travelDaysAgo?: number | undefined;
}

function straightReading(person: Person, profile: Profile): Outcome {
  const has = (list: readonly string[] | undefined, ...codes: readonly string[]): boolean =>
    codes.some((code) => list?.includes(code));
  const some = (list: readonly string[] | undefined): boolean =>
    (list ?? []).filter((code) => code !== 'none').length > 0;
  const inTwoWeeks = (days: number | undefined): boolean => days === undefined || (days >= 0 && days <= 14);

  const febrile = person.fever === 'yes' || person.fever === 'elevated';
  const drugged = person.antipyretic === 'yes';
  const anySx = febrile || drugged || some(person.strong) || some(person.other_sx);
  const feverLike = person.fever === 'yes' || drugged || has(person.strong, 'high_fever');
  const mild = feverLike || person.fever === 'elevated' || some(person.other_sx);
  const strongSx = has(person.strong, 'fatigue', 'dyspnoea') || (profile !== 'P1' && has(person.strong, 'high_fever'));
  const respiratory = has(person.other_sx, 'cough', 'sore_throat', 'runny_nose', 'no_taste_smell');
  const days = Math.max(
    1,
    febrile ? Number(person.fever_days ?? 1) : 1,
    drugged || some(person.strong) || some(person.other_sx) ? Number(person.sx_days ?? 1) : 1,
  );
  const illnesses = ['diabetes', 'heart_failure', 'respiratory', 'dialysis', 'immunosuppressant', 'anticancer'];
  const early = (person.age ?? 0) >= 65 || has(person.conditions, ...illnesses) || person.pregnancy === 'yes';
  const met = ['home', 'work_school', 'other'].includes(person.contact ?? '') && inTwoWeeks(person.contactDaysAgo);
  const exposed = met || (person.travel === 'yes' && inTwoWeeks(person.travelDaysAgo));
  const child = (person.age ?? 99) < 15;
  const asked = [person.fever, person.strong, person.antipyretic, person.other_sx];
  const unmeasured = !anySx && (person.fever === 'unknown' || asked.includes(undefined));
  const signs = (person.emergency ?? []).filter((code) => code !== 'none');

  if (signs.some((sign) => sign !== 'dyspnoea_on_effort')) return 'EMERGENCY';
  if (person.visit === 'covid') return 'KNOWN_POSITIVE';
  if (exposed && (profile === 'P1' ? feverLike || respiratory || strongSx : anySx)) return 'EXPOSED_SYMPTOMATIC';
  if (strongSx || has(person.emergency, 'dyspnoea_on_effort')) return 'CONSULT_STRONG';
  if (profile !== 'P1' && mild && child) return 'CHILD_SYMPTOMATIC';
  if (profile === 'P1' && mild && days >= (early ? 2 : 4)) return 'CONSULT_DURATION';
  if (profile === 'P2' && mild && (early || days >= 4 || drugged)) return 'CONSULT_DURATION';
  if (profile === 'P3' && mild) return 'CONSULT_DURATION';
  if (profile === 'P2' && mild && (days === 2 || days === 3)) return 'CONSULT_SOON';
  if (exposed) return 'EXPOSED_WATCH';
  if (profile === 'P1' && mild && early) return 'WATCH_HIGH';
  if (profile !== 'P3' && mild) return 'WATCH';
  if (unmeasured) return 'UNMEASURED';
  return early ? 'NOSX_HIGH' : 'NOSX_LOW';
}

const answeredAt: Readonly<Record<Profile, Date>> = {
  P1: new Date('2020-03-10T03:00:00Z'),
  P2: new Date('2020-06-10T03:00:00Z'),
  P3: new Date('2020-12-10T03:00:00Z'),
};

function answersOf(person: Person, at: Date): Answers {
  const { contactDaysAgo, travelDaysAgo, ...answers } = person;
  const daysAgo = (days: number) => addDays(jstDate(at), -days);
  return {
    ...answers,
    ...(contactDaysAgo !== undefined && { contact_date: daysAgo(contactDaysAgo) }),
    ...(travelDaysAgo !== undefined && { travel_date: daysAgo(travelDaysAgo) }),
  };
}

const otherCodes = 'cough sore_throat runny_nose headache diarrhoea nausea no_taste_smell joint_muscle other'.split(
  ' ',
);
const conditionCodes =
  'diabetes heart_failure respiratory dialysis immunosuppressant anticancer hypertension other'.split(' ');
const emergencyCodes =
  'lips_purple breath_fast sudden_dyspnoea dyspnoea_on_effort chest_pain cannot_lie shoulder_breathing wheeze_2h pulse_irregular looks_bad unusual drowsy no_reply limp convulsion not_drinking'.split(
    ' ',
  );

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 8 });
/** Mostly none, so that the lower rows of the tables are reached as often as the upper ones. */
const many = (codes: readonly string[], weight: number) =>
  fc.oneof(
    { weight, arbitrary: fc.constant<string[]>(['none']) },
    { weight: 1, arbitrary: fc.subarray([...codes], { minLength: 1, maxLength: 3 }) },
  );
const dayCode = fc.constantFrom('1', '2', '3', '4');

const person: fc.Arbitrary<Person> = fc.record({
  fever: maybe(fc.constantFrom('yes', 'elevated', 'no', 'no', 'no', 'unknown')),
  fever_days: maybe(dayCode),
  strong: maybe(many(['fatigue', 'dyspnoea', 'high_fever'], 5)),
  antipyretic: maybe(fc.constantFrom('yes', 'no', 'no', 'no')),
  other_sx: maybe(many(otherCodes, 1)),
  sx_days: maybe(dayCode),
  emergency: maybe(fc.oneof({ weight: 6, arbitrary: many(emergencyCodes, 6) }, fc.constant(['dyspnoea_on_effort']))),
  age: maybe(fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constantFrom(14, 15, 64, 65))),
  conditions: maybe(many(conditionCodes, 3)),
  pregnancy: maybe(fc.constantFrom('yes', 'no', 'no', 'no', 'unknown')),
  visit: maybe(fc.constantFrom('no', 'no', 'no', 'no', 'cold', 'influenza', 'pneumonia', 'covid', 'other')),
  contact: maybe(fc.constantFrom('no', 'no', 'no', 'home', 'work_school', 'other', 'unknown')),
  contactDaysAgo: maybe(fc.integer({ min: 0, max: 20 })),
  travel: maybe(fc.constantFrom('no', 'no', 'no', 'yes')),
  travelDaysAgo: maybe(fc.integer({ min: 0, max: 20 })),
});
const profile = fc.constantFrom<Profile>('P1', 'P2', 'P3');

let guidance: Guidance;
beforeAll(async () => {
  guidance = await shippedGuidance();
});

const adviceFor = (who: Person, which: Profile) =>
  advise(guidance, answersOf(who, answeredAt[which]), { questionnaire: 'ps-initial', answeredAt: answeredAt[which] });

describe('the shipped tables', () => {
  it('agree with a straight reading of the rules for every answer', () => {
    fc.assert(
      fc.property(person, profile, (who, which) => {
        expect(adviceFor(who, which).outcome).toBe(straightReading(who, which));
      }),
      { numRuns: 6000 },
    );
  });

  it('derive any_sx as the engine does when it counts days', () => {
    fc.assert(
      fc.property(person, profile, (who, which) => {
        const { inputs, derived } = adviceFor(who, which);
        expect(derived.any_sx).toBe(anySymptom(inputs));
      }),
    );
  });

  it('derive true or false, never null', () => {
    fc.assert(
      fc.property(person, profile, (who, which) => {
        const undecided = Object.entries(adviceFor(who, which).derived).filter(
          ([, value]) => typeof value !== 'boolean',
        );
        expect(undecided).toEqual([]);
      }),
    );
  });
});

describe('a worse answer never lowers the outcome', () => {
  const add = (list: readonly string[] | undefined, code: string): readonly string[] => [
    ...(list ?? []).filter((known) => known !== 'none'),
    code,
  ];
  const longer = (days: string | undefined): string => String(Math.min(4, Number(days ?? 1) + 1));

  const worsened: readonly (readonly [string, (who: Person) => Person])[] = [
    ['one more emergency sign', (who) => ({ ...who, emergency: add(who.emergency, 'chest_pain') })],
    ['breathlessness on effort', (who) => ({ ...who, emergency: add(who.emergency, 'dyspnoea_on_effort') })],
    ['breathlessness', (who) => ({ ...who, strong: add(who.strong, 'dyspnoea') })],
    ['a cough', (who) => ({ ...who, other_sx: add(who.other_sx, 'cough') })],
    ['a fever', (who) => ({ ...who, fever: 'yes' })],
    ['antipyretics', (who) => ({ ...who, antipyretic: 'yes' })],
    ['one day more', (who) => ({ ...who, fever_days: longer(who.fever_days), sx_days: longer(who.sx_days) })],
    ['dialysis', (who) => ({ ...who, conditions: add(who.conditions, 'dialysis') })],
    ['pregnancy', (who) => ({ ...who, pregnancy: 'yes' })],
  ];

  it.each(worsened)('%s', (_, worsen) => {
    fc.assert(
      fc.property(person, profile, (who, which) => {
        const [before, after] = [adviceFor(who, which).outcome, adviceFor(worsen(who), which).outcome];
        // Exposure stands above strong symptoms in the tables but below them in severity: an exposed person who is
        // breathless on effort (row 3 in P1) and begins to cough moves to row 2.
        const isExposureFirst = before === 'CONSULT_STRONG' && after === 'EXPOSED_SYMPTOMATIC';
        if (!isExposureFirst) expect(severityOf(after)).toBeGreaterThanOrEqual(severityOf(before));
      }),
      { numRuns: 1500 },
    );
  });

  it('a contact, for someone without strong symptoms', () => {
    fc.assert(
      fc.property(person, profile, (who, which) => {
        const before = adviceFor(who, which).outcome;
        const after = adviceFor({ ...who, contact: 'home', contactDaysAgo: 1 }, which).outcome;
        if (before !== 'CONSULT_STRONG') expect(severityOf(after)).toBeGreaterThanOrEqual(severityOf(before));
      }),
      { numRuns: 1500 },
    );
  });
});
