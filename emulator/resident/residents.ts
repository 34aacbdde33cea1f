import type { Channel, StoredContent } from '../channel.ts';
import type { Chat, ChatMessage, JsonObject, MessageContent, Phone } from '../types.ts';
import { type WebhookEvent, webhookEvent } from '../webhook/events.ts';
import type { PostResult } from '../webhook/post.ts';
import type { WebhookSender } from '../webhook/sender.ts';
import type { World } from '../world.ts';
import { Refusal } from './refusal.ts';

const UNSEND_WITHIN_MS = 24 * 3_600_000;
/** LINE does not say how long it keeps what people send; a week is enough to write a bot that fetches at once. */
const CONTENT_KEPT_MS = 7 * 86_400_000;

export type Place = { title?: string; address?: string; latitude: number; longitude: number };
export type Media = {
  kind: 'image' | 'video' | 'audio' | 'file';
  type: string;
  bytes: Buffer;
  name?: string;
  durationMs?: number;
};

/** What residents do with their phones; each deed is a webhook. Every function resolves with the bot's answer to it. */
export class Residents {
  readonly world: World;
  readonly #sender: WebhookSender;

  constructor(world: World, sender: WebhookSender) {
    this.world = world;
    this.#sender = sender;
  }

  phone(userId: string): Phone {
    const phone = this.world.phones.get(userId);
    if (!phone) throw new Refusal(`There is no phone "${userId}".`, 404);
    return phone;
  }

  channel(channelId: string): Channel {
    const channel = this.world.channels.get(channelId);
    if (!channel) throw new Refusal(`There is no account "${channelId}".`, 404);
    return channel;
  }

  /** The chat, provided that the two are friends. */
  openChat(userId: string, channelId: string): { chat: Chat; channel: Channel } {
    this.phone(userId);
    const channel = this.channel(channelId);
    const chat = this.world.chat(channelId, userId);
    if (chat.friendship !== 'friend') throw new Refusal('Add the account as a friend first.', 409);
    return { chat, channel };
  }

  /** Adds the account as a friend, or unblocks it. */
  follow(userId: string, channelId: string): Promise<PostResult> {
    this.phone(userId);
    const channel = this.channel(channelId);
    const chat = this.world.chat(channelId, userId);
    if (chat.friendship === 'friend') throw new Refusal('This account is a friend already.', 409);
    const isUnblocked = chat.friendship === 'blocked';
    chat.friendship = 'friend';
    chat.everFollowed = true;
    this.#changed(chat);
    const own = { type: 'follow', follow: { isUnblocked } };
    return this.#tell(channel, userId, own, true, isUnblocked ? 'unblock' : 'follow', '');
  }

  /** Blocks the account; the bot hears of it as `unfollow`. */
  block(userId: string, channelId: string): Promise<PostResult> {
    const { chat, channel } = this.openChat(userId, channelId);
    chat.friendship = 'blocked';
    chat.typingUntil = 0;
    this.#changed(chat);
    return this.#tell(channel, userId, { type: 'unfollow' }, false, 'unfollow', '');
  }

  sendText(
    userId: string,
    channelId: string,
    text: string,
    by = 'typed',
    quotedMessageId?: string,
  ): Promise<PostResult> {
    if (text === '') throw new Refusal('There is nothing to send.');
    const quoted = quotedMessageId === undefined ? {} : { quotedMessageId };
    return this.#message(userId, channelId, { type: 'text', text, ...quoted }, by, text);
  }

  sendSticker(userId: string, channelId: string, packageId: string, stickerId: string): Promise<PostResult> {
    const content = { type: 'sticker', packageId, stickerId, stickerResourceType: 'STATIC' };
    return this.#message(userId, channelId, content, 'typed', `${packageId}/${stickerId}`);
  }

