import type { Login } from '../api/login.ts';
import type { Answer, Call } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import { pressables } from '../resident/find-actions.ts';
import { openUri } from '../resident/open-uri.ts';
import { type Outcome, performAction } from '../resident/perform-action.ts';
import { Refusal } from '../resident/refusal.ts';
import type { Media, Residents } from '../resident/residents.ts';
import type { JsonObject, Language, PhoneOwner } from '../types.ts';
import type { PostResult } from '../webhook/post.ts';
import { done, type Order, readOrder } from './orders.ts';
import { castView, chatView, homeView, phoneView, pressableView } from './views.ts';

export type Desk = { readonly residents: Residents; readonly login: Login; readonly url: () => string };

const LANGUAGES: readonly Language[] = ['ja', 'easy', 'en'];

/** `/_/phones…`: everything a phone can do, for its page, for tests and for scripts. */
export function phoneRoutes(desk: Desk): Route[] {
  const { residents } = desk;
  const { world } = residents;
  const get = (path: string, handle: (call: Call, userId: string) => unknown): Route => ({
    method: 'GET',
    path: `/_/phones${path}`,
    handle: (call) => done(handle(call, call.params.userId ?? '')),
  });
  const post = (path: string, handle: (order: Order, userId: string) => unknown): Route => ({
    method: 'POST',
    path: `/_/phones${path}`,
    handle: async (call): Promise<Answer> => done(await handle(await readOrder(call), call.params.userId ?? '')),
  });
  const of = (order: Order) => order.channelId(world);
  const chosenChannel = (call: Call) => {
    const only = world.channels.size === 1 ? [...world.channels.keys()][0] : undefined;
    return residents.channel(call.url.searchParams.get('channelId') ?? only ?? '');
  };
  return [
    get('', () => castView(world)),
    post('', (order) => phoneView(world.addPhone(readOwner(order)))),
    post('/:userId/language', (order, userId) => {
      const language = readLanguage(order);
      return phoneView(world.addPhone({ ...residents.phone(userId), language }));
    }),
    get('/:userId', (_call, userId) => homeView(world, residents.phone(userId))),
    get('/:userId/messages', (call, userId) => {
      const channel = chosenChannel(call);
      return chatView(world, channel, world.chat(channel.config.channelId, residents.phone(userId).userId));
    }),
    get('/:userId/pressables', (call, userId) => {
      const channel = chosenChannel(call);
      return pressableView(channel, world.chat(channel.config.channelId, residents.phone(userId).userId));
    }),
    post('/:userId/follow', async (order, userId) => told(await residents.follow(userId, of(order)))),
    post('/:userId/block', async (order, userId) => told(await residents.block(userId, of(order)))),
    post('/:userId/text', async (order, userId) => {
      const quoted = order.textOr('quotedMessageId', undefined);
      return told(await residents.sendText(userId, of(order), order.text('text'), 'typed', quoted));
    }),
    post('/:userId/sticker', async (order, userId) =>
      told(await residents.sendSticker(userId, of(order), order.text('packageId'), order.text('stickerId'))),
    ),
    post('/:userId/location', async (order, userId) =>
      told(await residents.sendLocation(userId, of(order), readPlace(order))),
    ),
    post('/:userId/media', async (order, userId) =>
      told(await residents.sendMedia(userId, of(order), readMedia(order))),
    ),
    post('/:userId/postback', async (order, userId) => {
      const params = order.has('params') ? { params: order.record('params') as JsonObject } : {};
      const postback = { data: order.text('data'), ...params };
      return told(await residents.postback(userId, of(order), postback, order.textOr('displayText', undefined)));
    }),
    post('/:userId/action', (order, userId) =>
      performAction(
        residents,
        userId,
        of(order),
        order.record('action') as JsonObject,
        order.textOr('picked', undefined),
      ),
    ),
    post('/:userId/press', (order, userId) => press(desk, userId, of(order), order)),
    post('/:userId/unsend', async (order, userId) =>
      told(await residents.unsend(userId, of(order), order.text('messageId'))),
    ),
    post('/:userId/read', (order, userId) => {
      residents.markRead(userId, of(order));
      return { ok: true };
    }),
    post('/:userId/open', (order, userId) => openUri(residents, desk.login, desk.url(), userId, order.text('uri'))),
    post('/:userId/video-played', async (order, userId) =>
      told(await residents.videoPlayed(userId, of(order), order.text('trackingId'))),
    ),
    post('/:userId/liff-messages', (order, userId) => sendFromLiff(residents, userId, order)),
  ];
}

