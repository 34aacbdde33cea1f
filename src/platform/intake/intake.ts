import type { AccountId } from '../../base/ids.ts';
import { isProblem, Problem } from '../../base/problem.ts';
import type { Db } from '../db/database.ts';
import { Batch, PutOff } from '../db/gather.ts';
import { bindAccount, createScopes, type ScopeParts } from '../in-scope.ts';
import type { Actor, QueuedMessage, Scope } from '../scope.ts';
import { createBatcher } from './batcher.ts';

/**
 * Takes in what arrives from outside, many at a time in one transaction; resolves after commit. Work with the same key is done in
 * the order in which it came. A poisonous piece fails alone, never its neighbours.
 * Work may be run again when its batch failed for another's sake: it must do nothing outside its transaction.
 * @throws Problem `intake.busy` when too much waits or the database cannot work: nothing was kept, send it again.
 */
export type TakeIn = <T>(
  account: Scope['account'],
  key: string,
  actor: Actor | ((scope: Scope) => Promise<Actor>),
  work: (scope: Scope) => Promise<T>,
) => Promise<T>;

export interface Intake {
  readonly takeIn: TakeIn;
  /** Pieces waiting or at work. */
  readonly size: number;
  /** Resolves when everything that came in has been answered. */
  idle(): Promise<void>;
}

export const busy = {
  code: 'intake.busy',
  status: 503,
  title: 'So many are answering that this could not be stored yet. Nothing is lost: send it again in a moment.',
} as const;

/** What is measured of a batch, in seconds and pieces. */
export interface BatchMeasure {
  readonly pieces: number;
  readonly seconds: number;
  readonly commitSeconds: number;
}

export interface IntakeParts extends ScopeParts {
  readonly db: Db;
  readonly writers: number;
  readonly mostPerBatch: number;
  readonly mostWaiting: number;
  readonly onBatch?: (measure: BatchMeasure) => void;
}

interface Piece {
  readonly account: Scope['account'];
  readonly key: string;
  readonly actor: Actor | ((scope: Scope) => Promise<Actor>);
  readonly work: (scope: Scope) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

/** Whole batches that met a deadlock or a serialisation failure are tried again as they are, this often. */
const mostRetries = 3;

export function createIntake(parts: IntakeParts): Intake {
  const scopes = createScopes(parts);
  const batcher = createBatcher<Piece>({
    writers: parts.writers,
    mostPerBatch: parts.mostPerBatch,
    mostWaiting: parts.mostWaiting,
    laneOf: (piece) => piece.account.id,
    keyOf: (piece) => piece.key,
    work: (pieces) => workOn(pieces, 0),
  });

  async function workOn(pieces: readonly Piece[], retries: number): Promise<readonly Piece[]> {
    try {
      const { outcomes, queued } = await transact(pieces);
      if (queued.length > 0) parts.onQueued(pieces[0]!.account, queued);
      return tell(pieces, outcomes);
    } catch (error) {
      if (isPassing(error) && retries < mostRetries) return workOn(pieces, retries + 1);
      if (isOfDatabase(error)) {
        for (const piece of pieces) piece.reject(new Problem(busy));
        return [];
      }
      if (pieces.length === 1) {
        pieces[0]!.reject(error);
        return [];
      }
      // One of them spoils the batch: halves find it, and everyone else is stored.
      const half = pieces.length >> 1;
      return [...(await workOn(pieces.slice(0, half), 0)), ...(await workOn(pieces.slice(half), 0))];
    }
  }

  async function transact(pieces: readonly Piece[]): Promise<{ outcomes: Outcome[]; queued: QueuedMessage[] }> {
    const { account } = pieces[0]!;
    const began = performance.now();
    let written = began;
    const result = await parts.db.transaction().execute(async (tx) => {
      await bindAccount(tx, account.id);
      const batch = new Batch(tx, account.id as AccountId);
      const queued: QueuedMessage[][] = [];
      const outcomes = await Promise.all(
        pieces.map(async (piece, at): Promise<Outcome> => {
          const own: QueuedMessage[] = [];
          queued[at] = own;
          try {
            const value = await batch.run((seen) => scopes.run(seen, account, piece.actor, own, piece.work));
            return { ok: true, value };
          } catch (error) {
            queued[at] = [];
            return { ok: false, error };
          }
        }),
      );
      const failed = outcomes.find((outcome) => !outcome.ok);
      if (failed && !failed.ok && batch.isTainted) throw failed.error;
      // A statement that failed has ended the transaction for all.
      const broken = outcomes.find((outcome) => !outcome.ok && isOfPostgres(outcome.error));
      if (broken && !broken.ok) throw broken.error;
      await batch.flush();
      written = performance.now();
      return { outcomes, queued: queued.flat() };
    });
    const ended = performance.now();
    parts.onBatch?.({
      pieces: pieces.length,
      seconds: (ended - began) / 1000,
      commitSeconds: (ended - written) / 1000,
    });
    return result;
  }

  function tell(pieces: readonly Piece[], outcomes: readonly Outcome[]): Piece[] {
    const again: Piece[] = [];
    for (const [at, piece] of pieces.entries()) {
      const outcome = outcomes[at]!;
      if (outcome.ok) piece.resolve(outcome.value);
      else if (outcome.error instanceof PutOff) again.push(piece);
      else piece.reject(outcome.error);
    }
    return again;
  }

  return {
    takeIn: (account, key, actor, work) =>
      new Promise((resolve, reject) => {
        const piece: Piece = { account, key, actor, work, resolve: resolve as (value: unknown) => void, reject };
        if (!batcher.add(piece)) reject(new Problem(busy));
      }),
    get size() {
      return batcher.size;
    },
    idle: () => batcher.idle(),
  };
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code ?? '');

const isOfPostgres = (error: unknown): boolean => !isProblem(error) && /^[0-9A-Z]{5}$/.test(codeOf(error));

/** A deadlock or a failed serialisation: nobody is to blame, and the next try succeeds. */
const isPassing = (error: unknown): boolean => /^40/.test(codeOf(error)) && isOfPostgres(error);

/**
 * A fault that passes without any piece being to blame: the connection, a lack of resources, a shutdown.
 * Source: PostgreSQL's error codes, classes 08, 40, 53, 55, 57, 58; Node's network errors; node-postgres's own words.
 */
export const isOfDatabase = (error: unknown): boolean =>
  !isProblem(error) &&
  (/^((08|40|53|55|57|58)[0-9A-Z]{3}|E[A-Z]+)$/.test(codeOf(error)) ||
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      (error as Error | undefined)?.message ?? '',
    ));
