import type { KeyObject } from 'node:crypto';
import type { Language } from '../../base/language.ts';
import { isLineStopped } from '../../features/accounts/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { TakeIn } from '../../platform/intake/intake.ts';
import { type Loop, startLoop } from '../../platform/jobs/loop.ts';
import type { Log } from '../../platform/log/log.ts';
import type { InScope, QueuedMessage, Scope } from '../../platform/scope.ts';
import type { AccountKit } from '../account-kit.ts';
import { createChannelTokens } from './channel-token.ts';
import { type DeliveryParts, deliverDue } from './deliver.ts';
import { createHandOver } from './hand-over.ts';
import { createIdTokens } from './id-token.ts';
import { layOutMenus } from './lay-out-menus.ts';
import { createLineApi, type LineHosts } from './line-api.ts';
import type { LineChannel } from './line-channels.ts';
import { linkMenu, provideMenus } from './rich-menu.ts';
import { lineRoutes } from './routes.ts';
import { signingKey } from './signature.ts';

export interface LineServiceParts {
  readonly hosts: LineHosts;
  readonly channels: readonly LineChannel[];
  /** Folder with the pictures of the menus. */
  readonly pictures: string;
  readonly kits: () => ReadonlyMap<string, AccountKit>;
  readonly inScope: InScope;
  readonly takeIn: TakeIn;
  readonly now: () => Date;
  readonly log: Log;
}

/** Everything that speaks with LINE: the webhook, delivery, ID tokens, menus. */
export interface LineService {
  channelOf(slug: string): LineChannel | undefined;
  userOf(slug: string, idToken: string): Promise<string | undefined>;
  /** This resident chose a language elsewhere: their menu is to speak it too. To be called after the commit. */
  moveMenu(kit: AccountKit, userId: string, language: Language): void;
  register(app: HttpServer): void;
  /** Sends from now on what this process queues; `fromOutbox` also what waits there, and lays out the menus. */
  start(options: { readonly fromOutbox: boolean }): void;
  /** Whether what an account queues here is sent here, from the moment of its commit. */
  takes(slug: string): boolean;
  take(account: Scope['account'], messages: readonly QueuedMessage[]): void;
  stop(): Promise<void>;
}

const pollMs = 1000;

export function createLineService(parts: LineServiceParts): LineService {
  const { inScope, takeIn, now, log } = parts;
  const api = createLineApi(parts.hosts);
  const tokens = createChannelTokens(api, now);
  const idTokens = createIdTokens(api, now);
  const channels = new Map(
    parts.channels.map((channel) => {
      const secrets = [channel.channelSecret, channel.previousSecret].filter((one) => one !== undefined);
      return [channel.account, { channel, keys: secrets.map(signingKey) as readonly KeyObject[] }] as const;
    }),
  );
  const sending: DeliveryParts = { inScope, takeIn, api, tokens, now };
  const handOver = createHandOver(sending, log);
  let delivery: Loop | undefined;
  let menus: Promise<void> | undefined;
  const stopping = new AbortController();
  let isStarted = false;

  async function deliver(): Promise<boolean> {
    let more = false;
    for (const { channel } of channels.values()) {
      const kit = parts.kits().get(channel.account);
      if (kit && (await deliverDue(sending, kit, channel)) > 0) more = true;
    }
    return more;
  }

  async function layOutMenu(account: string): Promise<boolean> {
    const [kit, line] = [parts.kits().get(account), channels.get(account)];
    // A channel of an account that is not open has no menu to lay out.
    return !kit || !line || provideMenus({ api, tokens, pictures: parts.pictures }, kit, line.channel);
  }

  /** A menu in the old language is no harm: it is tried once, and said in the log. */
  function moveMenu(kit: AccountKit, userId: string, language: Language): void {
    const line = channels.get(kit.slug);
    if (!line) return;
    linkMenu({ api, tokens }, line.channel, userId, language)
      .then((moved) => moved || log.warn({ account: kit.slug }, 'menu not moved'))
      .catch((error) => log.warn({ err: error, account: kit.slug }, 'menu not moved'));
  }

  return {
    moveMenu,
    channelOf: (slug) => channels.get(slug)?.channel,
    userOf: async (slug, idToken) => {
      const line = channels.get(slug);
      return line && idTokens.userOf(line.channel, idToken);
    },
    register: (app) =>
      lineRoutes(app, {
        takeIn,
        kits: parts.kits,
        channelOf: (slug) => channels.get(slug),
        isStopped: isLineStopped,
        onLanguage: moveMenu,
      }),
    start: ({ fromOutbox }) => {
      isStarted = true;
      if (channels.size === 0 || !fromOutbox) return;
      delivery = startLoop({ name: 'line.deliver', everyMs: pollMs, log, work: deliver });
      menus = layOutMenus([...channels.keys()], layOutMenu, log, stopping.signal);
    },
    takes: (slug) => isStarted && handOver.hasRoom && channels.has(slug),
    take: (account, messages) => {
      const kit = parts.kits().get(account.slug);
      const line = channels.get(account.slug);
      // What is not leased to us waits for any process; the poll finds it.
      const ours = messages.filter((message) => message.leasedUntil !== null);
      if (kit && line && ours.length > 0) handOver.take(kit, line.channel, ours);
      if (ours.length < messages.length) delivery?.wake();
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([delivery?.stop(), menus]);
      isStarted = false;
      await handOver.idle();
      await api.close();
    },
  };
}
