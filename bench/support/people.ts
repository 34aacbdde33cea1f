import type { App } from '../../src/app.ts';
import { type Id, idsFrom, type ResidentId } from '../../src/base/ids.ts';
import { recordTicks } from '../../src/features/consent/index.ts';
import { lookAfter, openSession } from '../../src/features/entry/index.ts';
import { addPerson, openWebChat } from '../../src/features/residents/index.ts';

export interface BenchPerson {
  readonly residentId: ResidentId;
  /** The browser's cookie. */
  readonly secret: string;
}

/** People who have agreed and may answer, made through the same use-cases as everyone. */
export async function makePeople(app: App, slug: string, count: number): Promise<BenchPerson[]> {
  const kit = app.kits().get(slug)!;
  const people: BenchPerson[] = [];
  const items = new Set(kit.ticks.map((tick) => tick.item));
  for (let from = 0; from < count; from += 500) {
    const made = await Promise.all(
      Array.from({ length: Math.min(500, count - from) }, (_, at) =>
        app.intake.takeIn(kit, `person ${from + at}`, { kind: 'system', job: 'bench' }, async (scope) => {
          const chat = await openWebChat(scope, 'ja');
          const secret = await openSession(scope, chat.chatId);
          const residentId = await addPerson(scope, chat.chatId, { relation: 'self', answeredBy: 'self' });
          await lookAfter(scope, secret, residentId);
          await recordTicks(scope, residentId, kit.ticks, items, { channel: 'web', givenBy: 'self' });
          return { residentId, secret };
        }),
      ),
    );
    people.push(...made);
  }
  return people;
}

const ids = idsFrom(() => new Date());
export const newFormId = (): string => ids<Id<'response'>>();

/** A complete answer of `ps-initial` as a browser sends it: 17 to 23 questions, by what `n` tells of. */
export function answerBody(n: number, form = newFormId()): string {
  const ill = n % 10 === 0;
  return new URLSearchParams([
    ['form', form],
    ...(ill ? illness(n) : health(n)),
    ['age', String(18 + (n % 70))],
    ['sex', n % 2 === 0 ? 'female' : 'male'],
    ['conditions', n % 4 === 0 ? 'diabetes' : 'none'],
    ['pregnancy', 'no'],
    ['visit', 'no'],
    ...contact(n),
    ['travel', 'no'],
    ['zip', zips[n % zips.length]!],
    ['occupation', 'office'],
    ['prevention', 'hand_washing'],
    ['prevention', 'avoid_crowds'],
    ['medication', `amlodipine 5 mg (${n % 1000})`],
  ]).toString();
}

const zips = ['980-0811', '981-0952', '983-0852', '984-0015', '982-0011', '985-0003', '986-0822', '989-0275'];
const health = (n: number): [string, string][] => [
  ['fever', 'no'],
  ['strong', 'none'],
  ['antipyretic', 'no'],
  ['other_sx', n % 5 === 0 ? 'cough' : 'none'],
  ['sx_days', '2'],
  ['emergency', 'none'],
];
const illness = (n: number): [string, string][] => [
  ['fever', 'yes'],
  ['fever_days', String(1 + (n % 4))],
  ['strong', n % 20 === 0 ? 'fatigue' : 'none'],
  ['antipyretic', 'no'],
  ['other_sx', 'cough'],
  ['other_sx', 'sore_throat'],
  ['sx_days', '3'],
  ['emergency', 'none'],
];
const contact = (n: number): [string, string][] => {
  if (n % 25 !== 0) return [['contact', 'no']];
  const day = new Date(Date.now() - 3 * 86_400_000);
  return [
    ['contact', 'home'],
    ['contact_date_year', String(day.getUTCFullYear())],
    ['contact_date_month', String(day.getUTCMonth() + 1)],
    ['contact_date_day', String(day.getUTCDate())],
  ];
};
