import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator, VirtualClock } from '../../emulator/index.ts';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { type Served, serveApp } from '../../src/server.ts';
import { testDatabase } from './database.ts';
import { freePort, startOfLineWorld, urlOf } from './line-world.ts';

/** Several prefectures with their jobs running, for browsers: nobody drives it but the people on the screens. */
export interface PrefecturesWorld {
  readonly app: App;
  readonly served: Served;
  readonly emulator: Emulator;
  /** A new resident's phone; returns its user id. */
  phone(name: string, language: 'ja' | 'easy' | 'en'): string;
  end(): Promise<void>;
}

interface WorldOptions {
  /** Folder of content; the shipped one unless told. */
  readonly content?: string;
  readonly accounts?: readonly string[];
}

export async function prefecturesWorld(options: WorldOptions = {}): Promise<PrefecturesWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'mimamori-world-'));
  const [database, port] = [await testDatabase(), await freePort()];
  const origin = `http://127.0.0.1:${port}`;
  const channels = (options.accounts ?? ['miyagi', 'kanagawa']).map((account, at) => ({
    account,
    channelId: `200000001${at}`,
    channelSecret: randomBytes(16).toString('hex'),
    botUserId: `U${String(at).repeat(32)}`,
    loginChannelId: `200000002${at}`,
    liffId: `200000002${at}-${account}`,
  }));
  const emulator = await startEmulator({
    port: 0,
    clock: new VirtualClock({ startAt: startOfLineWorld, frozen: true }),
    residents: [],
    channels: channels.map(({ account, liffId, ...channel }) => ({
      ...channel,
      basicId: `@${account}`,
      displayName: account,
      webhookUrl: `${origin}/line/${account}`,
      liffApps: [{ liffId, endpointUrl: `${origin}/m/${account}/liff` }],
    })),
  });
  const config = readConfig({
    MIMAMORI_PORT: String(port),
    MIMAMORI_DATA: folder,
    MIMAMORI_CONTENT: options.content ?? 'content',
    DATABASE_URL: urlOf(database.app),
    DATABASE_OWNER_URL: urlOf(database.owner),
    LINE_API_URL: emulator.url,
    LINE_DATA_API_URL: emulator.url,
    LINE_LIFF_URL: `${emulator.url}/liff`,
    LINE_LIFF_SDK_URL: `${emulator.url}/liff/sdk.js`,
  });
  const now = () => new Date(emulator.clock.now());
  const app = await openApp(config, createLog({ level: 'silent' }), { now, channels });
  const served = await serveApp(app, { framedBy: [emulator.url], demonstration: true });
  return {
    app,
    served,
    emulator,
    phone: (name, language) => emulator.addPhone({ name, language }).userId,
    end: async () => {
      await served.close();
      await emulator.close();
      await app.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
