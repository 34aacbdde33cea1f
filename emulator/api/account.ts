import { type Answer, bytes, json, lineError } from '../http/answer.ts';
import { also, integer, object, type Rule, required, text, uri } from '../validate/rule.ts';
import type { PostResult } from '../webhook/post.ts';
import { type BotCall, type Endpoint, MESSAGES } from './bot-api.ts';

/** Profiles, followers, the bot itself, its webhook, what people sent, and small signs in the chat. */

const USER_ID = /^U[0-9a-f]{32}$/;
const LINK_TOKEN_MS = 10 * 60_000;

/** Blocked, never a friend, or not there at all: LINE says 404 to each. */
function profile(call: BotCall): Answer {
  const userId = call.params.userId ?? '';
  const phone = call.platform.world.phones.get(userId);
  if (!phone || !call.platform.world.isFriend(call.channel.config.channelId, userId)) {
    return lineError(404, MESSAGES.notFound);
  }
  return json({ userId, displayName: phone.name, language: phone.language === 'en' ? 'en' : 'ja' });
}

function followers(call: BotCall): Answer {
  if (!call.channel.config.verified) {
    return lineError(403, 'Access to this API is not available for your account');
  }
  const limit = Number(call.query.get('limit') ?? 300);
  const start = Number(call.query.get('start') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000)
    return lineError(400, 'The value for the limit parameter is invalid');
  if (!Number.isInteger(start) || start < 0) return lineError(400, 'The value for the start parameter is invalid');
  const all = call.platform.world.friendIds(call.channel.config.channelId);
  const next = start + limit < all.length ? { next: String(start + limit) } : {};
  return json({ userIds: all.slice(start, start + limit), ...next });
}

function info({ channel }: BotCall): Answer {
  const { botUserId, basicId, displayName } = channel.config;
  return json({ userId: botUserId, basicId, displayName, chatMode: 'bot', markAsReadMode: 'manual' });
}

function content(call: BotCall): Answer {
  const stored = call.channel.contents.get(call.params.messageId ?? '');
  if (!stored || stored.keptUntil < call.platform.world.now()) return lineError(404, MESSAGES.notFound);
  return bytes(stored.type, stored.bytes);
}

function transcoding(call: BotCall): Answer {
  const stored = call.channel.contents.get(call.params.messageId ?? '');
  return stored ? json({ status: 'succeeded' }) : lineError(404, MESSAGES.notFound);
}

function startLoading(call: BotCall): Answer {
  const { world } = call.platform;
  const chatId = String(call.json.chatId);
  if (!USER_ID.test(chatId)) return lineError(400, 'The chat ID is invalid');
  if (!world.isFriend(call.channel.config.channelId, chatId)) return json({}, 202);
  const chat = world.chat(call.channel.config.channelId, chatId);
  chat.typingUntil = world.now() + Number(call.json.loadingSeconds ?? 20) * 1_000;
  world.tell({ of: 'chat', userId: chatId, channelId: call.channel.config.channelId });
  return json({}, 202);
}

function markRead(call: BotCall, userId: string): Answer {
  const { world } = call.platform;
  const chat = world.chat(call.channel.config.channelId, userId);
  for (const message of chat.messages) if (message.from === 'resident') message.read = true;
  world.tell({ of: 'chat', userId, channelId: call.channel.config.channelId });
  return json({});
}

function markReadByToken(call: BotCall): Answer {
  const userId = call.channel.readTokens.get(String(call.json.markAsReadToken));
  return userId === undefined ? lineError(400, 'The markAsReadToken is invalid') : markRead(call, userId);
}

function markReadByUser(call: BotCall): Answer {
  const chat = call.json.chat as { userId: string };
  return markRead(call, chat.userId);
}

function webhookEndpoint({ channel }: BotCall): Answer {
  return json({ endpoint: channel.webhookUrl, active: channel.webhookActive });
}

function setWebhookEndpoint(call: BotCall): Answer {
  call.channel.webhookUrl = String(call.json.endpoint);
  return json({});
}

async function testWebhook(call: BotCall): Promise<Answer> {
  const url = typeof call.json.endpoint === 'string' ? call.json.endpoint : call.channel.webhookUrl;
  const result = await call.platform.sender.verify(call.channel, url);
  return json(webhookTestReport(result, call.platform.world.now()));
}

/** As the API's test and the console's "Verify" button report. */
export function webhookTestReport(result: PostResult, now: number) {
  const reason = result.ok ? 'OK' : (result.failure ?? 'unclassified').toUpperCase();
  const detail = result.status === undefined ? (result.failure ?? '') : String(result.status);
  return { success: result.ok, timestamp: new Date(now).toISOString(), statusCode: result.status ?? 0, reason, detail };
}

function linkToken(call: BotCall): Answer {
  const { tokens } = call.platform;
  const userId = call.params.userId ?? '';
  if (!call.platform.world.isFriend(call.channel.config.channelId, userId))
    return lineError(400, 'The user ID is invalid');
  const seconds = LINK_TOKEN_MS / 1_000;
  return json({ linkToken: tokens.issue('login', call.channel.config.channelId, { userId, seconds }).token });
}

const multipleOfFive: Rule = also(
  (body) => typeof body.loadingSeconds !== 'number' || body.loadingSeconds % 5 === 0,
  'Must be a multiple of 5',
  'loadingSeconds',
);
const webhookUrl = uri(500);

export const accountEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/v2/bot/profile/:userId', name: 'profile', answer: profile },
  { method: 'GET', path: '/v2/bot/followers/ids', name: 'followers', answer: followers },
  { method: 'GET', path: '/v2/bot/info', name: 'info', answer: info },
  { method: 'GET', path: '/v2/bot/message/:messageId/content', name: 'content', answer: content },
  { method: 'GET', path: '/v2/bot/message/:messageId/content/preview', name: 'content', answer: content },
  { method: 'GET', path: '/v2/bot/message/:messageId/content/transcoding', name: 'content', answer: transcoding },
  {
    method: 'POST',
    path: '/v2/bot/chat/loading/start',
    name: 'loading-start',
    body: object({ chatId: required(text()), loadingSeconds: integer(5, 60) }, multipleOfFive),
    answer: startLoading,
  },
  {
    method: 'POST',
    path: '/v2/bot/chat/markAsRead',
    name: 'mark-as-read',
    body: object({ markAsReadToken: required(text()) }),
    answer: markReadByToken,
  },
  {
    method: 'POST',
    path: '/v2/bot/message/markAsRead',
    name: 'mark-as-read',
    body: object({ chat: required(object({ userId: required(text()) })) }),
    answer: markReadByUser,
  },
  { method: 'GET', path: '/v2/bot/channel/webhook/endpoint', name: 'webhook-endpoint', answer: webhookEndpoint },
  {
    method: 'PUT',
    path: '/v2/bot/channel/webhook/endpoint',
    name: 'webhook-endpoint',
    body: object({ endpoint: required(webhookUrl) }),
    answer: setWebhookEndpoint,
  },
  {
    method: 'POST',
    path: '/v2/bot/channel/webhook/test',
    name: 'webhook-test',
    body: object({ endpoint: webhookUrl }),
    bodyOptional: true,
    answer: testWebhook,
  },
  { method: 'POST', path: '/v2/bot/user/:userId/linkToken', name: 'link-token', answer: linkToken },
];
