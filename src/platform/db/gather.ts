import { type KyselyProps, Transaction } from 'kysely';
import type { AccountId } from '../../base/ids.ts';
import type { Tx } from './database.ts';

/**
 * Jobs of one batch run side by side in one transaction, each written as if it were alone. What they ask for at the same moment
 * becomes one statement, and what they write is written together at the end. A store says once, for many keys or rows, how it
 * reads and writes; alone, a job is a batch of one. See docs/explanation/intake.md.
 */

/** A question to the database that many may ask at once. */
export interface Read<Key, Value> {
  /** `feature.what`. */
  readonly name: string;
  /** Tables it looks at: what the job itself wrote to them is written first. */
  readonly of: readonly string[];
  keyOf(key: Key): string;
  /** Values by key; a key without a value is left out. */
  load(tx: Tx, accountId: AccountId, keys: readonly Key[]): Promise<ReadonlyMap<string, Value>>;
  /** It changes rows (an insert that tells whether it happened): a job that fails afterwards takes the batch with it. */
  readonly changes?: true;
  /** The row that it locks. Two jobs of one batch never hold the same one: the later is put off to the next batch. */
  locked?(value: Value): string;
}

/** A change to the database that many may make at once. */
export interface Write<Row> {
  readonly name: string;
  readonly table: string;
  /** Rows with the same key are not written by one statement. Left out: no two rows ever have the same (inserts of new ids). */
  keyOf?(row: Row): string;
  save(tx: Tx, accountId: AccountId, rows: readonly Row[]): Promise<void>;
}

/** Asks for one value; in a batch, together with the others. */
export async function read<Key, Value>(
  tx: Tx,
  accountId: AccountId,
  kind: Read<Key, Value>,
  key: Key,
): Promise<Value | undefined> {
  const job = jobs.get(tx);
  if (job) return job.read(kind, key);
  return (await kind.load(tx, accountId, [key])).get(kind.keyOf(key));
}

/** Writes one row: at once, or in a batch with the others, before anything that could look at it. */
export async function write<Row>(tx: Tx, accountId: AccountId, kind: Write<Row>, row: Row): Promise<void> {
  const job = jobs.get(tx);
  if (job) return job.write(kind, row);
  return kind.save(tx, accountId, [row]);
}

/** The job that sees the batch's transaction through this facade. */
const jobs = new WeakMap<object, Job>();

/** Thrown into a job whose row another job of the batch holds: it comes again with the next batch. */
export class PutOff extends Error {}

interface Asked {
  readonly kind: Read<unknown, unknown>;
  readonly keys: Map<string, unknown>;
  readonly waiting: { key: string; job: Job; resolve: (value: unknown) => void; reject: (error: unknown) => void }[];
}

export class Batch {
  readonly #tx: Tx;
  readonly #accountId: AccountId;
  readonly #jobs: Job[] = [];
  readonly #held = new Map<string, Job>();
  #asked = new Map<Read<unknown, unknown>, Asked>();
  #isScheduled = false;
  #turn: Promise<unknown> = Promise.resolve();
  /** A job failed of which something was written already. */
  isTainted = false;

  constructor(tx: Tx, accountId: AccountId) {
    this.#tx = tx;
    this.#accountId = accountId;
  }

