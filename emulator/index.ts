import { randomBytes } from 'node:crypto';
import { accountEndpoints } from './api/account.ts';
import { botRoutes, type Platform } from './api/bot-api.ts';
import { ChannelTokens } from './api/channel-tokens.ts';
import { Login } from './api/login.ts';
import { type Rate, RateLimiter } from './api/rate-limits.ts';
import { richMenuEndpoints } from './api/rich-menus.ts';
import { sendingEndpoints } from './api/sending.ts';
import { Tokens } from './api/tokens.ts';
import { VirtualClock } from './clock.ts';
import type { Delivery } from './deliveries.ts';
import { type DeskLink, deskRoutes } from './desk/desk-routes.ts';
import { LivePages } from './desk/live.ts';
import { pageRoutes } from './desk/pages.ts';
import { phoneRoutes } from './desk/phone-routes.ts';
import type { FaultBoard } from './faults.ts';
import { Router } from './http/router.ts';
import { listen } from './http/server.ts';
import { IdSource } from './ids.ts';
import { type Opening, openUri } from './resident/open-uri.ts';
import { Residents } from './resident/residents.ts';
import { readSnapshot, restoreChannel, restorePhones, takeSnapshot, writeSnapshot } from './snapshot.ts';
import type { ChannelConfig, LocalText, NextThing, Phone, PhoneOwner } from './types.ts';
import { WebhookSender } from './webhook/sender.ts';
import { World } from './world.ts';

export { VirtualClock } from './clock.ts';
export type { Delivery } from './deliveries.ts';
export type { FaultKind, FaultRequest } from './faults.ts';
export type {
  ChannelConfig,
  Chat,
  ChatMessage,
  Language,
  LiffApp,
  LocalText,
  NextThing,
  Phone,
  PhoneOwner,
} from './types.ts';
export { lintMessages } from './validate/message.ts';

export type EmulatorOptions = {
  /** The address to listen on; this machine only, unless told otherwise. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The host's own clock, to share jumps with it. */
  readonly clock?: VirtualClock;
  /** The same seed gives the same ids, call for call. */
  readonly seed?: string | number;
  readonly channels?: readonly ChannelConfig[];
  /** The cast of fictional residents; one neutral resident if absent. */
  readonly residents?: readonly PhoneOwner[];
  /** Keeps friends, chats and menus between starts. */
  readonly dataFile?: string;
  readonly log?: (line: string) => void;
  /** The desk's heading. */
  readonly title?: LocalText;
  /** Links in the desk's heading. */
  readonly links?: readonly DeskLink[];
  /** `iss` of ID tokens; LINE's own if absent. */
  readonly issuer?: string;
  /** Other rates than LINE's, by endpoint name. */
  readonly rates?: Readonly<Record<string, Rate>>;
  /** Events that come within this time share a webhook; 5 ms if absent. */
  readonly batchMs?: number;
  /** When failed webhooks are delivered again, in virtual ms after the failure before. */
  readonly redeliverAfterMs?: readonly number[];
};

