import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import { type Localized, languages } from '../../base/language.ts';
import { kanjiWithoutReading } from '../../base/ruby.ts';
import { parseWeeklyHours, type WeeklyHours } from '../contact-points/index.ts';
import { type Outcome, outcomes } from '../guidance/index.ts';
import { type BoardReason, boardReasons } from './reasons.ts';
import { type RequestKind, requestKinds } from './requests.ts';

/** How urgent a case is: staff promise a first contact within so many minutes. */
export interface Band {
  readonly id: string;
  readonly minutes: number;
  /** Staff on call are paged, again after so many minutes until one acknowledges. */
  readonly pageEveryMinutes?: number | undefined;
}

export interface ReasonRule {
  readonly reason: BoardReason;
  readonly band: string;
  /** Another band for people of these outcomes, or for requests of these kinds. */
  readonly except: Readonly<Record<string, string>>;
}

/** How a care desk works: `content/packs/<pack>/care-desk.yaml`. */
export interface Desk {
  readonly id: string;
  readonly version: string;
  /** Most urgent first. */
  readonly bands: readonly Band[];
  /** Most urgent first: the order within a band. */
  readonly reasons: readonly ReasonRule[];
  readonly results: readonly string[];
  readonly longestSnoozeHours: number;
  readonly hours: WeeklyHours;
  /** No automatic message so soon after a word of staff: somebody is there, whatever the clock says. */
  readonly automaticRestMinutes: number;
  /** Said outside the desk's hours, when somebody writes. */
  readonly outOfHours: Localized;
}

const words = z.string().trim().min(1);
const minutes = z.int().min(1).max(10_080);
const schema = z.strictObject({
  id: words,
  version: words,
  bands: z.array(z.strictObject({ id: words, minutes, pageEveryMinutes: minutes.optional() })).min(1),
  reasons: z.array(
    z.strictObject({ reason: z.enum(boardReasons), band: words, except: z.record(words, words).default({}) }),
  ),
  results: z.array(z.string().regex(/^[a-z][a-z_]*$/)).min(1),
  longestSnoozeHours: z.int().min(1).max(168),
  hours: words,
  automaticRestMinutes: minutes,
  outOfHours: z.strictObject({ ja: words, easy: words, en: words }),
});

/** Reads a desk from parsed YAML, checked; none when there is a fault. */
export function readDesk(object: unknown, where: string): { desk?: Desk; findings: readonly Finding[] } {
  const read = schema.safeParse(object, {
    error: ({ input }) => (input === undefined ? 'This is missing; add it.' : undefined),
  });
  if (!read.success) {
    const findings = read.error.issues.map((issue) =>
      fault('shape', `${where}: ${issue.path.join('.') || 'file'}`, `${issue.message}; mend the entry`),
    );
    return { findings };
  }
  const hours = parseWeeklyHours(read.data.hours);
  const findings = [
    ...(hours.ok ? [] : [fault('hours', `${where}: hours`, `The hours cannot be read: ${hours.fault}.`)]),
    ...bandFaults(read.data, where),
    ...reasonFaults(read.data, where),
    ...wordFaults(read.data.outOfHours, where),
  ];
  return hours.ok && findings.length === 0 ? { desk: { ...read.data, hours: hours.value }, findings } : { findings };
}

type DeskFile = z.infer<typeof schema>;

const fault = (code: string, where: string, message: string): Finding => ({
  severity: 'error',
  code: `care-desk.${code}`,
  where,
  message,
});

function bandFaults({ bands }: DeskFile, where: string): Finding[] {
  return bands.flatMap((band, at) => {
    const findings: Finding[] = [];
    const before = bands[at - 1];
    if (before && band.minutes <= before.minutes)
      findings.push(
        fault(
          'bands',
          `${where}: bands`,
          `${band.id} promises no later contact than ${before.id}, which is more urgent; sort them.`,
        ),
      );
    if (bands.findIndex(({ id }) => id === band.id) < at)
      findings.push(fault('bands', `${where}: bands`, `${band.id} stands twice; keep one.`));
    return findings;
  });
}

/** Every reason has one place in the order and a band that there is. */
function reasonFaults({ bands, reasons }: DeskFile, where: string): Finding[] {
  const at = `${where}: reasons`;
  const known = new Set(bands.map(({ id }) => id));
  const keys = new Set<string>([...outcomes, ...requestKinds]);
  const findings: Finding[] = [];
  for (const reason of boardReasons) {
    const count = reasons.filter((one) => one.reason === reason).length;
    if (count === 0) findings.push(fault('reason-missing', at, `${reason} has no band; say how urgent it is.`));
    if (count > 1) findings.push(fault('reason-twice', at, `${reason} stands twice; keep one.`));
  }
  for (const { reason, band, except } of reasons) {
    for (const name of [band, ...Object.values(except)].filter((one) => !known.has(one)))
      findings.push(fault('band-unknown', at, `${reason} names the band ${name}, which is not listed under bands.`));
    for (const key of Object.keys(except).filter((one) => !keys.has(one)))
      findings.push(
        fault(
          'except-unknown',
          at,
          `${reason} makes an exception for ${key}, which is no outcome and no kind of request.`,
        ),
      );
  }
  return findings;
}

function wordFaults(text: Localized, where: string): Finding[] {
  return languages.flatMap((language) => {
    const bare = language === 'easy' ? kanjiWithoutReading(text[language]) : [];
    return bare.length > 0
      ? [fault('reading', `${where}: outOfHours.easy`, `Kanji without a reading: ${bare.join('')}; write {夜|よる}.`)]
      : [];
  });
}

/** The band of a reason for somebody of this outcome, or for a request of this kind. */
export function bandOf(desk: Desk, reason: BoardReason, of?: Outcome | RequestKind): Band {
  const rule = desk.reasons.find((one) => one.reason === reason);
  if (!rule) throw new Error(`The desk ${desk.id} knows no reason '${reason}': it was not checked.`);
  const id = (of !== undefined && rule.except[of]) || rule.band;
  return desk.bands.find((band) => band.id === id)!;
}
