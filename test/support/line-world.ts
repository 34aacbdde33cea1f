import { createHmac, randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatMessage, Emulator, FaultRequest } from '../../emulator/index.ts';
import { startEmulator, VirtualClock } from '../../emulator/index.ts';
import { type App, openApp } from '../../src/app.ts';
import type { AccountKit } from '../../src/channels/account-kit.ts';
import { createChannelTokens } from '../../src/channels/line/channel-token.ts';
import { type DeliveryParts, deliverDue } from '../../src/channels/line/deliver.ts';
import { createLineApi, type LineApi } from '../../src/channels/line/line-api.ts';
import type { LineChannel } from '../../src/channels/line/line-channels.ts';
import { type WebLimitSizes, webLimits } from '../../src/channels/web/web-limits.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { withClient } from '../../src/platform/db/roles.ts';
import { createLog, type Log } from '../../src/platform/log/log.ts';
import { type Served, serveApp } from '../../src/server.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export interface LineWorld {
  readonly app: App;
  readonly served: Served;
  readonly emulator: Emulator;
  readonly database: TestDatabase;
  /** Shared by the emulator and the server; stands still between jumps. */
  readonly clock: VirtualClock;
  /** Miyagi's. */
  readonly kit: AccountKit;
  readonly channel: LineChannel;
  /** Calls of LINE as the server makes them. */
  readonly line: DeliveryParts;
  /** The bodies of all replies and pushes that the test delivered. */
  readonly sent: ReadonlyArray<{ readonly kind: 'reply' | 'push'; readonly body: unknown; readonly status: number }>;
  /** Posts a body to the webhook in-process, signed unless a signature is given (null: none). */
  post(body: unknown, options?: { signature?: string | null; secret?: string; slug?: string }): Promise<PostAnswer>;
  /** A phone of a resident who has just added the account; its greeting is delivered. */
  friend(name?: string): Promise<TestPhone>;
  /** Sends what is due, until nothing is. Returns how many were taken. */
  deliver(): Promise<number>;
  /** Lets the clock run in steps of a second, delivering at each. */
  pass(seconds: number): Promise<void>;
  fault(request: FaultRequest): void;
  /** A query as superuser: looks behind the walls. */
  look<Row>(query: string, values?: readonly unknown[]): Promise<Row[]>;
  end(): Promise<void>;
}

export interface PostAnswer {
  readonly status: number;
  readonly body: string;
}

export interface TestPhone {
  readonly userId: string;
  /** What the account said in this chat, oldest first. */
  heard(): readonly ChatMessage[];
}

/** A test does not wait ten seconds for an answer that is lost on purpose. */
const testTimeoutMs = 400;
export const startOfLineWorld = new Date('2020-04-21T10:20:00+09:00');

interface LineWorldOptions {
  /** 'form' unless told. */
  readonly answerMode?: 'form' | 'chat';
  /** With its jobs running; otherwise the test delivers. */
  readonly jobs?: boolean;
  /** Silent unless told. */
  readonly log?: Log;
  /** How much residents may send; as in service unless told. */
  readonly webLimits?: WebLimitSizes;
  readonly emulator?: { readonly batchMs?: number; readonly redeliverAfterMs?: readonly number[] };
}

/** For worlds where one browser sends what no person would. */
export const withoutLimits = Object.fromEntries(
  Object.entries(webLimits).map(([name, limit]) => [name, { ...limit, most: Number.MAX_SAFE_INTEGER }]),
) as WebLimitSizes;

