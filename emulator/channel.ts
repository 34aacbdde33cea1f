import { monthInJapan } from './clock.ts';
import type { ChannelConfig, StoredRichMenu } from './types.ts';

/** One account as the emulator holds it: its settings, and what LINE would keep for it. */

export type ReplyToken = { readonly userId: string; readonly issuedAt: number; usableUntil: number; used: boolean };
export type AcceptedCall = { readonly at: number; readonly requestId: string; readonly sentMessages?: SentMessage[] };
export type SentMessage = { readonly id: string; readonly quoteToken: string };
export type StoredContent = { readonly type: string; readonly bytes: Buffer; readonly keptUntil: number };
export type LoginCode = {
  readonly userId: string;
  readonly redirectUri: string;
  readonly nonce?: string;
  readonly until: number;
};

const DAY_MS = 86_400_000;

export class Channel {
  readonly config: ChannelConfig;
  webhookUrl: string;
  webhookActive = true;
  redelivery: boolean;

  readonly richMenus = new Map<string, StoredRichMenu>();
  readonly menuAliases = new Map<string, string>();
  readonly menuOfUser = new Map<string, string>();
  defaultMenu: string | undefined;

  readonly replyTokens = new Map<string, ReplyToken>();
  readonly contents = new Map<string, StoredContent>();
  readonly loginCodes = new Map<string, LoginCode>();
  readonly narrowcasts = new Map<string, { at: number; targets: number }>();
  readonly menuBatches = new Map<string, number>();
  readonly readTokens = new Map<string, string>();
  readonly sentUnits = new Map<string, number>();
  readonly #accepted = new Map<string, AcceptedCall>();
  readonly #usage = new Map<string, number>();

  constructor(config: ChannelConfig) {
    this.config = config;
    this.webhookUrl = config.webhookUrl;
    this.redelivery = config.webhookRedelivery ?? false;
  }

  /** The earlier call with this retry key, if it was accepted within the last 24 hours. */
  acceptedBefore(retryKey: string, now: number): AcceptedCall | undefined {
    const earlier = this.#accepted.get(retryKey);
    if (earlier && now - earlier.at <= DAY_MS) return earlier;
    this.#accepted.delete(retryKey);
    return undefined;
  }

  rememberAccepted(retryKey: string, call: AcceptedCall): void {
    this.#accepted.set(retryKey, call);
    // Keys are kept in the order of acceptance: the oldest go first.
    for (const [key, earlier] of this.#accepted) {
      if (call.at - earlier.at <= DAY_MS) break;
      this.#accepted.delete(key);
    }
  }

  /** Messages that counted against this month's quota. */
  usedThisMonth(now: number): number {
    return this.#usage.get(monthInJapan(now)) ?? 0;
  }

  spend(messages: number, now: number): void {
    const month = monthInJapan(now);
    this.#usage.set(month, (this.#usage.get(month) ?? 0) + messages);
  }

  usage(): ReadonlyMap<string, number> {
    return this.#usage;
  }

  setUsage(month: string, messages: number): void {
    this.#usage.set(month, messages);
  }

  /** A person's own menu goes before the default one. */
  menuFor(userId: string): StoredRichMenu | undefined {
    const id = this.menuOfUser.get(userId) ?? this.defaultMenu;
    return id === undefined ? undefined : this.richMenus.get(id);
  }
}
