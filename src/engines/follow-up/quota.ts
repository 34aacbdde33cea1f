import type { Outcome } from '../guidance/index.ts';

/** Messages that are to go: those of one outcome, in the order in which the programme sends them. */
export interface Demand {
  readonly outcome: Outcome;
  readonly messages: number;
}

/** For each outcome, what part of its people get their messages: 1 all, 0 none. Who, says `isWithinShare`. */
export type Shares = ReadonlyMap<Outcome, number>;

/**
 * Who still gets messages when not all can: the programme's first outcomes wholly, one of them in part, the rest not. For the
 * month's quota, `demand` is what is expected until its end; for a window, what is due in it and `available` what the channel
 * takes in that time.
 * @example shareOut([{ outcome: 'WATCH', messages: 300 }], ['WATCH'], 100) // WATCH: 1/3
 */
export function shareOut(demand: readonly Demand[], priority: readonly Outcome[], available: number): Shares {
  const shares = new Map<Outcome, number>();
  let left = Math.max(0, available);
  for (const outcome of priority) {
    const wanted = demand.reduce((sum, one) => sum + (one.outcome === outcome ? one.messages : 0), 0);
    shares.set(outcome, wanted <= left ? 1 : left / wanted);
    left = Math.max(0, left - wanted);
  }
  return shares;
}

export interface Pressure {
  /** Messages that wait already. */
  readonly waiting: number;
  /** What the channel takes in a second. */
  readonly perSecond: number;
  readonly nowMs: number;
  readonly windowEndsMs: number;
}

/** How many more messages leave before their window ends: what is due beyond it is sent in order of priority, and late. */
export function roomInWindow({ waiting, perSecond, nowMs, windowEndsMs }: Pressure): number {
  const seconds = Math.max(0, windowEndsMs - nowMs) / 1000;
  return Math.max(0, Math.floor(seconds * perSecond) - waiting);
}