  /** Runs a job; what it wrote is forgotten if it fails. */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const job = new Job(this);
    this.#jobs.push(job);
    const tx = this.#facade(job);
    jobs.set(tx, job);
    try {
      return await work(tx);
    } catch (error) {
      if (job.hasWritten) this.isTainted = true;
      job.forget();
      throw error;
    }
  }

  /** One statement after the other: there is one connection. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => {});
    return mine;
  }

  ask(job: Job, kind: Read<unknown, unknown>, key: unknown): Promise<unknown> {
    let asked = this.#asked.get(kind);
    if (!asked) {
      asked = { kind, keys: new Map(), waiting: [] };
      this.#asked.set(kind, asked);
    }
    const text = kind.keyOf(key);
    asked.keys.set(text, key);
    const { waiting } = asked;
    const answer = new Promise((resolve, reject) => waiting.push({ key: text, job, resolve, reject }));
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      // After everything that can go on has gone on: what it asks for joins.
      queueMicrotask(() => process.nextTick(() => this.#answer()));
    }
    return answer;
  }

  #answer(): void {
    this.#isScheduled = false;
    const asked = this.#asked;
    this.#asked = new Map();
    for (const one of asked.values()) void this.inTurn(() => this.#load(one));
  }

  async #load({ kind, keys, waiting }: Asked): Promise<void> {
    let values: ReadonlyMap<string, unknown>;
    try {
      values = await kind.load(this.#tx, this.#accountId, [...keys.values()]);
    } catch (error) {
      for (const { reject } of waiting) reject(error);
      return;
    }
    for (const { key, job, resolve, reject } of waiting) {
      if (kind.changes) job.hasWritten = true;
      const value = values.get(key);
      if (value !== undefined && kind.locked && !this.#hold(job, kind.locked(value))) reject(new PutOff());
      else resolve(value);
    }
  }

  #hold(job: Job, row: string): boolean {
    const holder = this.#held.get(row);
    if (holder && holder !== job) return false;
    this.#held.set(row, job);
    return true;
  }

  flush(): Promise<void> {
    return this.inTurn(() => this.#flush());
  }

  async #flush(): Promise<void> {
    const rows = new Map<Write<unknown>, unknown[]>();
    for (const job of this.#jobs) {
      for (const [kind, row] of job.take()) {
        const some = rows.get(kind);
        if (some) some.push(row);
        else rows.set(kind, [row]);
      }
    }
    for (const [kind, some] of rows) await kind.save(this.#tx, this.#accountId, some);
  }

  /** The transaction as a job sees it: a statement of its own sees what was written before it. */
  #facade(job: Job): Tx {
    const executor = this.#tx.getExecutor();
    const executeQuery: typeof executor.executeQuery = (query, ...rest) =>
      this.inTurn(async () => {
        await this.#flush();
        if (query.query.kind !== 'SelectQueryNode') job.hasWritten = true;
        return executor.executeQuery(query, ...rest);
      });
    const own = new Proxy(executor, {
      get(target, name) {
        if (name === 'executeQuery') return executeQuery;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    return new Transaction({ ...propsOf(this.#tx), executor: own }) as Tx;
  }
}

/** Kysely asks for these to be there; queries are built and run by the executor alone. */
const propsOf = (tx: Tx): KyselyProps =>
  ({ config: {}, driver: {}, dialect: {}, executor: tx.getExecutor() }) as unknown as KyselyProps;

class Job {
  readonly #batch: Batch;
  #writes: [Write<unknown>, unknown][] = [];
  /** Tables with unwritten rows: which kind of write, and which rows. */
  #dirty = new Map<string, { kind: Write<unknown>; keys: Set<string> }>();
  hasWritten = false;

  constructor(batch: Batch) {
    this.#batch = batch;
  }

  async read<Key, Value>(kind: Read<Key, Value>, key: Key): Promise<Value | undefined> {
    if (kind.of.some((table) => this.#dirty.has(table))) await this.#batch.flush();
    return (await this.#batch.ask(this, kind as Read<unknown, unknown>, key)) as Value | undefined;
  }

  async write<Row>(kind: Write<Row>, row: Row): Promise<void> {
    const dirty = this.#dirty.get(kind.table);
    const key = kind.keyOf?.(row);
    // Another kind of change to the table, or the same row again: in the order in which they were made.
    if (dirty && (dirty.kind !== kind || (key !== undefined && dirty.keys.has(key)))) await this.#batch.flush();
    const now = this.#dirty.get(kind.table) ?? { kind: kind as Write<unknown>, keys: new Set<string>() };
    if (key !== undefined) now.keys.add(key);
    this.#dirty.set(kind.table, now);
    this.#writes.push([kind as Write<unknown>, row]);
  }

  /** Gives what is to be written now. */
  take(): readonly [Write<unknown>, unknown][] {
    const writes = this.#writes;
    if (writes.length > 0) this.hasWritten = true;
    this.#writes = [];
    this.#dirty.clear();
    return writes;
  }

  forget(): void {
    this.#writes = [];
    this.#dirty.clear();
  }
}
