import type { AccountId } from '../../base/ids.ts';
import {
  bury,
  type Fate,
  lease,
  leaseMs,
  type Queued,
  replyOutcomeUnknown,
  settle,
} from '../../features/messages/index.ts';
import { chatOf, lineUserOf } from '../../features/residents/index.ts';
import type { TakeIn } from '../../platform/intake/intake.ts';
import type { Actor, InScope, Scope } from '../../platform/scope.ts';
import type { ChannelTokens } from './channel-token.ts';
import type { LineAnswer, LineApi } from './line-api.ts';
import type { LineChannel } from './line-channels.ts';
import { lintMessages } from './message-limits.ts';
import { renderMessages } from './render-message.ts';

export interface DeliveryParts {
  readonly inScope: InScope;
  /** Fates are written down many at a time, beside what arrives. */
  readonly takeIn: TakeIn;
  readonly api: LineApi;
  readonly tokens: ChannelTokens;
  readonly now: () => Date;
}

export interface LineAccount {
  readonly id: AccountId;
  readonly slug: string;
}

const worker: Actor = { kind: 'system', job: 'line.deliver' };
const batchSize = 50;
/** LINE keeps a retry key for 24 hours, after which a repeat could arrive twice: 90 waits of at most 15 minutes stay below. */
const mostAttempts = 90;
const longestWaitMs = 15 * 60_000;

/** Sends what is due for one account; returns how many messages were taken. */
export async function deliverDue(parts: DeliveryParts, account: LineAccount, channel: LineChannel): Promise<number> {
  const now = parts.now();
  const leased = await parts.inScope(account, worker, (scope) =>
    lease(scope.tx, account.id, now, new Date(now.getTime() + leaseMs), batchSize),
  );
  if (leased.length === 0) return 0;
  await deliverAll(parts, account, channel, leased);
  return leased.length;
}

/** Sends messages that are leased to this process. One chat's keep their order; chats go side by side. */
export async function deliverAll(
  parts: DeliveryParts,
  account: LineAccount,
  channel: LineChannel,
  leased: readonly Queued[],
): Promise<void> {
  const chats = Map.groupBy(leased, (message) => message.chatId);
  await Promise.all(
    [...chats.values()].map(async (messages) => {
      for (const message of messages) await deliverOne(parts, account, channel, message);
    }),
  );
}

async function deliverOne(
  parts: DeliveryParts,
  account: LineAccount,
  channel: LineChannel,
  message: Queued,
): Promise<void> {
  const key = `message ${message.messageId}`;
  const to = message.lineUser ?? (await parts.takeIn(account, key, worker, (scope) => recipient(scope, message)));
  const fate = to === undefined ? dropped : await attempt(parts, channel, message, to);
  await parts.takeIn(account, key, worker, async (scope) => {
    await settle(scope.tx, account.id, message, fate, parts.now());
    // Undeliverable is seen, not forgotten; what it said is sealed, so that an operator can send it again.
    if (fate.state === 'failed') {
      await bury(scope, {
        source: 'outbox',
        chatId: message.chatId,
        eventId: message.messageId,
        reason: `${message.purpose}: ${fate.error}`,
        event: { purpose: message.purpose, messages: message.body },
      });
    }
  });
}

const dropped: Fate = { state: 'dropped', error: 'blocked-or-erased' };

/** Blocked residents are never messaged. */
async function recipient(scope: Scope, message: Queued): Promise<string | undefined> {
  const chat = await chatOf(scope, message.chatId);
  if (chat?.channel !== 'line' || chat.blockedAt) return undefined;
  return lineUserOf(scope, message.chatId);
}

async function attempt(parts: DeliveryParts, channel: LineChannel, message: Queued, to: string): Promise<Fate> {
  const messages = renderMessages(message.body);
  const [fault] = lintMessages(messages);
  if (fault) return { state: 'failed', error: `lint: ${fault.where} ${fault.what}` };
  const token = await parts.tokens.of(channel);
  const now = parts.now();
  const replyLives = message.replyToken !== null && message.replyUntil !== null && message.replyUntil > now;
  // A reply that may have arrived is never followed by a push of the same words.
  if (mayHaveArrived(message) && !replyLives) return { state: 'failed', error: replyOutcomeUnknown };
  if (!token) return retryLater(now, message, 'no-token', false);
  if (replyLives) {
    const answer = await parts.api.call({
      host: 'api',
      method: 'POST',
      path: '/v2/bot/message/reply',
      token,
      json: { replyToken: message.replyToken, messages },
    });
    if (answer.status === 401) parts.tokens.forget(channel);
    const fate = afterReply(answer, message, now);
    if (fate) return fate;
  }
  const answer = await parts.api.call({
    host: 'api',
    method: 'POST',
    path: '/v2/bot/message/push',
    token,
    retryKey: message.retryKey,
    json: { to, messages },
  });
  if (answer.status === 401) parts.tokens.forget(channel);
  return afterPush(answer, message, parts.now());
}

const mayHaveArrived = (message: Queued): boolean => message.lastError === replyOutcomeUnknown;

/** What a reply came to; undefined when it was refused for sure and a push should follow. */
export function afterReply(answer: LineAnswer, message: Queued, now: Date): Fate | undefined {
  if (answer.status === 200) return { state: 'sent', by: 'reply' };
  // Replies carry no retry key. Asked again while the token lives, a refusal says that the first call was accepted.
  if (answer.status === 400 && mayHaveArrived(message)) return { state: 'sent', by: 'reply' };
  const isUnreached = answer.status === 0 && neverLeft.has(answer.message);
  if (!isUnreached && (answer.status === 0 || answer.status >= 500)) {
    return {
      state: 'waiting',
      notBefore: new Date(now.getTime() + 1000),
      error: replyOutcomeUnknown,
      withoutReply: false,
    };
  }
  const isPassing = isUnreached || answer.status === 429 || answer.status === 401;
  return isPassing || mayHaveArrived(message) ? retryLater(now, message, `${answer.status}`, false) : undefined;
}

/** Errors before a request was on its way: nothing can have arrived. */
const neverLeft: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function afterPush(answer: LineAnswer, message: Queued, now: Date): Fate {
  // 409: the retry key was accepted before, so the message is there.
  if (answer.status === 200 || answer.status === 409) return { state: 'sent', by: 'push' };
  const passing = answer.status === 0 || answer.status >= 500 || answer.status === 401 || isRateLimit(answer);
  if (passing) return retryLater(now, message, `${answer.status}`, true);
  return { state: 'failed', error: answer.status === 429 ? 'monthly-limit' : `push-refused-${answer.status}` };
}

/** LINE tells the kinds of 429 apart by their words alone. */
const isRateLimit = (answer: LineAnswer): boolean => answer.status === 429 && !/monthly limit/i.test(answer.message);

function retryLater(now: Date, message: Queued, reason: string, withoutReply: boolean): Fate {
  // What may have arrived stays so, whatever went wrong since.
  const error = mayHaveArrived(message) ? replyOutcomeUnknown : reason;
  if (message.attempts >= mostAttempts) return { state: 'failed', error };
  const waitMs = Math.min(1000 * 2 ** message.attempts, longestWaitMs);
  return { state: 'waiting', notBefore: new Date(now.getTime() + waitMs), error, withoutReply };
}
