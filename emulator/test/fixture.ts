import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ChannelConfig, type Emulator, type EmulatorOptions, startEmulator, VirtualClock } from '../index.ts';

/** An emulator with one account and a bot that only notes what it hears. For tests. */

export type Heard = { body: Buffer; signature: string; events: Event[]; destination: string };
export type Event = {
  type: string;
  timestamp: number;
  webhookEventId: string;
  replyToken?: string;
  source: { userId: string };
  deliveryContext: { isRedelivery: boolean };
  message?: { id: string; type: string; text?: string; quoteToken?: string; markAsReadToken?: string };
  postback?: { data: string; params?: Record<string, string> };
  follow?: { isUnblocked: boolean };
  unsend?: { messageId: string };
};

export const CHANNEL = {
  channelId: '2000000001',
  channelSecret: '0123456789abcdef0123456789abcdef',
  previousSecret: 'fedcba9876543210fedcba9876543210',
  botUserId: `U${'b'.repeat(32)}`,
  basicId: '@sample',
  displayName: '見本県',
  displayNameEn: 'Sample Prefecture',
  loginChannelId: '2000000002',
  accessToken: 'long-lived-token',
  verified: true,
} as const;
export const LIFF_ID = '2000000002-sample';
export const START = '2020-04-21T10:20:00+09:00';

export class Bot {
  readonly heard: Heard[] = [];
  /** What the bot answers next and after how long; 200 at once when empty. */
  readonly answers: { status?: number; afterMs?: number; cut?: boolean }[] = [];
  /** Called for each event, before the bot answers. */
  onEvent: ((event: Event) => unknown) | undefined;
  /** Serves the bot's own pages. */
  page: ((request: IncomingMessage, response: ServerResponse, body: string) => void) | undefined;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get events(): Event[] {
    return this.heard.flatMap(({ events }) => events);
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (request.url !== '/webhook') {
      if (this.page) this.page(request, response, body.toString());
      else response.writeHead(404).end();
      return;
    }
    const { events, destination } = JSON.parse(body.toString()) as { events: Event[]; destination: string };
    this.heard.push({ body, signature: String(request.headers['x-line-signature']), events, destination });
    const { status = 200, afterMs = 0, cut = false } = this.answers.shift() ?? {};
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    for (const event of events) await this.onEvent?.(event);
    if (cut) request.socket.destroy();
    else response.writeHead(status).end();
  }
}

export type Fixture = {
  emulator: Emulator;
  bot: Bot;
  clock: VirtualClock;
  userId: string;
  /** Calls the Messaging API with the account's token. */
  api: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<ApiAnswer>;
  /** Calls the desk. */
  desk: (method: string, path: string, body?: unknown) => Promise<ApiAnswer>;
  close: () => Promise<void>;
};
export type ApiAnswer = { status: number; json: Record<string, unknown>; headers: Headers };

type FixtureOptions = Partial<EmulatorOptions> & { channel?: Partial<ChannelConfig>; frozen?: boolean };

export async function startFixture({ channel = {}, frozen = true, ...options }: FixtureOptions = {}): Promise<Fixture> {
  const bot = new Bot();
  await bot.listen();
  const clock = options.clock ?? new VirtualClock({ startAt: START, frozen });
  const emulator = await startEmulator({
    port: 0,
    seed: 'test',
    clock,
    channels: [
      {
        ...CHANNEL,
        webhookUrl: `${bot.url}/webhook`,
        liffApps: [{ liffId: LIFF_ID, endpointUrl: `${bot.url}/liff` }],
        ...channel,
      },
    ],
    residents: [{ name: '佐藤 みどり', language: 'ja', homeChannelId: CHANNEL.channelId }],
    ...options,
  });
  const phones = (await (await fetch(`${emulator.url}/_/phones`)).json()) as { userId: string }[];
  const call = async (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<ApiAnswer> => {
    const text = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
    const init = text === undefined ? { method, headers } : { method, headers, body: text };
    const answer = await fetch(`${emulator.url}${path}`, init);
    const words = await answer.text();
    return { status: answer.status, json: words === '' ? {} : JSON.parse(words), headers: answer.headers };
  };
  const asJson = { 'content-type': 'application/json' };
  return {
    emulator,
    bot,
    clock,
    userId: phones[0]?.userId ?? '',
    api: (method, path, body, headers = {}) =>
      call(method, path, body, { authorization: `Bearer ${CHANNEL.accessToken}`, ...asJson, ...headers }),
    desk: (method, path, body) => call(method, `/_/${path}`, body, asJson),
    close: async () => {
      await emulator.close();
      await bot.close();
    },
  };
}

/** Adds the account as a friend and gives back the follow event. */
export async function befriend({ emulator, bot, userId }: Fixture): Promise<Event> {
  await emulator.residents.follow(userId, CHANNEL.channelId);
  const event = bot.events.findLast(({ type }) => type === 'follow');
  if (!event) throw new Error('The bot heard of no follow.');
  return event;
}

export const text = (words: string) => ({ type: 'text', text: words });
