import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';
import { webLimits } from './web-limits.ts';

const base = '/m/miyagi';
const few = {
  ...webLimits,
  sentBySession: { most: 4, everyMs: 60_000 },
  begunByAddress: { most: 3, everyMs: 60_000 },
  returnsByCode: { most: 2, everyMs: 60_000 },
};

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld({ webLimits: few });
});
afterAll(() => world.end());

interface Sent {
  readonly from?: string;
  readonly session?: string;
  readonly payload?: string;
  readonly language?: string;
}
const send = (path: string, { from = '192.0.2.7', session, payload = '', language = 'ja' }: Sent = {}) =>
  world.served.http.inject({
    method: 'POST',
    url: `${base}${path}`,
    remoteAddress: from,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'accept-language': language,
      ...(session === undefined ? {} : { cookie: `mimamori=${session}` }),
    },
    payload,
  });

test('an address that begins again and again is asked, kindly and in its language, to wait', async () => {
  for (let turn = 0; turn < 3; turn += 1) expect((await send('/begin')).statusCode).toBe(303);
  for (const [language, words] of [
    ['ja', '少し間をおいて'],
    ['en', 'Please wait a moment'],
  ] as const) {
    const refused = await send('/begin', { language });
    expect([refused.statusCode, refused.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body).toContain(words);
    expect(refused.body).toContain('119');
  }
  // Its neighbour is not meant, nor the rest of what it does.
  expect((await send('/begin', { from: '192.0.2.8' })).statusCode).toBe(303);
  expect((await send('/language', { payload: 'lang=en' })).statusCode).toBe(303);
});

test('many who share an address are not counted together, but each session is', async () => {
  for (let turn = 0; turn < 4; turn += 1) expect((await send('/form', { session: 'one' })).statusCode).toBe(303);
  expect((await send('/form', { session: 'one' })).statusCode).toBe(429);
  for (const session of ['two', 'three', 'four'])
    expect((await send('/form', { session })).statusCode, session).toBe(303);
});

test('one code is not tried again and again, from wherever', async () => {
  const tryIt = async (from: string, payload = 'code=7Q3M-K8XW-2RTV-HD5N') =>
    (await send('/return', { from, payload })).statusCode;
  expect([await tryIt('192.0.2.1'), await tryIt('192.0.2.2'), await tryIt('192.0.2.3')]).toEqual([422, 422, 429]);
  expect(await tryIt('192.0.2.3', 'code=7Q3M-K8XW-2RTV-HD5P')).toBe(422);
});

test('this machine is not counted by address: an undeclared proxy would shut everybody out', async () => {
  for (let turn = 0; turn < 6; turn += 1) expect((await send('/begin', { from: '127.0.0.1' })).statusCode).toBe(303);
});
