import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { App } from '../../app.ts';
import type { AnswerValue } from '../../base/answers.ts';
import type { ResponseId } from '../../base/ids.ts';
import { addDays, jstDate, jstInstant, type OnDate } from '../../base/jst.ts';
import { type AccountKit, recordParts } from '../../channels/account-kit.ts';
import {
  answerStep,
  confirmKept,
  currentStep,
  knownAnswers,
  type Question,
  sessionAnswers,
  startSession,
} from '../../engines/questionnaire/index.ts';
import { recordTicks } from '../../features/consent/index.ts';
import { addPerson, openWebChat, type Person, peopleOf } from '../../features/residents/index.ts';
import { recordResponse } from '../../features/responses/index.ts';
import type { InScope, Scope } from '../../platform/scope.ts';

const weights = z.record(z.string(), z.number().positive());
const model = z.strictObject({
  fictional: z.literal(true),
  accounts: z.record(z.string(), z.strictObject({ people: z.int().positive(), prefectures: weights })),
  days: z.int().min(1).max(120),
  againOf100: z.int().min(0).max(100),
  age: z.strictObject({ mean: z.number(), deviation: z.number(), least: z.int(), most: z.int() }),
  one: z.record(z.string(), weights),
  many: z.record(z.string(), weights),
});
type Model = z.infer<typeof model>;

/**
 * Fictional people who answered in the weeks before the demo begins, through the same use-cases as everyone: consent,
 * questionnaire, guidance, counters. Seeded, so that every demo begins alike. Returns how many people there are.
 */
export async function populate(app: App): Promise<number> {
  const path = join(import.meta.dirname, '..', '..', '..', 'seeds', 'population.yaml');
  const population = model.parse(parse(await readFile(path, 'utf8')));
  const today = jstDate(app.now());
  let past = app.now();
  const inPast = app.inScopeAt(() => past);
  const towns = Object.entries(population.accounts).flatMap(([slug, { people, prefectures }], at) => {
    const kit = app.kits().get(slug);
    return kit
      ? [{ inPast, kit, population, prefectures, people, random: seededRandom(20200421 + at), waiting: [] }]
      : [];
  });
  for (let back = population.days; back >= 1; back -= 1) {
    past = jstInstant(addDays(today, -back), 9 * 60 + back);
    await Promise.all(towns.map((town) => oneDay(town, back)));
  }
  return towns.reduce((sum, { people }) => sum + people, 0);
}

interface Making {
  readonly inPast: InScope;
  readonly kit: AccountKit;
  readonly population: Model;
  readonly random: () => number;
  readonly prefectures: Readonly<Record<string, number>>;
  readonly people: number;
  /** Those who will answer again, by day. */
  readonly waiting: Person[][];
}

/** The day's newcomers, and those who answer again three days after. */
async function oneDay(making: Making, back: number): Promise<void> {
  const { inPast, kit, population, random, people, waiting } = making;
  const share = (days: number) => Math.round((people * days) / population.days);
  const many = share(population.days - back + 1) - share(population.days - back);
  const again = waiting.length === 3 ? waiting.shift()! : [];
  const fresh: Person[] = [];
  await inPast(kit, { kind: 'system', job: 'demo.population' }, async (scope) => {
    for (let one = 0; one < many; one += 1) fresh.push(await newcomer(making, scope));
    for (const person of again) await answer(making, scope, person);
  });
  waiting.push(fresh.filter(() => random() * 100 < population.againOf100));
}

async function newcomer(making: Making, scope: Scope): Promise<Person> {
  const { kit, random } = making;
  const chat = await openWebChat(scope, pick({ ja: 92, easy: 3, en: 5 }, random) as 'ja' | 'easy' | 'en');
  const residentId = await addPerson(scope, chat.chatId, { relation: 'self', answeredBy: 'self' });
  const given = new Set(kit.ticks.filter((tick) => tick.required || random() < 0.6).map((tick) => tick.item));
  await recordTicks(scope, residentId, kit.ticks, given, { channel: 'web', givenBy: 'self' });
  const [person] = await peopleOf(scope, chat.chatId);
  await answer(making, scope, person!);
  return (await peopleOf(scope, chat.chatId))[0]!;
}

async function answer(making: Making, scope: Scope, person: Person): Promise<void> {
  const { kit } = making;
  const { initial, places } = kit;
  const today = jstDate(scope.now);
  let session = startSession(initial.questionnaire, {
    subject: person.residentId,
    language: 'ja',
    startedAt: scope.now.toISOString(),
    known: knownAnswers(initial.questionnaire, person.profile, { today, places }),
  });
  for (;;) {
    const step = currentStep(initial, session);
    if (step.kind === 'done') break;
    if (step.kind === 'confirm') session = confirmKept(initial, session);
    else session = answerStep(initial, session, valueFor(making, step.question, today));
  }
  await recordResponse(scope, recordParts(kit, initial), person.residentId, {
    formId: scope.newId<ResponseId>(),
    language: session.language,
    answers: sessionAnswers(initial, session),
    channel: 'web',
  });
}

function valueFor(
  { population, random, kit, prefectures }: Making,
  question: Question,
  today: OnDate,
): AnswerValue | undefined {
  const { linkId, kind } = question;
  switch (kind) {
    case 'one':
      return pick(population.one[linkId] ?? Object.fromEntries(question.options.map(({ code }) => [code, 1])), random);
    case 'many': {
      const chosen = Object.entries(population.many[linkId] ?? {}).filter(([, chance]) => random() * 1000 < chance);
      return chosen.length > 0 ? chosen.map(([code]) => code) : ['none'];
    }
    case 'integer': {
      const { mean, deviation, least, most } = population.age;
      return Math.round(Math.min(most, Math.max(least, mean + deviation * normal(random))));
    }
    case 'date':
      return addDays(today, -Math.floor(random() * 14));
    case 'municipality': {
      // Codes run from the large cities down, so the first are taken more often.
      const municipalities = kit.places.municipalitiesIn(pick(prefectures, random));
      return municipalities[Math.floor(municipalities.length * random() ** 2.4)]!.code;
    }
    default:
      // A postal code left out: the municipality is asked by name.
      return undefined;
  }
}

function pick(options: Readonly<Record<string, number>>, random: () => number): string {
  const entries = Object.entries(options);
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [option, weight] of entries) {
    left -= weight;
    if (left < 0) return option;
  }
  return entries.at(-1)![0];
}

/** Box–Muller. */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
