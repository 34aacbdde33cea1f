import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Emulator, type Phone, startEmulator, VirtualClock } from '../../emulator/index.ts';
import { type App, openApp } from '../../src/app.ts';
import type { LineChannel } from '../../src/channels/line/line-channels.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { type Served, serveApp } from '../../src/server.ts';
import { type TestDatabase, testDatabase } from './database.ts';

/** A prefecture's whole service on free ports: emulator, server, a database of its own, a clock that stands still. */
export interface LineWorld {
  readonly app: App;
  readonly served: Served;
  readonly emulator: Emulator;
  readonly database: TestDatabase;
  readonly channels: readonly LineChannel[];
  channelOf(slug: string): LineChannel;
  phone(name: string, language?: 'ja' | 'easy' | 'en'): Phone;
  end(): Promise<void>;
}

export interface LineWorldOptions {
  readonly startAt?: string;
  /** Folder of content; the shipped one unless told. */
  readonly content?: string;
  readonly accounts?: readonly string[];
}

const secretOf = (slug: string): string => Buffer.from(`secret of ${slug}`).toString('hex').padEnd(32, '0').slice(0, 32);

export async function lineWorld(options: LineWorldOptions = {}): Promise<LineWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'mimamori-world-'));
  const database = await testDatabase();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const channels = (options.accounts ?? ['miyagi', 'kanagawa']).map(testChannel);
  const emulator = await startEmulator({
    port: 0,
    seed: 1,
    clock: new VirtualClock({ startAt: options.startAt ?? '2020-04-21T10:20:00+09:00', frozen: true }),
    channels: channels.map((channel) => ({
      channelId: channel.channelId,
      channelSecret: channel.channelSecret,
      botUserId: channel.botUserId,
      basicId: `@${channel.account}`,
      displayName: channel.account,
      webhookUrl: `${origin}/line/${channel.account}`,
      liffApps: [{ liffId: channel.liffId, endpointUrl: `${origin}/m/${channel.account}/liff` }],
      loginChannelId: channel.loginChannelId,
    })),
    residents: [],
    batchMs: 0,
  });
  const socketDir = inject('socketDir');
  const config = readConfig({
    MIMAMORI_PORT: String(port),
    MIMAMORI_DATA: folder,
    MIMAMORI_CONTENT: options.content ?? 'content',
    DATABASE_URL: `postgresql://mimamori_app@/${database.name}?host=${encodeURIComponent(socketDir)}`,
    DATABASE_OWNER_URL: `postgresql://mimamori_owner@/${database.name}?host=${encodeURIComponent(socketDir)}`,
    LINE_API_URL: emulator.url,
    LINE_DATA_API_URL: emulator.url,
    LINE_LIFF_URL: `${emulator.url}/liff`,
    LINE_LIFF_SDK_URL: `${emulator.url}/liff/sdk.js`,
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
  });
  const log = createLog({ level: config.LOG_LEVEL });
  const app = await openApp(config, log, { now: () => new Date(emulator.clock.now()), channels });
  const served = await serveApp(app, { framedBy: [emulator.url], demonstration: true });
  return {
    app,
    served,
    emulator,
    database,
    channels,
    channelOf: (slug) => channels.find((channel) => channel.account === slug)!,
    phone: (name, language = 'ja') => emulator.addPhone({ name, language }),
    async end() {
      await served.close();
      await emulator.close();
      await app.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function testChannel(account: string, at: number): LineChannel {
  return {
    account,
    channelId: `20000000${10 + at}`,
    channelSecret: secretOf(account),
    botUserId: `U${String(at).repeat(32).slice(0, 32)}`,
    loginChannelId: `20000001${10 + at}`,
    liffId: `20000001${10 + at}-${account}`,
  };
}

/** A port that was free a moment ago: the server must know its address before it listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}
