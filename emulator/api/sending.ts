import type { AcceptedCall, SentMessage } from '../channel.ts';
import { type Answer, json, lineError } from '../http/answer.ts';
import type { MessageContent } from '../types.ts';
import { sendingBodies } from '../validate/message.ts';
import { records } from '../validate/rule.ts';
import { type BotCall, type Endpoint, MESSAGES } from './bot-api.ts';

/** Reply, push, multicast, broadcast, narrowcast, and their validation endpoints. */

const USER_ID = /^U[0-9a-f]{32}$/;
const QUOTABLE = new Set(['text', 'textV2', 'sticker', 'image', 'video', 'imagemap', 'template', 'flex']);

function messagesOf(call: BotCall): MessageContent[] {
  return records(call.json.messages).map((message) => message as MessageContent);
}

/** A message in one line, for logs and lists. */
export function gist(message: MessageContent | undefined): string {
  if (!message) return '';
  const words =
    message.type === 'text' || message.type === 'textV2' ? message.text : (message.altText ?? message.title);
  return typeof words === 'string' ? words : `(${String(message.type)})`;
}

function describe(call: BotCall) {
  const messages = messagesOf(call);
  const to = typeof call.json.to === 'string' ? call.json.to : recipientOfReply(call);
  const before = call.retryKey && call.channel.acceptedBefore(call.retryKey, call.platform.world.now());
  return {
    text: gist(messages[0]),
    ...(messages.length > 1 ? { count: messages.length } : {}),
    ...(to === undefined ? {} : { userId: to }),
    ...(before || (call.retryKey && retriedBefore(call)) ? { repeated: true } : {}),
  };
}

function recipientOfReply(call: BotCall): string | undefined {
  return typeof call.json.replyToken === 'string'
    ? call.channel.replyTokens.get(call.json.replyToken)?.userId
    : undefined;
}

/** Whether the log already holds this retry key, accepted or not. */
function retriedBefore(call: BotCall): boolean {
  return call.platform.world.deliveries.list().some((row) => row.reference === call.retryKey);
}

/** Puts the messages into the chats of those who are friends; the others get nothing, and LINE says nothing. */
function deliver(call: BotCall, recipients: readonly string[], by: string): SentMessage[] {
  const { world } = call.platform;
  const messages = messagesOf(call);
  let sent: SentMessage[] = [];
  for (const userId of recipients) {
    if (!world.isFriend(call.channel.config.channelId, userId)) continue;
    const chat = world.chat(call.channel.config.channelId, userId);
    const lines = messages.map((message) => world.say(chat, 'account', message, by));
    sent = lines.map((line) => sentMessage(line.id, line.quoteToken, line.content.type));
  }
  if (sent.length > 0) return sent;
  return messages.map((message) => sentMessage(world.ids.messageId(world.now()), world.ids.token(), message.type));
}

function sentMessage(id: string, quoteToken: string, type: string): SentMessage {
  return QUOTABLE.has(type) ? { id, quoteToken } : ({ id } as SentMessage);
}

function reply(call: BotCall): Answer {
  const { world } = call.platform;
  const token = call.channel.replyTokens.get(String(call.json.replyToken));
  if (!token || token.used || world.now() > token.usableUntil) return lineError(400, 'Invalid reply token');
  token.used = true;
  return json({ sentMessages: deliver(call, [token.userId], 'reply') });
}

/** Counts the recipients against the month, or says why not. */
function spendQuota(call: BotCall, recipients: readonly string[]): Answer | undefined {
  const { world } = call.platform;
  const { quota, channelId } = call.channel.config;
  const counted = recipients.filter((userId) => world.isFriend(channelId, userId)).length;
  const used = call.channel.usedThisMonth(world.now());
  if (quota !== undefined && used + Math.max(counted, 1) > quota) return lineError(429, MESSAGES.monthly);
  call.channel.spend(counted, world.now());
  return undefined;
}

function accept(call: BotCall, sentMessages?: SentMessage[]): void {
  if (call.retryKey === undefined) return;
  const accepted: AcceptedCall = {
    at: call.platform.world.now(),
    requestId: call.requestId,
    ...(sentMessages ? { sentMessages } : {}),
  };
  call.channel.rememberAccepted(call.retryKey, accepted);
}

