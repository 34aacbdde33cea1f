import { describe, expect, it } from 'vitest';
import { RATES, RateLimiter } from './rate-limits.ts';

describe('rate limits', () => {
  it.each([
    ['push', 2_000],
    ['multicast', 200],
    ['broadcast', 60],
    ['narrowcast', 60],
    ['loading-start', 100],
    ['richmenu-create', 100],
    ['richmenu-batch', 3],
  ])('let %s be called %i times at once', (endpoint, burst) => {
    const limiter = new RateLimiter({}, () => 0);
    const allowed = Array.from({ length: burst + 1 }, () => limiter.allows('a', endpoint));
    expect(allowed.filter(Boolean)).toHaveLength(burst);
    expect(allowed.at(-1)).toBe(false);
  });

  it('fill up again with time, up to the burst', () => {
    let now = 0;
    const limiter = new RateLimiter({ push: { burst: 2, perMs: 1_000 } }, () => now);
    const take = () => limiter.allows('a', 'push');
    expect([take(), take(), take()]).toEqual([true, true, false]);
    now = 500;
    expect([take(), take()]).toEqual([true, false]);
    now = 60_000;
    expect([take(), take(), take()]).toEqual([true, true, false]);
  });

  it('are kept apart by account and by endpoint', () => {
    const limiter = new RateLimiter({ push: { burst: 1, perMs: 1_000 } }, () => 0);
    expect(limiter.allows('a', 'push')).toBe(true);
    expect(limiter.allows('b', 'push')).toBe(true);
    expect(limiter.allows('a', 'reply')).toBe(true);
    expect(limiter.allows('a', 'push')).toBe(false);
    expect(RATES.default.burst).toBe(2_000);
  });
});