/** The program with its doors, a database of its own, and an emulator on which one account, Miyagi's, can be added. */
export async function lineWorld(options: LineWorldOptions = {}): Promise<LineWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'mimamori-line-'));
  const [database, port, content] = [
    await testDatabase(),
    await freePort(),
    await contentFolder(folder, options.answerMode ?? 'form'),
  ];
  const clock = new VirtualClock({ startAt: startOfLineWorld, frozen: true });
  const origin = `http://127.0.0.1:${port}`;
  const emulator = await startEmulator({
    port: 0,
    seed: 'line-world',
    clock,
    residents: [],
    ...options.emulator,
    channels: [
      {
        ...testChannel,
        basicId: '@miyagi-test',
        displayName: '宮城県',
        displayNameEn: 'Miyagi',
        webhookUrl: `${origin}/line/${testChannel.account}`,
        liffApps: [{ liffId: testChannel.liffId, endpointUrl: `${origin}/m/${testChannel.account}/liff` }],
        webhookRedelivery: true,
      },
    ],
  });
  const now = () => new Date(clock.now());
  const app = await openApp(
    readConfig({
      MIMAMORI_PORT: String(port),
      MIMAMORI_CONTENT: content,
      MIMAMORI_DATA: folder,
      MIMAMORI_MASTER_KEY: randomBytes(32).toString('hex'),
      DATABASE_URL: urlOf(database.app),
      DATABASE_OWNER_URL: urlOf(database.owner),
      LINE_API_URL: emulator.url,
      LINE_DATA_API_URL: emulator.url,
      LINE_LIFF_URL: `${emulator.url}/liff`,
      LINE_LIFF_SDK_URL: `${emulator.url}/liff/sdk.js`,
    }),
    options.log ?? createLog({ level: (process.env.TEST_LOG as 'error' | undefined) ?? 'silent' }),
    { now, channels: [testChannel] },
  );
  const served = await serveApp(app, {
    jobs: options.jobs ?? false,
    framedBy: [emulator.url],
    ...(options.webLimits ? { webLimits: options.webLimits } : {}),
  });
  const api = createLineApi({ api: emulator.url, data: emulator.url }, testTimeoutMs);
  const sent: LineWorld['sent'][number][] = [];
  const line: DeliveryParts = {
    inScope: app.inScope,
    takeIn: app.intake.takeIn,
    api: noting(api, sent),
    tokens: createChannelTokens(api, now),
    now,
  };
  const kit = app.kits().get(testChannel.account)!;

  const deliver = async (): Promise<number> => {
    let taken = 0;
    for (let more = -1; more !== 0; taken += more) more = await deliverDue(line, kit, testChannel);
    return taken;
  };
  return {
    app,
    served,
    emulator,
    database,
    clock,
    kit,
    channel: testChannel,
    line,
    sent,
    post: (body, given = {}) => post(served, body, given),
    friend: async (name = '佐藤 みどり') => {
      const { userId } = emulator.addPhone({ name, language: 'ja' });
      await emulator.residents.follow(userId, testChannel.channelId);
      await deliver();
      const { chat } = emulator.residents.openChat(userId, testChannel.channelId);
      return { userId, heard: () => chat.messages.filter(({ from }) => from === 'account') };
    },
    deliver,
    pass: async (seconds) => {
      for (let second = 0; second < seconds; second += 1) {
        await clock.jumpBy(1000);
        await deliver();
      }
    },
    fault: (request) => void emulator.faults.add(request),
    look: (query, values = []) =>
      withClient(database.superuser, async (client) => {
        await client.query('set search_path = mimamori');
        return (await client.query(query, [...values])).rows;
      }),
    end: async () => {
      await served.close();
      await emulator.close();
      await api.close();
      await app.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const testChannel = {
  account: 'miyagi',
  channelId: '2000000001',
  channelSecret: '0123456789abcdef0123456789abcdef',
  previousSecret: 'fedcba9876543210fedcba9876543210',
  botUserId: `U${'b'.repeat(32)}`,
  loginChannelId: '2000000002',
  liffId: '2000000002-miyagi',
} as const satisfies LineChannel;

/** Calls LINE, and notes what was sent and what LINE answered. */
const noting = (api: LineApi, sent: LineWorld['sent'][number][]): LineApi => ({
  ...api,
  call: async (request) => {
    const answer = await api.call(request);
    const kind = request.path.split('/').at(-1);
    if (kind === 'reply' || kind === 'push') sent.push({ kind, body: request.json, status: answer.status });
    return answer;
  },
});

/** LINE's signature of a body. */
export const signatureOf = (body: string | Buffer, secret: string = testChannel.channelSecret): string =>
  createHmac('sha256', secret).update(body).digest('base64');

let events = 0;
/** An event as LINE sends it, from one person's chat, with an id of its own; `own` replaces what it names. */
export function lineEvent(userId: string, own: Readonly<Record<string, unknown>>): Record<string, unknown> {
  events += 1;
  return {
    mode: 'active',
    timestamp: startOfLineWorld.getTime() + events,
    source: { type: 'user', userId },
    webhookEventId: `01TEST${String(events).padStart(20, '0')}`,
    deliveryContext: { isRedelivery: false },
    ...own,
  };
}

async function post(
  served: Served,
  body: unknown,
  given: { signature?: string | null; secret?: string; slug?: string },
): Promise<PostAnswer> {
  const bytes =
    Buffer.isBuffer(body) || typeof body === 'string'
      ? Buffer.from(body as string)
      : Buffer.from(JSON.stringify(Array.isArray(body) ? { destination: testChannel.botUserId, events: body } : body));
  const signature = given.signature === undefined ? signatureOf(bytes, given.secret) : given.signature;
  const answer = await served.http.inject({
    method: 'POST',
    url: `/line/${given.slug ?? testChannel.account}`,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(signature === null ? {} : { 'x-line-signature': signature }),
    },
    payload: bytes,
  });
  return { status: answer.statusCode, body: answer.body };
}

/** The shipped content; asking in the chat needs an account that says so. */
async function contentFolder(folder: string, answerMode: 'form' | 'chat'): Promise<string> {
  if (answerMode === 'form') return 'content';
  const copy = join(folder, 'content');
  await cp('content', copy, { recursive: true });
  const file = join(copy, 'accounts', testChannel.account, 'account.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}answerMode: chat\n`);
  return copy;
}

export const urlOf = ({ host, port, user, password, database }: TestDatabase['app']): string =>
  `postgresql://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host ?? '')}`;

/** The server must know its address before it listens: its pages and links name it. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}
