import { createHash, randomBytes } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID_RANDOM_BITS = 80n;

/**
 * Every identifier the emulator hands out. With a seed, and calls in the same order, a run gives the same ids again.
 */
export class IdSource {
  readonly seed: string;
  #drawn: number;
  #lastUlidAt = -1;
  #lastUlidTail = 0n;

  constructor(seed: string | number | undefined, drawn = 0) {
    this.seed = String(seed ?? randomBytes(16).toString('hex'));
    this.#drawn = drawn;
  }

  /** How much was drawn so far: kept with the data, so that a new start does not repeat ids. */
  get drawn(): number {
    return this.#drawn;
  }

  hex(length: number): string {
    return this.#draw().toString('hex').slice(0, length);
  }

  userId(): string {
    return `U${this.hex(32)}`;
  }

  richMenuId(): string {
    return `richmenu-${this.hex(32)}`;
  }

  uuid(): string {
    const h = this.hex(32);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
  }

  /** Opaque tokens: reply, quote, mark-as-read, link tokens. */
  token(): string {
    return this.#draw().toString('base64url');
  }

  /** Digits that grow with time, as LINE's message ids do. */
  messageId(now: number): string {
    this.#drawn += 1;
    return String(BigInt(now) * 100_000n + BigInt(this.#drawn % 100_000));
  }

  /** ULID (github.com/ulid/spec), monotonic within one millisecond so that sorting keeps the order of events. */
  ulid(now: number): string {
    const tail = this.#draw().subarray(0, 10);
    this.#lastUlidTail =
      now === this.#lastUlidAt
        ? (this.#lastUlidTail + 1n) % (1n << ULID_RANDOM_BITS)
        : BigInt(`0x${tail.toString('hex')}`);
    this.#lastUlidAt = now;
    return base32(BigInt(now), 10) + base32(this.#lastUlidTail, 16);
  }

  #draw(): Buffer {
    this.#drawn += 1;
    return createHash('sha256').update(`${this.seed}:${this.#drawn}`).digest();
  }
}

function base32(value: bigint, length: number): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < length; i += 1) {
    text = CROCKFORD[Number(rest % 32n)] + text;
    rest /= 32n;
  }
  return text;
}
