import { gist } from '../api/sending.ts';
import type { Channel } from '../channel.ts';
import { pressables } from '../resident/find-actions.ts';
import type { Chat, Phone } from '../types.ts';
import type { World } from '../world.ts';

/** What the pages of the emulator are told. */

export function accountView(channel: Channel) {
  const { channelId, displayName, displayNameEn, displayNameEasy, seal, about, basicId, verified } = channel.config;
  return {
    channelId,
    displayName,
    displayNameEn: displayNameEn ?? displayName,
    displayNameEasy: displayNameEasy ?? displayName,
    seal: seal ?? [...displayName][0] ?? '?',
    about: about ?? { ja: '', en: '' },
    basicId,
    verified: verified ?? false,
    redelivery: channel.redelivery,
  };
}

export function phoneView(phone: Phone) {
  const { userId, name, note, language, homeChannelId } = phone;
  return { userId, name, note: note ?? null, language, homeChannelId: homeChannelId ?? null };
}

export function castView(world: World) {
  return [...world.phones.values()].filter((phone) => !phone.synthetic).map(phoneView);
}

/** One phone's first screens: its owner, and every account with how things stand with it. */
export function homeView(world: World, phone: Phone) {
  const accounts = [...world.channels.values()].map((channel) => {
    const chat = world.chat(channel.config.channelId, phone.userId);
    const last = chat.messages.at(-1);
    return {
      ...accountView(channel),
      friendship: chat.friendship,
      unread: chat.unread,
      last: last ? { at: last.at, from: last.from, text: gist(last.content) } : null,
    };
  });
  return { now: world.now(), phone: phoneView(phone), accounts };
}

export function chatView(world: World, channel: Channel, chat: Chat) {
  return {
    now: world.now(),
    account: accountView(channel),
    friendship: chat.friendship,
    unread: chat.unread,
    typingMs: Math.max(0, chat.typingUntil - world.now()),
    messages: chat.messages,
    menu: chat.friendship === 'friend' ? menuView(channel, chat.userId) : null,
  };
}

function menuView(channel: Channel, userId: string) {
  const menu = channel.menuFor(userId);
  if (!menu?.image) return null;
  const { size, selected, chatBarText, areas } = menu.menu;
  const image = `/_/accounts/${channel.config.channelId}/richmenus/${menu.id}/image`;
  return { id: menu.id, image, size, selected, chatBarText, areas };
}

/** For tests and scripts: the words of everything that could be pressed now. */
export function pressableView(channel: Channel, chat: Chat) {
  return pressables(chat, channel.menuFor(chat.userId)).map(({ label, in: place, action }) => ({
    label,
    in: place,
    type: action.type,
  }));
}

export function clockView(world: World) {
  return { now: world.now(), iso: new Date(world.now()).toISOString(), frozen: world.clock.frozen };
}

export function faultsView(world: World) {
  const list = world.faults.list().map((fault) => ({
    ...fault,
    remaining: Number.isFinite(fault.remaining) ? fault.remaining : null,
  }));
  return { faults: list, struck: world.faults.counts() };
}
