/** The words the emulator speaks with whoever starts it. */

export type Language = 'ja' | 'easy' | 'en';
/** Easy Japanese falls back to Japanese. */
export type LocalText = { readonly ja: string; readonly easy?: string; readonly en: string };

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type LiffApp = { readonly liffId: string; readonly endpointUrl: string };

/** One official account with its Messaging API channel and LINE Login channel. */
export type ChannelConfig = {
  readonly channelId: string;
  readonly channelSecret: string;
  /** The secret before the last rotation: the fault `old-signature` signs with it. */
  readonly previousSecret?: string;
  /** The `destination` of webhooks: U and 32 hexadecimal digits. */
  readonly botUserId: string;
  /** Begins with @. */
  readonly basicId: string;
  readonly displayName: string;
  readonly displayNameEn?: string;
  /** Easy Japanese wording of the name, where it differs. */
  readonly displayNameEasy?: string;
  readonly webhookUrl: string;
  readonly liffApps: readonly LiffApp[];
  readonly loginChannelId: string;
  /** Messages a month; no limit if absent. */
  readonly quota?: number;
  /** One character drawn in the account's round seal. */
  readonly seal?: string;
  /** Line or lines under the name; the first is shown in the chat too. */
  readonly about?: LocalText;
  readonly verified?: boolean;
  /** A long-lived channel access token, as the console would issue one. */
  readonly accessToken?: string;
  /** Public keys (JWK, with kid) for JWT client assertions. */
  readonly assertionKeys?: readonly JsonWebKeyWithKid[];
  /** Whether failed webhooks are delivered again. Off by default, as at LINE. */
  readonly webhookRedelivery?: boolean;
};

export type JsonWebKeyWithKid = { readonly kid: string; readonly [member: string]: unknown };

/** A fictional resident who holds a phone. */
export type PhoneOwner = {
  /** U and 32 hexadecimal digits; made up if absent. */
  readonly userId?: string;
  readonly name: string;
  /** A line under the name: age, town, language. */
  readonly note?: LocalText;
  readonly language: Language;
  /** The account that this resident would look for first. */
  readonly homeChannelId?: string;
  /** Made by the population driver: not listed on the desk, and only the last few messages are kept. */
  readonly synthetic?: boolean;
};
export type Phone = PhoneOwner & { readonly userId: string };

export type MessageContent = JsonObject & { type: string };

/** One line of a chat, as both sides see it. */
export type ChatMessage = {
  readonly id: string;
  readonly at: number;
  readonly from: 'account' | 'resident';
  content: MessageContent;
  /** How it came: reply, push, …; or typed, pressed (`displayText`), sent from a LIFF page. */
  readonly by: string;
  readonly quoteToken: string;
  unsent?: boolean;
  /** The account has read it. */
  read?: boolean;
};

export type Friendship = 'stranger' | 'friend' | 'blocked';

export type Chat = {
  readonly channelId: string;
  readonly userId: string;
  friendship: Friendship;
  everFollowed: boolean;
  messages: ChatMessage[];
  /** Messages of the account that the resident has not opened yet. */
  unread: number;
  /** Virtual time until which the dots of the loading indicator move. */
  typingUntil: number;
};

export type NextThing = { readonly at: number; readonly text: LocalText };

export type StoredRichMenu = {
  readonly id: string;
  readonly menu: JsonObject;
  image?: { type: string; bytes: Buffer };
};
