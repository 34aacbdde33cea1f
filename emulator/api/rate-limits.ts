/** LINE's published rates per account and endpoint (method and path), as token buckets: `burst` calls, refilled over `perMs`. */
export type Rate = { readonly burst: number; readonly perMs: number };

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

export const RATES = {
  default: { burst: 2_000, perMs: SECOND },
  multicast: { burst: 200, perMs: SECOND },
  broadcast: { burst: 60, perMs: HOUR },
  narrowcast: { burst: 60, perMs: HOUR },
  'loading-start': { burst: 100, perMs: SECOND },
  'stateless-token': { burst: 370, perMs: SECOND },
  'webhook-endpoint': { burst: 1_000, perMs: MINUTE },
  'webhook-test': { burst: 60, perMs: HOUR },
  'richmenu-create': { burst: 100, perMs: HOUR },
  'richmenu-delete': { burst: 100, perMs: HOUR },
  'richmenu-batch': { burst: 3, perMs: HOUR },
  'richmenu-list': { burst: 10, perMs: SECOND },
} as const satisfies Record<string, Rate>;

export type RateName = keyof typeof RATES;

type Bucket = { tokens: number; at: number };

export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => number;
  readonly #rates: Readonly<Record<string, Rate>>;

  /**
   * @param overrides rates by endpoint name, instead of LINE's; `{}` for LINE's own
   * @param now a monotonic clock in ms. Real time, not virtual: the rate is about load, and a frozen clock never refills.
   */
  constructor(overrides: Readonly<Record<string, Rate>> = {}, now: () => number = () => performance.now()) {
    this.#rates = { ...RATES, ...overrides };
    this.#now = now;
  }

  /** Takes one call from the bucket of this account and endpoint; false when it is empty. */
  allows(channelId: string, endpoint: string): boolean {
    const rate = this.#rates[endpoint] ?? this.#rates.default ?? RATES.default;
    const key = `${channelId} ${endpoint}`;
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: rate.burst, at: now };
    bucket.tokens = Math.min(rate.burst, bucket.tokens + ((now - bucket.at) * rate.burst) / rate.perMs);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
