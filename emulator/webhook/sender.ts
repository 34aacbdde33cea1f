import type { Channel } from '../channel.ts';
import type { JsonObject } from '../types.ts';
import type { World } from '../world.ts';
import { type PostResult, postWebhook } from './post.ts';
import { signature, webhookBody } from './sign.ts';

/** An event on its way to a bot, with what the log says of it. */
export type OutgoingEvent = {
  readonly event: JsonObject & { webhookEventId: string; replyToken?: string };
  readonly userId: string;
  readonly kind: string;
  readonly text: string;
};

type Waiting = OutgoingEvent & { readonly done: (result: PostResult) => void };

export type SenderOptions = {
  /** Events that come within this time share a POST. */
  readonly batchMs?: number;
  /** When a failed webhook is tried again, in ms of virtual time after the failure before. LINE does not disclose its own. */
  readonly redeliverAfterMs?: readonly number[];
};

const EVENTS_PER_POST = 100;
const BATCH_MS = 5;
const REDELIVER_AFTER_MS = [3_000, 30_000, 300_000];
const REDELIVERED_TOKEN_MS = 20 * 60_000;
/** With the fault `reorder`, a webhook waits for the next one, but not for ever. */
const REORDER_WAIT_MS = 3_000;

/** Gathers events per account, signs and posts them, and delivers again what failed. */
export class WebhookSender {
  readonly #world: World;
  readonly #batchMs: number;
  readonly #redeliverAfterMs: readonly number[];
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #held = new Map<string, () => void>();
  readonly #inFlight = new Set<Promise<unknown>>();
  readonly #cancelTimers = new Set<() => void>();
  #closed = false;

  constructor(world: World, options: SenderOptions = {}) {
    this.#world = world;
    this.#batchMs = options.batchMs ?? BATCH_MS;
    this.#redeliverAfterMs = options.redeliverAfterMs ?? REDELIVER_AFTER_MS;
  }

  /** Resolves with the bot's first answer to the POST that carried the event. */
  send(channel: Channel, outgoing: OutgoingEvent): Promise<PostResult> {
    return new Promise((done) => {
      const queue = this.#waiting.get(channel.config.channelId);
      if (queue) {
        queue.push({ ...outgoing, done });
        return;
      }
      this.#waiting.set(channel.config.channelId, [{ ...outgoing, done }]);
      setTimeout(() => this.#flush(channel), this.#batchMs);
    });
  }

  /** The console's "Verify" button: a signed POST without events. */
  verify(channel: Channel, url = channel.webhookUrl): Promise<PostResult> {
    const body = webhookBody(channel.config.botUserId, []);
    return postWebhook(url, body, signature(channel.config.channelSecret, body));
  }

  /** Waits until nothing is on its way. */
  async settle(): Promise<void> {
    while (this.#inFlight.size > 0 || this.#waiting.size > 0) {
      await Promise.all(this.#inFlight);
      await new Promise((resolve) => setTimeout(resolve, this.#batchMs));
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#cancelTimers) cancel();
    for (const release of this.#held.values()) release();
    await this.settle();
  }

  #flush(channel: Channel): void {
    const all = this.#waiting.get(channel.config.channelId) ?? [];
    this.#waiting.delete(channel.config.channelId);
    for (let from = 0; from < all.length; from += EVENTS_PER_POST) {
      this.#track(this.#dispatch(channel, all.slice(from, from + EVENTS_PER_POST)));
    }
  }

  #track(work: Promise<unknown>): void {
    const tracked = work.finally(() => this.#inFlight.delete(tracked));
    this.#inFlight.add(tracked);
  }

  async #dispatch(channel: Channel, batch: readonly Waiting[]): Promise<void> {
    const id = channel.config.channelId;
    const { faults } = this.#world;
    const earlier = this.#held.get(id);
    if (!earlier && !this.#closed && faults.strikeWebhook('reorder', id)) await this.#hold(id);
    const result = await this.#post(channel, batch, false);
    for (const one of batch) one.done(result);
    if (earlier) {
      this.#held.delete(id);
      earlier();
    }
    if (faults.strikeWebhook('duplicate', id)) await this.#post(channel, batch, false, true);
    if (faults.strikeWebhook('redeliver', id)) this.#redeliverLater(channel, batch, 0);
    else if (!result.ok && channel.redelivery) this.#redeliverLater(channel, batch, 0);
  }

  #hold(channelId: string): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => release(), REORDER_WAIT_MS);
      const release = () => {
        clearTimeout(timer);
        this.#held.delete(channelId);
        resolve();
      };
      this.#held.set(channelId, release);
    });
  }

  #redeliverLater(channel: Channel, batch: readonly Waiting[], round: number): void {
    const waitMs = this.#redeliverAfterMs[round];
    if (waitMs === undefined || this.#closed) return;
    const cancel = this.#world.clock.at(this.#world.now() + waitMs, () => {
      this.#cancelTimers.delete(cancel);
      this.#track(
        this.#post(channel, batch, true).then((result) => {
          if (!result.ok && channel.redelivery) this.#redeliverLater(channel, batch, round + 1);
        }),
      );
    });
    this.#cancelTimers.add(cancel);
  }

  async #post(
    channel: Channel,
    batch: readonly Waiting[],
    isRedelivery: boolean,
    repeated = isRedelivery,
  ): Promise<PostResult> {
    const events = batch.map(({ event }) => (isRedelivery ? { ...event, deliveryContext: { isRedelivery } } : event));
    if (isRedelivery) for (const { event } of batch) prolongReplyToken(channel, event);
    const body = webhookBody(channel.config.botUserId, events);
    const stale = this.#world.faults.strikeWebhook('old-signature', channel.config.channelId);
    const secret = (stale && channel.config.previousSecret) || channel.config.channelSecret;
    const result: PostResult = channel.webhookActive
      ? await postWebhook(channel.webhookUrl, body, signature(secret, body))
      : { ok: false, failure: 'could_not_connect', ms: 0 };
    for (const { event, userId, kind, text } of batch) {
      this.#world.deliveries.add({
        at: this.#world.now(),
        direction: 'to-account',
        channelId: channel.config.channelId,
        userId,
        kind,
        text,
        result: result.status ?? result.failure ?? 'unclassified',
        ms: result.ms,
        reference: event.webhookEventId,
        ...(repeated ? { repeated } : {}),
      });
    }
    return result;
  }
}

/** In a redelivered event the token lives until 20 minutes after the event, unless used. */
function prolongReplyToken(channel: Channel, event: OutgoingEvent['event']): void {
  const token = event.replyToken === undefined ? undefined : channel.replyTokens.get(event.replyToken);
  if (token) token.usableUntil = Math.max(token.usableUntil, token.issuedAt + REDELIVERED_TOKEN_MS);
}
