import { describe, expect, it } from 'vitest';
import { japaneseTime, monthInJapan, nextMorning, VirtualClock } from './clock.ts';

const at = (text: string) => new Date(text).getTime();

describe('the virtual clock', () => {
  it('runs at the pace of real time from where it was set', () => {
    let real = 1_000;
    const clock = new VirtualClock({ startAt: '2020-04-21T10:00:00+09:00', realNow: () => real });
    real += 5_000;
    expect(japaneseTime(clock.now())).toBe('2020-04-21 10:00:05');
  });

  it('stands still when frozen, and moves by jumps', async () => {
    const clock = new VirtualClock({ startAt: 0, frozen: true });
    await clock.jumpBy(60_000);
    expect(clock.now()).toBe(60_000);
  });

  it('waits for its listeners, and tells them from where to where', async () => {
    const clock = new VirtualClock({ startAt: 0, frozen: true });
    const heard: unknown[] = [];
    clock.onJump(async (jump) => {
      await Promise.resolve();
      heard.push(jump);
    });
    await clock.jumpTo(500);
    expect(heard).toEqual([{ from: 0, to: 500 }]);
  });

  it('never goes back by accident, only when told to', async () => {
    const clock = new VirtualClock({ startAt: 1_000, frozen: true });
    await expect(clock.jumpTo(999)).rejects.toThrow('in the past');
    expect(clock.now()).toBe(1_000);
    await clock.jumpTo(999, { backwards: true });
    expect(clock.now()).toBe(999);
  });

  it.each([
    ['before nine', '2020-04-21T08:59:59+09:00', '2020-04-21T09:00:00+09:00'],
    ['at nine', '2020-04-21T09:00:00+09:00', '2020-04-22T09:00:00+09:00'],
    ['late in the evening, when it is another day in London', '2020-04-30T23:30:00+09:00', '2020-05-01T09:00:00+09:00'],
    ['just after midnight', '2020-04-21T00:00:00+09:00', '2020-04-21T09:00:00+09:00'],
  ])('knows the next morning in Japan %s', (_when, now, morning) => {
    expect(nextMorning(at(now), 9)).toBe(at(morning));
  });

  it('runs timers that a jump passes, in their order', async () => {
    const clock = new VirtualClock({ startAt: 0, frozen: true });
    const ran: string[] = [];
    clock.at(2_000, () => ran.push('second'));
    clock.at(1_000, () => ran.push('first'));
    clock.at(9_000, () => ran.push('not yet'));
    const cancel = clock.at(1_500, () => ran.push('cancelled'));
    cancel();
    await clock.jumpTo(5_000);
    expect(ran).toEqual(['first', 'second']);
  });

  it('counts months by the calendar of Japan', () => {
    expect(monthInJapan(at('2020-04-30T23:59:59+09:00'))).toBe('2020-04');
    expect(monthInJapan(at('2020-04-30T15:00:00Z'))).toBe('2020-05');
  });
});
