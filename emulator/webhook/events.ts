import type { Channel } from '../channel.ts';
import type { JsonObject } from '../types.ts';
import type { World } from '../world.ts';

export type WebhookEvent = JsonObject & { webhookEventId: string; replyToken?: string };

const REPLY_TOKEN_MS = 60_000;
const TOKENS_KEPT_MS = 60 * 60_000;

/** The frame of every event. With `reply`, a reply token is issued: one use, one minute. */
export function webhookEvent(
  world: World,
  channel: Channel,
  userId: string,
  own: JsonObject,
  reply: boolean,
): WebhookEvent {
  const now = world.now();
  const token = reply ? { replyToken: issueReplyToken(world, channel, userId) } : {};
  return {
    ...own,
    mode: 'active',
    timestamp: now,
    source: { type: 'user', userId },
    webhookEventId: world.ids.ulid(now),
    deliveryContext: { isRedelivery: false },
    ...token,
  };
}

function issueReplyToken(world: World, channel: Channel, userId: string): string {
  const now = world.now();
  const token = world.ids.hex(32);
  channel.replyTokens.set(token, { userId, issuedAt: now, usableUntil: now + REPLY_TOKEN_MS, used: false });
  for (const [old, { issuedAt }] of channel.replyTokens) {
    if (now - issuedAt <= TOKENS_KEPT_MS) break;
    channel.replyTokens.delete(old);
  }
  return token;
}