const told = ({ ok, status, failure, ms }: PostResult) => ({
  ok,
  status: status ?? null,
  failure: failure ?? null,
  ms,
});

/** Presses what carries the given words; a link is opened, as a thumb would. */
async function press(desk: Desk, userId: string, channelId: string, order: Order) {
  const { chat, channel } = desk.residents.openChat(userId, channelId);
  const label = order.text('label');
  const all = pressables(chat, channel.menuFor(userId));
  const found = all.find((one) => one.label === label) ?? all.find((one) => one.label.includes(label));
  if (!found) {
    throw new Refusal(
      `Nothing is labelled "${label}". There is: ${all.map((one) => one.label).join(' / ') || 'nothing'}`,
      404,
    );
  }
  const picked = order.textOr('picked', undefined);
  const outcome: Outcome = await performAction(desk.residents, userId, channelId, found.action, picked);
  if (outcome.did !== 'open') return outcome;
  return { ...outcome, opening: openUri(desk.residents, desk.login, desk.url(), userId, outcome.uri) };
}

function readOwner(order: Order): PhoneOwner {
  const language = readLanguage(order);
  const name = order.text('name').trim();
  if (name === '' || name.length > 40) throw new Refusal('"name" must have 1 to 40 characters.');
  const userId = order.textOr('userId', undefined);
  if (userId !== undefined && !/^U[0-9a-f]{32}$/.test(userId)) {
    throw new Refusal('"userId" must be U and 32 hexadecimal digits.');
  }
  const note = order.textOr('note', undefined);
  const homeChannelId = order.textOr('homeChannelId', undefined);
  return {
    name,
    language,
    ...(userId === undefined ? {} : { userId }),
    ...(note === undefined ? {} : { note: { ja: note, en: note } }),
    ...(homeChannelId === undefined ? {} : { homeChannelId }),
  };
}

function readLanguage(order: Order): Language {
  const given = order.textOr('language', 'ja');
  const language = LANGUAGES.find((known) => known === given);
  if (!language) throw new Refusal(`"language" must be one of ${LANGUAGES.join(', ')}.`);
  return language;
}

function readPlace(order: Order) {
  const latitude = order.number('latitude');
  const longitude = order.number('longitude');
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw new Refusal('There is no such place on Earth.');
  const title = order.textOr('title', undefined);
  const address = order.textOr('address', undefined);
  return { latitude, longitude, ...(title ? { title } : {}), ...(address ? { address } : {}) };
}

const MEDIA_KINDS = ['image', 'video', 'audio', 'file'] as const;

function readMedia(order: Order): Media {
  const kind = MEDIA_KINDS.find((known) => known === order.text('kind'));
  if (!kind) throw new Refusal(`"kind" must be one of ${MEDIA_KINDS.join(', ')}.`);
  const parts = /^data:([\w.+-]+\/[\w.+-]+);base64,([A-Za-z0-9+/=]+)$/.exec(order.text('dataUrl'));
  if (!parts?.[1] || !parts[2]) throw new Refusal('"dataUrl" must be a data: URL in base64.');
  const name = order.textOr('name', undefined);
  const durationMs = order.has('durationMs') ? { durationMs: order.number('durationMs') } : {};
  return { kind, type: parts[1], bytes: Buffer.from(parts[2], 'base64'), ...durationMs, ...(name ? { name } : {}) };
}

/** `liff.sendMessages`: up to five, in the resident's name. */
async function sendFromLiff(residents: Residents, userId: string, order: Order) {
  const messages = order.any('messages');
  const channel = residents.world.channelOfLiff(order.text('liffId'));
  if (!channel) throw new Refusal('There is no such LIFF app.', 404);
  if (!Array.isArray(messages) || messages.length < 1 || messages.length > 5)
    throw new Refusal('1 to 5 messages, please.');
  for (const message of messages as JsonObject[]) {
    const channelId = channel.config.channelId;
    if (message.type === 'text') await residents.sendText(userId, channelId, String(message.text ?? ''), 'liff');
    else if (message.type === 'sticker') {
      await residents.sendSticker(userId, channelId, String(message.packageId), String(message.stickerId));
    } else throw new Refusal(`A LIFF page cannot send "${String(message.type)}" from this phone.`);
  }
  return { ok: true };
}