export type Emulator = {
  /** `http://127.0.0.1:7300`: base URL for the API, content, tokens, login, LIFF; and the desk's address. */
  readonly url: string;
  readonly port: number;
  readonly clock: VirtualClock;
  readonly faults: FaultBoard;
  readonly residents: Residents;
  addChannel(config: ChannelConfig): void;
  addPhone(owner: PhoneOwner): Phone;
  /** Where a link in a chat leads, with a LIFF grant for this resident. */
  open(userId: string, uri: string): Opening;
  deliveries(): readonly Delivery[];
  /** What the clock panel promises: known things to come, the nearest first. */
  setNext(next: readonly NextThing[]): void;
  /** Resolves when no webhook is on its way. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

const SAVE_AFTER_MS = 2_000;
const DEFAULT_TITLE: LocalText = { ja: 'おためし電話', en: 'Simulated phone' };
const DEFAULT_RESIDENT: PhoneOwner = {
  name: '見本 太郎',
  note: { ja: '架空の住民', en: 'A fictional resident' },
  language: 'ja',
};

/** Starts the platform and its phone on one port. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const log = options.log ?? (() => {});
  const kept = options.dataFile === undefined ? undefined : readSnapshot(options.dataFile);
  const clock = options.clock ?? new VirtualClock(kept ? { startAt: kept.clockAt } : {});
  const ids = kept ? new IdSource(kept.idSeed, kept.idsDrawn) : new IdSource(options.seed);
  const world = new World(clock, ids);
  const sender = new WebhookSender(world, {
    ...(options.batchMs === undefined ? {} : { batchMs: options.batchMs }),
    ...(options.redeliverAfterMs === undefined ? {} : { redeliverAfterMs: options.redeliverAfterMs }),
  });
  const tokenKey = kept?.tokenKey ?? (options.seed === undefined ? randomBytes(32).toString('hex') : ids.hex(64));
  const tokens = new Tokens(world, tokenKey, kept?.revokedTokens);
  let url = '';
  const platform: Platform = { world, sender, tokens, rates: new RateLimiter(options.rates), url: () => url };
  const channelTokens = new ChannelTokens(platform);
  const login = new Login(platform, channelTokens, options.issuer ?? 'https://access.line.me', kept?.signingKey);
  const residents = new Residents(world, sender);
  const live = new LivePages(world);
  const title = options.title ?? DEFAULT_TITLE;

  const addChannel = (config: ChannelConfig) => {
    const channel = world.addChannel(config);
    if (kept) restoreChannel(channel, kept);
  };
  if (kept) restorePhones(world, kept);
  for (const config of options.channels ?? []) addChannel(config);
  addCast(world, options.residents ?? [DEFAULT_RESIDENT]);

  const router = new Router();
  router.add(
    ...botRoutes(platform, [...sendingEndpoints, ...accountEndpoints, ...richMenuEndpoints]),
    ...channelTokens.routes(),
    ...login.routes(),
    ...phoneRoutes({ residents, login, url: () => url }),
    ...deskRoutes(world, sender, { title, links: options.links ?? [] }),
    ...pageRoutes(world, title),
  );
  const host = options.host ?? '127.0.0.1';
  const stream = live.serve.bind(live);
  const { server, port } = await listen({ host, port: options.port, router, stream, log });
  url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const stopClockWatch = clock.onJump(() => world.tell({ of: 'desk', part: 'clock' }));
  const saving = keepSaved(world, options.dataFile, log, () =>
    takeSnapshot(world, { tokenKey, revokedTokens: tokens.revoked(), signingKey: login.privateKey() }),
  );

  return {
    url,
    port,
    clock,
    faults: world.faults,
    residents,
    addChannel,
    addPhone: (owner) => world.addPhone(owner),
    open: (userId, uri) => openUri(residents, login, url, userId, uri),
    deliveries: () => world.deliveries.list(),
    setNext: (next) => {
      world.next = [...next].sort((a, b) => a.at - b.at);
      world.tell({ of: 'desk', part: 'next' });
    },
    settle: () => sender.settle(),
    close: async () => {
      stopClockWatch();
      await sender.close();
      live.close();
      saving.stop();
      if (!options.clock) clock.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Residents are recognised by their user id or, without one, by their name: a second start adds nobody twice. */
function addCast(world: World, cast: readonly PhoneOwner[]): void {
  const known = [...world.phones.values()];
  for (const owner of cast) {
    const before = known.find((phone) => (owner.userId ? phone.userId === owner.userId : phone.name === owner.name));
    world.addPhone(before ? { ...owner, userId: before.userId } : owner);
  }
}

/** Writes the data file a moment after changes, and at the end. */
function keepSaved(
  world: World,
  file: string | undefined,
  log: (line: string) => void,
  take: () => ReturnType<typeof takeSnapshot>,
): { stop: () => void } {
  if (file === undefined) return { stop: () => {} };
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    try {
      writeSnapshot(file, take());
    } catch (error) {
      log(`The phones' data could not be saved to ${file}: ${String(error)}`);
    }
  };
  const stopWatching = world.watch(() => {
    timer ??= setTimeout(save, SAVE_AFTER_MS);
    timer.unref();
  });
  return {
    stop: () => {
      stopWatching();
      save();
    },
  };
}
