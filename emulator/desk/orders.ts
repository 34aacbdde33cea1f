import { type Call, json } from '../http/answer.ts';
import { Refusal } from '../resident/refusal.ts';
import type { World } from '../world.ts';

/** Reading what pages and tests send to the desk. */

const MAX_ORDER_BYTES = 12 * 1_024 * 1_024;

export class Order {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined;
  }

  any(name: string): unknown {
    return this.#fields[name];
  }

  text(name: string): string {
    const value = this.#fields[name];
    if (typeof value !== 'string') throw new Refusal(`"${name}" must be a text.`);
    return value;
  }

  textOr<T>(name: string, otherwise: T): string | T {
    return this.#fields[name] === undefined ? otherwise : this.text(name);
  }

  number(name: string): number {
    const value = this.#fields[name];
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new Refusal(`"${name}" must be a number.`);
    return value;
  }

  record(name: string): Record<string, unknown> {
    const value = this.#fields[name];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Refusal(`"${name}" must be an object.`);
    }
    return value as Record<string, unknown>;
  }

  /** The account meant; it need not be named when there is only one. */
  channelId(world: World): string {
    const only = world.channels.size === 1 ? [...world.channels.keys()][0] : undefined;
    if (!this.has('channelId') && only !== undefined) return only;
    return this.text('channelId');
  }
}

export async function readOrder(call: Call): Promise<Order> {
  const body = await call.body(MAX_ORDER_BYTES);
  if (body === undefined) throw new Refusal('That is too large.', 413);
  if (body.length === 0) return new Order({});
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return new Order(value as Record<string, unknown>);
    }
  } catch {
    // Said below.
  }
  throw new Refusal('The body must be a JSON object.');
}

export const done = (value: unknown = { ok: true }) => json(value, 200, { 'cache-control': 'no-store' });
