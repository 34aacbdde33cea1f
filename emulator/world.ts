import { Channel } from './channel.ts';
import type { VirtualClock } from './clock.ts';
import { DeliveryLog } from './deliveries.ts';
import { FaultBoard } from './faults.ts';
import type { IdSource } from './ids.ts';
import type { ChannelConfig, Chat, ChatMessage, MessageContent, NextThing, Phone, PhoneOwner } from './types.ts';

/** What changed, for pages that show it. */
export type Change =
  | { readonly of: 'chat'; readonly userId: string; readonly channelId: string }
  | { readonly of: 'phone'; readonly userId: string }
  | { readonly of: 'desk'; readonly part: 'clock' | 'faults' | 'deliveries' | 'cast' | 'accounts' | 'next' };

export type SdkGrant = { readonly userId: string; readonly channelId: string };

const KEPT_MESSAGES = 500;
const KEPT_MESSAGES_SYNTHETIC = 8;

/** Everything there is: accounts, phones, chats, faults, the log. Knows no HTTP. */
export class World {
  readonly clock: VirtualClock;
  readonly ids: IdSource;
  readonly channels = new Map<string, Channel>();
  readonly phones = new Map<string, Phone>();
  readonly deliveries = new DeliveryLog(() => this.tell({ of: 'desk', part: 'deliveries' }));
  readonly faults = new FaultBoard(() => this.tell({ of: 'desk', part: 'faults' }));
  readonly #chats = new Map<string, Map<string, Chat>>();
  readonly #watchers = new Set<(change: Change) => void>();
  next: readonly NextThing[] = [];

  constructor(clock: VirtualClock, ids: IdSource) {
    this.clock = clock;
    this.ids = ids;
  }

  now(): number {
    return this.clock.now();
  }

  watch(watcher: (change: Change) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  tell(change: Change): void {
    for (const watcher of this.#watchers) watcher(change);
  }

  addChannel(config: ChannelConfig): Channel {
    const wrong = configFault(config);
    if (wrong) throw new Error(`Account "${config.displayName ?? config.channelId}": ${wrong}`);
    const channel = new Channel(config);
    this.channels.set(config.channelId, channel);
    this.#chats.set(config.channelId, this.#chats.get(config.channelId) ?? new Map());
    this.tell({ of: 'desk', part: 'accounts' });
    return channel;
  }

  addPhone(owner: PhoneOwner): Phone {
    const userId = owner.userId ?? this.ids.userId();
    if (!/^U[0-9a-f]{32}$/.test(userId)) throw new Error(`"${userId}" is not a user id (U and 32 hexadecimal digits).`);
    const phone: Phone = { ...owner, userId };
    this.phones.set(userId, phone);
    if (!phone.synthetic) this.tell({ of: 'desk', part: 'cast' });
    return phone;
  }

  channelOfLiff(liffId: string): Channel | undefined {
    return [...this.channels.values()].find((channel) => channel.config.liffApps.some((app) => app.liffId === liffId));
  }

  chat(channelId: string, userId: string): Chat {
    let ofChannel = this.#chats.get(channelId);
    if (!ofChannel) {
      ofChannel = new Map();
      this.#chats.set(channelId, ofChannel);
    }
    let chat = ofChannel.get(userId);
    if (!chat) {
      chat = {
        channelId,
        userId,
        friendship: 'stranger',
        everFollowed: false,
        messages: [],
        unread: 0,
        typingUntil: 0,
      };
      ofChannel.set(userId, chat);
    }
    return chat;
  }

  /** Chats that exist already; asking makes none. */
  chatsOf(channelId: string): Iterable<Chat> {
    return this.#chats.get(channelId)?.values() ?? [];
  }

  restoreChat(chat: Chat): void {
    const ofChannel = this.#chats.get(chat.channelId) ?? new Map<string, Chat>();
    ofChannel.set(chat.userId, chat);
    this.#chats.set(chat.channelId, ofChannel);
  }

  isFriend(channelId: string, userId: string): boolean {
    return this.#chats.get(channelId)?.get(userId)?.friendship === 'friend';
  }

  friendIds(channelId: string): string[] {
    return [...this.chatsOf(channelId)].filter((chat) => chat.friendship === 'friend').map((chat) => chat.userId);
  }

  /** Puts a line into a chat and tells whoever looks at it. */
  say(chat: Chat, from: ChatMessage['from'], content: MessageContent, by: string, id?: string): ChatMessage {
    const message: ChatMessage = {
      id: id ?? this.ids.messageId(this.now()),
      at: this.now(),
      from,
      content,
      by,
      quoteToken: this.ids.token(),
    };
    chat.messages.push(message);
    const kept = this.phones.get(chat.userId)?.synthetic ? KEPT_MESSAGES_SYNTHETIC : KEPT_MESSAGES;
    if (chat.messages.length > kept) chat.messages.splice(0, chat.messages.length - kept);
    if (from === 'account') {
      chat.unread += 1;
      chat.typingUntil = 0;
    }
    this.tell({ of: 'chat', userId: chat.userId, channelId: chat.channelId });
    return message;
  }
}

function configFault(config: ChannelConfig): string | undefined {
  if (!config.channelId) return '"channelId" is missing.';
  if (!config.channelSecret) return '"channelSecret" is missing.';
  if (!/^U[0-9a-f]{32}$/.test(config.botUserId ?? '')) return '"botUserId" must be U and 32 hexadecimal digits.';
  if (!config.basicId?.startsWith('@')) return '"basicId" must begin with @.';
  if (!config.displayName) return '"displayName" is missing.';
  if (!URL.canParse(config.webhookUrl ?? '')) return '"webhookUrl" must be a URL.';
  if (!config.loginChannelId) return '"loginChannelId" is missing.';
  if (!Array.isArray(config.liffApps)) return '"liffApps" must be a list.';
  const badApp = config.liffApps.find((app) => !app.liffId || !URL.canParse(app.endpointUrl));
  return badApp ? `LIFF app "${badApp.liffId}" needs a liffId and an endpointUrl.` : undefined;
}
