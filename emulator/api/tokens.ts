import { createHmac, timingSafeEqual } from 'node:crypto';
import type { World } from '../world.ts';

/**
 * Access tokens carry their own contents under an HMAC, so that they outlive a restart of the emulator
 * as LINE's outlive a bot's. Times are virtual.
 */
export type TokenKind = 'stateless' | 'v2.1' | 'short-lived' | 'login';
export type TokenContents = {
  readonly id: string;
  readonly kind: TokenKind;
  /** The Messaging API channel, or for `login` the login channel. */
  readonly channelId: string;
  readonly userId?: string;
  /** Virtual ms. */
  readonly expiresAt: number;
};

export const LIFETIME_SECONDS: Readonly<Record<TokenKind, number>> = {
  stateless: 899,
  'v2.1': 2_592_000,
  'short-lived': 2_592_000,
  login: 2_592_000,
};

export class Tokens {
  readonly #world: World;
  readonly #key: string;
  readonly #revoked: Set<string>;

  constructor(world: World, key: string, revoked: Iterable<string> = []) {
    this.#world = world;
    this.#key = key;
    this.#revoked = new Set(revoked);
  }

  issue(
    kind: TokenKind,
    channelId: string,
    options: { userId?: string; seconds?: number } = {},
  ): { token: string; contents: TokenContents } {
    const contents: TokenContents = {
      id: this.#world.ids.hex(22),
      kind,
      channelId,
      ...(options.userId === undefined ? {} : { userId: options.userId }),
      expiresAt: this.#world.now() + (options.seconds ?? LIFETIME_SECONDS[kind]) * 1_000,
    };
    const text = Buffer.from(JSON.stringify(contents)).toString('base64url');
    return { token: `${text}.${this.#sign(text)}`, contents };
  }

  /** The contents of a token that is ours, alive and not revoked. */
  read(token: string): TokenContents | undefined {
    const [text, mark, ...rest] = token.split('.');
    if (!text || !mark || rest.length > 0) return undefined;
    const ours = Buffer.from(this.#sign(text));
    const given = Buffer.from(mark);
    if (ours.length !== given.length || !timingSafeEqual(ours, given)) return undefined;
    const contents = JSON.parse(Buffer.from(text, 'base64url').toString()) as TokenContents;
    return contents.expiresAt > this.#world.now() && !this.#revoked.has(contents.id) ? contents : undefined;
  }

  /** Stateless tokens cannot be revoked. */
  revoke(token: string): void {
    const contents = this.read(token);
    if (contents && contents.kind !== 'stateless') this.#revoked.add(contents.id);
  }

  revoked(): string[] {
    return [...this.#revoked];
  }

  secondsLeft(contents: TokenContents): number {
    return Math.floor((contents.expiresAt - this.#world.now()) / 1_000);
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
