import { randomBytes } from 'node:crypto';

declare const brand: unique symbol;
/** A UUID that says what it identifies, so that a resident's id is never passed where a response's is meant. */
export type Id<Of extends string> = string & { readonly [brand]: Of };

export type AccountId = Id<'account'>;
export type ChatId = Id<'chat'>;
export type ResidentId = Id<'resident'>;
export type ResponseId = Id<'response'>;
export type StaffId = Id<'staff'>;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => uuidPattern.test(text);

/** Makes ids of any kind: `newId<ResidentId>()`. Tests and replays pass a seeded one. */
export type NewId = <T extends Id<string>>() => T;

/** The id of a UUIDv7 (RFC 9562 §5.7) made at an instant, with the 74 random bits given. */
export function uuidV7(atMs: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(atMs, 0, 6);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The instant, in milliseconds since 1970, that a UUIDv7 carries; undefined for any other text. */
export function uuidV7Ms(id: string): number | undefined {
  if (!isUuid(id) || id[14] !== '7') return undefined;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/**
 * Ids for production: UUIDv7 of the clock's now, each greater than the one before from the same source (RFC 9562 §6.2,
 * method 1: the 12 bits after the version count within a millisecond). "The newest" is then the greatest id, also where a
 * clock stands still or steps back.
 */
export function idsFrom(now: () => Date): NewId {
  let ms = 0;
  let count = 0;
  return <T extends Id<string>>() => {
    const clock = now().getTime();
    count = clock > ms ? randomBytes(2).readUInt16BE() & 0x7ff : count + 1;
    ms = Math.max(clock, ms);
    if (count > 0xfff) {
      ms += 1;
      count = 0;
    }
    const random = randomBytes(10);
    random.writeUInt16BE(count, 0);
    return uuidV7(ms, random) as T;
  };
}

/** Ids that repeat from run to run: for tests, replays and the demo's population. */
export function seededIds(seed: number, now: () => Date): NewId {
  let state = seed >>> 0 || 1;
  const next = () => {
    // xorshift32: enough to tell ids apart, and the same everywhere.
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  return <T extends Id<string>>() => {
    const random = Buffer.alloc(12);
    for (let at = 0; at < 12; at += 4) random.writeUInt32BE(next(), at);
    return uuidV7(now().getTime(), random) as T;
  };
}