  sendLocation(userId: string, channelId: string, place: Place): Promise<PostResult> {
    return this.#message(
      userId,
      channelId,
      { type: 'location', ...place },
      'typed',
      place.title ?? place.address ?? '',
    );
  }

  sendMedia(userId: string, channelId: string, media: Media): Promise<PostResult> {
    const { channel } = this.openChat(userId, channelId);
    const id = this.world.ids.messageId(this.world.now());
    const stored: StoredContent = {
      type: media.type,
      bytes: media.bytes,
      keptUntil: this.world.now() + CONTENT_KEPT_MS,
    };
    channel.contents.set(id, stored);
    const byLine = { contentProvider: { type: 'line' } };
    const lasting = media.durationMs === undefined ? {} : { duration: media.durationMs };
    const content: MessageContent =
      media.kind === 'file'
        ? { type: 'file', fileName: media.name ?? 'file', fileSize: media.bytes.length }
        : { type: media.kind, ...byLine, ...lasting };
    return this.#message(userId, channelId, content, 'typed', media.name ?? '', id);
  }

  /** A postback; `displayText` shows in the chat as the resident's words but is no message event. */
  postback(userId: string, channelId: string, postback: JsonObject, displayText?: string): Promise<PostResult> {
    const { chat, channel } = this.openChat(userId, channelId);
    if (displayText) this.world.say(chat, 'resident', { type: 'text', text: displayText }, 'pressed');
    const shown = displayText ?? String(postback.data ?? '');
    return this.#tell(channel, userId, { type: 'postback', postback }, true, 'postback', shown);
  }

  /** Takes back an own message within 24 hours. */
  unsend(userId: string, channelId: string, messageId: string): Promise<PostResult> {
    const { chat, channel } = this.openChat(userId, channelId);
    const message = chat.messages.find((one) => one.id === messageId);
    if (message?.from !== 'resident' || message.by === 'pressed') {
      throw new Refusal('Only your own messages can be unsent.', 404);
    }
    if (message.unsent) throw new Refusal('This message was unsent already.', 409);
    if (this.world.now() - message.at > UNSEND_WITHIN_MS) {
      throw new Refusal('Messages can be unsent within 24 hours.', 409);
    }
    message.unsent = true;
    message.content = { type: 'unsent' };
    channel.contents.delete(messageId);
    this.#changed(chat);
    return this.#tell(channel, userId, { type: 'unsend', unsend: { messageId } }, false, 'unsend', '');
  }

  videoPlayed(userId: string, channelId: string, trackingId: string): Promise<PostResult> {
    const { channel } = this.openChat(userId, channelId);
    const own = { type: 'videoPlayComplete', videoPlayComplete: { trackingId } };
    return this.#tell(channel, userId, own, true, 'videoPlayComplete', trackingId);
  }

  /** The resident has seen the chat. */
  markRead(userId: string, channelId: string): void {
    const chat = this.world.chat(channelId, userId);
    if (chat.unread === 0) return;
    chat.unread = 0;
    this.#changed(chat);
  }

  accountLinked(userId: string, channelId: string, nonce: string, ok: boolean): Promise<PostResult> {
    const { channel } = this.openChat(userId, channelId);
    const own = { type: 'accountLink', link: { result: ok ? 'ok' : 'failed', nonce } };
    return this.#tell(channel, userId, own, ok, 'accountLink', '');
  }

  #message(
    userId: string,
    channelId: string,
    content: MessageContent,
    by: string,
    text: string,
    id?: string,
  ): Promise<PostResult> {
    const { chat, channel } = this.openChat(userId, channelId);
    const message: ChatMessage = this.world.say(chat, 'resident', content, by, id);
    const markAsReadToken = this.world.ids.token();
    channel.readTokens.set(markAsReadToken, userId);
    const told = { ...content, id: message.id, quoteToken: message.quoteToken, markAsReadToken };
    return this.#tell(channel, userId, { type: 'message', message: told }, true, `message.${content.type}`, text);
  }

  #tell(
    channel: Channel,
    userId: string,
    own: JsonObject,
    reply: boolean,
    kind: string,
    text: string,
  ): Promise<PostResult> {
    const event: WebhookEvent = webhookEvent(this.world, channel, userId, own, reply);
    return this.#sender.send(channel, { event, userId, kind, text });
  }

  #changed(chat: Chat): void {
    this.world.tell({ of: 'chat', userId: chat.userId, channelId: chat.channelId });
    this.world.tell({ of: 'phone', userId: chat.userId });
  }
}
