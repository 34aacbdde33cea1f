import type { Queued } from '../../features/messages/index.ts';
import type { Log } from '../../platform/log/log.ts';
import { type DeliveryParts, deliverAll, type LineAccount } from './deliver.ts';
import type { LineChannel } from './line-channels.ts';

/**
 * Sends at once what this process has just stored, without asking the database for it. Whatever goes wrong here, the lease runs out
 * and the message is taken up again from the outbox.
 */
export interface HandOver {
  /** Whether more is taken now: memory is bounded, and what is not taken here waits in the outbox for any process. */
  readonly hasRoom: boolean;
  take(account: LineAccount, channel: LineChannel, messages: readonly Queued[]): void;
  /** Resolves when all that was taken has been sent or given back. */
  idle(): Promise<void>;
}

const mostWaiting = 2000;

export function createHandOver(parts: DeliveryParts, log: Log, mostAtOnce = 128): HandOver {
  const waiting: (() => Promise<void>)[] = [];
  let first = 0;
  let running = 0;
  let whenIdle: (() => void)[] = [];

  function next(): void {
    while (running < mostAtOnce && first < waiting.length) {
      const work = waiting[first]!;
      first += 1;
      running += 1;
      void work().finally(() => {
        running -= 1;
        next();
      });
    }
    if (first > 1024) {
      waiting.splice(0, first);
      first = 0;
    }
    if (running > 0) return;
    for (const told of whenIdle) told();
    whenIdle = [];
  }

  return {
    get hasRoom() {
      return waiting.length - first < mostWaiting;
    },
    take(account, channel, messages) {
      for (const ofChat of Map.groupBy(messages, (message) => message.chatId).values()) {
        waiting.push(() =>
          deliverAll(parts, account, channel, ofChat).catch((error) => {
            log.warn({ err: error, account: account.slug }, 'not sent at once; the outbox has it');
          }),
        );
      }
      next();
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  };
}
