import { jstDate } from '../../base/jst.ts';
import type { InScope } from '../../platform/scope.ts';
import type { AccountFace } from '../staff/index.ts';
import { answersOn } from './store.ts';

export interface Change {
  readonly at: Date;
  readonly answersToday: number;
  /** Differs whenever the counts do. */
  readonly id: string;
}

/** Tells when an account's counts have grown. One look every two seconds per account, and only while somebody listens. */
export interface LiveSituation {
  /** Calls `listener` with the present state at once, then with each change. @returns stops it */
  watch(account: Pick<AccountFace, 'id' | 'slug'>, listener: (change: Change) => void): () => void;
  /** Ends all watching. */
  stop(): void;
}

export function createLiveSituation(parts: {
  readonly inScope: InScope;
  readonly now: () => Date;
  readonly everyMs: number;
  /** A look that failed; the next one comes by itself. */
  readonly onError: (error: unknown) => void;
}): LiveSituation {
  interface Watch {
    readonly listeners: Set<(change: Change) => void>;
    readonly timer: NodeJS.Timeout;
    last: Change | undefined;
  }
  const watches = new Map<string, Watch>();

  async function look(account: Pick<AccountFace, 'id' | 'slug'>): Promise<void> {
    const at = parts.now();
    const on = jstDate(at);
    try {
      const actor = { kind: 'system', job: 'situation.live' } as const;
      const answersToday = await parts.inScope(account, actor, (scope) => answersOn(scope.tx, account.id, on));
      const watch = watches.get(account.id);
      const id = `${on}/${answersToday}`;
      if (!watch || watch.last?.id === id) return;
      watch.last = { at, answersToday, id };
      for (const listener of watch.listeners) listener(watch.last);
    } catch (error) {
      parts.onError(error);
    }
  }

  function begin(account: Pick<AccountFace, 'id' | 'slug'>): Watch {
    const timer = setInterval(() => void look(account), parts.everyMs);
    const watch: Watch = { listeners: new Set(), timer, last: undefined };
    watches.set(account.id, watch);
    void look(account);
    return watch;
  }

  const end = (accountId: string): void => {
    clearInterval(watches.get(accountId)?.timer);
    watches.delete(accountId);
  };

  return {
    watch(account, listener) {
      const watch = watches.get(account.id) ?? begin(account);
      watch.listeners.add(listener);
      if (watch.last) listener(watch.last);
      return () => {
        watch.listeners.delete(listener);
        if (watch.listeners.size === 0 && watches.get(account.id) === watch) end(account.id);
      };
    },
    stop: () => [...watches.keys()].forEach(end),
  };
}
