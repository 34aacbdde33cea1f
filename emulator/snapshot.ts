import type { JsonWebKey } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Channel } from './channel.ts';
import type { Chat, JsonObject, Phone } from './types.ts';
import type { World } from './world.ts';

/** What is kept between starts, in one JSON file: phones, friends, chats, rich menus, month's use, keys, the clock. */

const VERSION = 1;

type ChannelSnapshot = {
  channelId: string;
  webhookUrl: string;
  redelivery: boolean;
  richMenus: { id: string; menu: JsonObject; image?: { type: string; base64: string } }[];
  menuAliases: [string, string][];
  menuOfUser: [string, string][];
  defaultMenu?: string;
  usage: [string, number][];
};

export type Snapshot = {
  version: typeof VERSION;
  clockAt: number;
  idSeed: string;
  idsDrawn: number;
  tokenKey: string;
  revokedTokens: string[];
  signingKey: JsonWebKey;
  phones: Phone[];
  chats: Chat[];
  channels: ChannelSnapshot[];
};

export function readSnapshot(file: string): Snapshot | undefined {
  if (!existsSync(file)) return undefined;
  const value = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
  if (value.version !== VERSION) {
    throw new Error(
      `${file} was written by another version of the emulator (${value.version}). Move it away to start anew.`,
    );
  }
  return value;
}

/** Writes beside and renames, so that a crash leaves the old file or the new one. */
export function writeSnapshot(file: string, snapshot: Snapshot): void {
  writeFileSync(`${file}.new`, JSON.stringify(snapshot), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function takeSnapshot(
  world: World,
  secrets: Pick<Snapshot, 'tokenKey' | 'revokedTokens' | 'signingKey'>,
): Snapshot {
  const chats = [...world.channels.keys()].flatMap((id) => [...world.chatsOf(id)]);
  return {
    version: VERSION,
    clockAt: world.now(),
    idSeed: world.ids.seed,
    idsDrawn: world.ids.drawn,
    ...secrets,
    phones: [...world.phones.values()],
    // Of synthetic residents only the friendship is kept: whether a message reaches them depends on it.
    chats: chats
      .filter((chat) => chat.everFollowed)
      .map((chat) => (world.phones.get(chat.userId)?.synthetic ? { ...chat, messages: [] } : chat)),
    channels: [...world.channels.values()].map(channelSnapshot),
  };
}

function channelSnapshot(channel: Channel): ChannelSnapshot {
  return {
    channelId: channel.config.channelId,
    webhookUrl: channel.webhookUrl,
    redelivery: channel.redelivery,
    richMenus: [...channel.richMenus.values()].map(({ id, menu, image }) => ({
      id,
      menu,
      ...(image ? { image: { type: image.type, base64: image.bytes.toString('base64') } } : {}),
    })),
    menuAliases: [...channel.menuAliases],
    menuOfUser: [...channel.menuOfUser],
    ...(channel.defaultMenu === undefined ? {} : { defaultMenu: channel.defaultMenu }),
    usage: [...channel.usage()],
  };
}

/** Phones and chats first, then each account once it is added. */
export function restorePhones(world: World, snapshot: Snapshot): void {
  for (const phone of snapshot.phones) world.addPhone(phone);
  for (const chat of snapshot.chats) world.restoreChat({ ...chat, typingUntil: 0 });
}

/** The webhook address stays as configured now: addresses change between starts, friendships do not. */
export function restoreChannel(channel: Channel, snapshot: Snapshot): void {
  const kept = snapshot.channels.find((one) => one.channelId === channel.config.channelId);
  if (!kept) return;
  channel.redelivery = kept.redelivery;
  for (const { id, menu, image } of kept.richMenus) {
    const picture = image ? { image: { type: image.type, bytes: Buffer.from(image.base64, 'base64') } } : {};
    channel.richMenus.set(id, { id, menu, ...picture });
  }
  for (const [alias, id] of kept.menuAliases) channel.menuAliases.set(alias, id);
  for (const [userId, id] of kept.menuOfUser) channel.menuOfUser.set(userId, id);
  channel.defaultMenu = kept.defaultMenu;
  for (const [month, messages] of kept.usage) channel.setUsage(month, messages);
}