function push(call: BotCall): Answer {
  const to = String(call.json.to);
  if (!USER_ID.test(to))
    return lineError(400, "The property, 'to', in the request body is invalid (line: -, column: -)");
  if (!call.platform.world.phones.has(to)) return lineError(400, 'Failed to send messages');
  const refused = spendQuota(call, [to]);
  if (refused) return refused;
  const sentMessages = deliver(call, [to], 'push');
  accept(call, sentMessages);
  return json({ sentMessages });
}

function multicast(call: BotCall): Answer {
  const to = [...new Set((call.json.to as string[]).map(String))];
  const wrong = to.findIndex((userId) => !USER_ID.test(userId));
  if (wrong >= 0) {
    return lineError(400, `The property, 'to[${wrong}]', in the request body is invalid (line: -, column: -)`);
  }
  return sendToMany(call, to, 'multicast', 200);
}

function broadcast(call: BotCall): Answer {
  return sendToMany(call, call.platform.world.friendIds(call.channel.config.channelId), 'broadcast', 200);
}

/**
 * Without a recipient or filter a narrowcast goes to every friend. Audiences and demographics do not exist here:
 * such a call is accepted, reaches nobody, and its progress says so.
 */
function narrowcast(call: BotCall): Answer {
  const filtered = call.json.recipient !== undefined || call.json.filter !== undefined;
  const recipients = filtered ? [] : call.platform.world.friendIds(call.channel.config.channelId);
  const answer = sendToMany(call, recipients, 'narrowcast', 202);
  if (answer.status === 202) {
    const targets = filtered ? -1 : recipients.length;
    call.channel.narrowcasts.set(call.requestId, { at: call.platform.world.now(), targets });
  }
  return answer;
}

function sendToMany(call: BotCall, recipients: readonly string[], by: string, status: number): Answer {
  const refused = spendQuota(call, recipients);
  if (refused) return refused;
  deliver(call, recipients, by);
  accept(call);
  return json({}, status);
}

function narrowcastProgress(call: BotCall): Answer {
  const sent = call.channel.narrowcasts.get(call.query.get('requestId') ?? '');
  if (!sent) return lineError(404, MESSAGES.notFound);
  const time = new Date(sent.at).toISOString();
  const times = { acceptedTime: time, completedTime: time };
  if (sent.targets < 0) {
    const failedDescription = 'This emulator knows neither audiences nor demographics';
    return json({ phase: 'failed', errorCode: 1, failedDescription, ...times });
  }
  return json({ phase: 'succeeded', successCount: sent.targets, failureCount: 0, targetCount: sent.targets, ...times });
}

const SENDERS = { reply, push, multicast, broadcast, narrowcast } as const;
const NAMES = Object.keys(SENDERS) as (keyof typeof SENDERS)[];

export const sendingEndpoints: readonly Endpoint[] = [
  ...NAMES.map((name) => ({
    method: 'POST',
    path: `/v2/bot/message/${name}`,
    name,
    body: sendingBodies[name],
    takesRetryKey: name !== 'reply',
    describe,
    answer: SENDERS[name],
  })),
  ...NAMES.map((name) => ({
    method: 'POST',
    path: `/v2/bot/message/validate/${name}`,
    name: 'validate',
    body: sendingBodies.validate,
    answer: () => json({}),
  })),
  {
    method: 'GET',
    path: '/v2/bot/message/progress/narrowcast',
    name: 'narrowcast-progress',
    answer: narrowcastProgress,
  },
  {
    method: 'GET',
    path: '/v2/bot/message/quota',
    name: 'quota',
    answer: ({ channel: { config } }) =>
      json(config.quota === undefined ? { type: 'none' } : { type: 'limited', value: config.quota }),
  },
  {
    method: 'GET',
    path: '/v2/bot/message/quota/consumption',
    name: 'quota-consumption',
    answer: ({ channel, platform }) => json({ totalUsage: channel.usedThisMonth(platform.world.now()) }),
  },
];
