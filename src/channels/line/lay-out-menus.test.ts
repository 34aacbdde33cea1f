import { expect, test } from 'vitest';
import { createLog } from '../../platform/log/log.ts';
import { layOutMenus } from './lay-out-menus.ts';

const log = createLog({ level: 'silent' });

test('menus that LINE did not take are tried again, with growing waits, until each is done', async () => {
  const tried: string[] = [];
  const waits: number[] = [];
  const layOut = async (account: string): Promise<boolean> => {
    tried.push(account);
    const times = tried.filter((one) => one === account).length;
    if (account === 'miyagi' && times < 3) throw new Error('503');
    return account !== 'tokyo' || times > 1;
  };
  await layOutMenus(['miyagi', 'tokyo', 'osaka'], layOut, log, new AbortController().signal, async (ms) => {
    waits.push(ms);
  });
  expect(tried).toEqual(['miyagi', 'tokyo', 'osaka', 'miyagi', 'tokyo', 'miyagi']);
  expect(waits).toEqual([5_000, 10_000]);
});

test('the waits end at ten minutes, and whoever stops is not waited for', async () => {
  const waits: number[] = [];
  const stopping = new AbortController();
  await layOutMenus(
    ['miyagi'],
    async () => false,
    log,
    stopping.signal,
    async (ms) => {
      waits.push(ms);
      if (waits.length === 12) stopping.abort();
    },
  );
  expect(waits.at(-1)).toBe(600_000);
});
