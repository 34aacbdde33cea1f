/**
 * Gathers what arrives while others are being worked on: no timer, no fixed size. A job starts as soon as a writer is free, so a
 * quiet system answers at once, and a busy one makes larger batches by itself.
 */
export interface BatcherOptions<Job> {
  /** Batches at work at once. */
  readonly writers: number;
  readonly mostPerBatch: number;
  /** Jobs that may wait. Beyond, `add` refuses: memory stays bounded. */
  readonly mostWaiting: number;
  /** Jobs of one lane never share a batch with those of another (one transaction speaks for one account). */
  laneOf(job: Job): string;
  /** Jobs with the same key run one after the other, in the order in which they came. */
  keyOf(job: Job): string;
  /** Works on a batch. It tells each job its outcome itself and never rejects; gives back what must come again. */
  work(jobs: readonly Job[]): Promise<readonly Job[]>;
}

export interface Batcher<Job> {
  /** false: too much waits already. */
  add(job: Job): boolean;
  /** Jobs waiting or at work. */
  readonly size: number;
  /** Resolves when nothing waits and nothing is at work. */
  idle(): Promise<void>;
}

export function createBatcher<Job>(options: BatcherOptions<Job>): Batcher<Job> {
  const { writers, mostPerBatch, mostWaiting, laneOf, keyOf, work } = options;
  /** Waiting jobs by lane; lanes take turns. */
  const lanes = new Map<string, Job[]>();
  const busyKeys = new Set<string>();
  let waiting = 0;
  let working = 0;
  let atWork = 0;
  let isScheduled = false;
  let whenIdle: (() => void)[] = [];

  function schedule(): void {
    if (isScheduled || atWork >= writers || waiting === 0) return;
    isScheduled = true;
    // What arrives in the same turn of the event loop travels together.
    setImmediate(() => {
      isScheduled = false;
      while (atWork < writers && start());
    });
  }

  /** Starts one batch, if any lane has a job that may run. */
  function start(): boolean {
    // Of the lanes as they stand: `take` puts one that must wait back at the end, and would meet it again for ever.
    for (const [lane, jobs] of [...lanes]) {
      const batch = take(lane, jobs);
      if (batch.length === 0) continue;
      void run(batch);
      return true;
    }
    return false;
  }

  function take(lane: string, jobs: Job[]): Job[] {
    const batch: Job[] = [];
    const left: Job[] = [];
    /** Keys passed over: their later jobs must not overtake. */
    const passed = new Set<string>();
    for (const [at, job] of jobs.entries()) {
      if (batch.length === mostPerBatch) {
        left.push(...jobs.slice(at));
        break;
      }
      const key = keyOf(job);
      if (busyKeys.has(key) || passed.has(key)) {
        passed.add(key);
        left.push(job);
      } else {
        busyKeys.add(key);
        batch.push(job);
      }
    }
    // To the end of the line, so that no account keeps the others waiting.
    lanes.delete(lane);
    if (left.length > 0) lanes.set(lane, left);
    waiting -= batch.length;
    return batch;
  }

  async function run(batch: Job[]): Promise<void> {
    atWork += 1;
    working += batch.length;
    const again = await work(batch);
    for (const job of batch) busyKeys.delete(keyOf(job));
    atWork -= 1;
    working -= batch.length;
    for (const job of again) {
      const lane = laneOf(job);
      lanes.set(lane, [job, ...(lanes.get(lane) ?? [])]);
      waiting += 1;
    }
    if (waiting === 0 && working === 0) {
      for (const told of whenIdle) told();
      whenIdle = [];
    }
    schedule();
  }

  return {
    add(job) {
      if (waiting >= mostWaiting) return false;
      const lane = laneOf(job);
      const jobs = lanes.get(lane);
      if (jobs) jobs.push(job);
      else lanes.set(lane, [job]);
      waiting += 1;
      schedule();
      return true;
    },
    get size() {
      return waiting + working;
    },
    idle: () => (waiting + working === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  };
}
