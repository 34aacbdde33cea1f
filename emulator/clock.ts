/**
 * The virtual clock: runs at the pace of real time from wherever it was set, and can jump.
 * All times are milliseconds since 1970 in UTC; "morning" means Japan's (UTC+9, no summer time).
 */

const JST_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;
/** setTimeout wraps round beyond this; longer waits are cut into pieces. */
const LONGEST_TIMEOUT_MS = 2_000_000_000;

export type ClockJump = { readonly from: number; readonly to: number };
export type JumpListener = (jump: ClockJump) => void | Promise<void>;

export type ClockOptions = {
  /** Virtual time at the start; the real time if absent. */
  readonly startAt?: number | string | Date;
  /** A frozen clock stands still between jumps: for tests. */
  readonly frozen?: boolean;
  /** The machine's clock, in ms. */
  readonly realNow?: () => number;
};

type Timer = { at: number; run: () => void };

export class VirtualClock {
  readonly #realNow: () => number;
  readonly #frozen: boolean;
  readonly #listeners = new Set<JumpListener>();
  readonly #timers = new Set<Timer>();
  #offsetMs: number;
  #standingAt: number;
  #wake: NodeJS.Timeout | undefined;

  constructor(options: ClockOptions = {}) {
    this.#realNow = options.realNow ?? Date.now;
    this.#frozen = options.frozen ?? false;
    const startAt = options.startAt === undefined ? this.#realNow() : new Date(options.startAt).getTime();
    if (Number.isNaN(startAt)) throw new Error(`The clock cannot start at "${String(options.startAt)}": not a date.`);
    this.#standingAt = startAt;
    this.#offsetMs = startAt - this.#realNow();
  }

  /** Virtual time in ms since 1970, UTC. */
  now(): number {
    return this.#frozen ? this.#standingAt : this.#realNow() + this.#offsetMs;
  }

  get frozen(): boolean {
    return this.#frozen;
  }

  jumpBy(ms: number): Promise<void> {
    return this.jumpTo(this.now() + ms);
  }

  /** To the next 9:00 (or another hour) in Japan. */
  jumpToNextMorning(hour = 9): Promise<void> {
    return this.jumpTo(nextMorning(this.now(), hour));
  }

  /**
   * Sets the clock. Resolves when every listener has finished with the jump.
   * Going back breaks what was planned, so it must be asked for: `{ backwards: true }`.
   */
  async jumpTo(time: number | string | Date, options: { backwards?: boolean } = {}): Promise<void> {
    const to = new Date(time).getTime();
    const from = this.now();
    if (Number.isNaN(to)) throw new RangeError(`"${String(time)}" is not a date and time.`);
    if (to < from && !options.backwards) {
      throw new RangeError('That time is in the past of the virtual clock. To go back, say so ("backwards": true).');
    }
    this.#standingAt = to;
    this.#offsetMs = to - this.#realNow();
    this.#runDueTimers();
    await Promise.all([...this.#listeners].map((listener) => listener({ from, to })));
  }

  /** Calls back after every jump; the jump waits for promises. Returns the way to stop listening. */
  onJump(listener: JumpListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs `run` once virtual time has reached `at`, by waiting or by a jump. Returns the way to cancel. */
  at(at: number, run: () => void): () => void {
    const timer = { at, run };
    this.#timers.add(timer);
    this.#planWake();
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Forgets listeners and timers; the clock itself goes on. */
  stop(): void {
    clearTimeout(this.#wake);
    this.#timers.clear();
    this.#listeners.clear();
  }

  #runDueTimers(): void {
    const now = this.now();
    const due = [...this.#timers].filter((timer) => timer.at <= now).sort((a, b) => a.at - b.at);
    for (const timer of due) this.#timers.delete(timer);
    for (const timer of due) timer.run();
    this.#planWake();
  }

  #planWake(): void {
    clearTimeout(this.#wake);
    if (this.#timers.size === 0) return;
    const next = Math.min(...[...this.#timers].map((timer) => timer.at));
    const waitMs = next - this.now();
    if (this.#frozen && waitMs > 0) return;
    this.#wake = setTimeout(() => this.#runDueTimers(), Math.min(Math.max(waitMs, 0), LONGEST_TIMEOUT_MS));
    this.#wake.unref();
  }
}

/** The first `hour`:00 in Japan after `now`. */
export function nextMorning(now: number, hour: number): number {
  const startOfDay = Math.floor((now + JST_OFFSET_MS) / DAY_MS) * DAY_MS - JST_OFFSET_MS;
  const today = startOfDay + hour * 3_600_000;
  return today > now ? today : today + DAY_MS;
}

/** Calendar month in Japan, for monthly limits: "2020-04". */
export function monthInJapan(now: number): string {
  return new Date(now + JST_OFFSET_MS).toISOString().slice(0, 7);
}

/** "2020-04-21 10:25:02", in Japan. */
export function japaneseTime(now: number): string {
  return new Date(now + JST_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}
