import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatFinding } from './base/finding.ts';
import { idsFrom, type NewId } from './base/ids.ts';
import { jstDate } from './base/jst.ts';
import { Problem } from './base/problem.ts';
import { type AccountKit, createAccountKit } from './channels/account-kit.ts';
import { type LineChannel, readLineChannels } from './channels/line/line-channels.ts';
import { residentUrls } from './channels/web/web-service.ts';
import { openAccounts } from './features/accounts/index.ts';
import { createCurrentContactPoints } from './features/contact-points/index.ts';
import { type Content, readContent } from './features/content/index.ts';
import { queueMessage } from './features/messages/index.ts';
import { importNews } from './features/news/index.ts';
import type { AccountFace, SignInParts } from './features/staff/index.ts';
import type { Config } from './platform/config/config.ts';
import { masterKey } from './platform/crypto/master-key.ts';
import { deriveKey, keyObject } from './platform/crypto/seal.ts';
import { createVault } from './platform/crypto/vault.ts';
import { connectDatabase, databaseSettings } from './platform/db/connect.ts';
import { type Db, openDatabase } from './platform/db/database.ts';
import { migrate } from './platform/db/migrate.ts';
import { createInScope } from './platform/in-scope.ts';
import { type BatchMeasure, createIntake, type Intake } from './platform/intake/intake.ts';
import type { Log } from './platform/log/log.ts';
import type { InScope, OutgoingMessage, QueuedMessage, Scope } from './platform/scope.ts';

const badContent = {
  code: 'content.bad',
  status: 500,
  title: 'The content cannot be used; mend this and start again:\n{findings}',
} as const;
const noChannels = {
  code: 'line.no-channels-file',
  status: 500,
  title: 'The LINE channels cannot be read from {path} (MIMAMORI_LINE_CHANNELS): {reason}.',
} as const;

/** What may differ from production: the clock of the demo and of tests, and channels that they make themselves. */
export interface AppOverrides {
  readonly now?: () => Date;
  readonly newId?: NewId;
  readonly channels?: readonly LineChannel[];
  /** Read already. */
  readonly content?: Content;
}

/** Whoever sends in this process what this process queues. */
export interface Delivery {
  /** Whether it takes an account's messages now; if not, they wait for any process. */
  takes(slug: string): boolean;
  take(account: Scope['account'], messages: readonly QueuedMessage[]): void;
}

/** The program without its doors: database, content, accounts. Every command stands on it. */
export interface App {
  readonly config: Config;
  readonly log: Log;
  readonly db: Db;
  readonly databaseKind: 'embedded' | 'external';
  /** The environment with which another process reaches the same database. */
  readonly databaseEnv: Readonly<Record<string, string>>;
  readonly inScope: InScope;
  /** The same by another clock: for making the past of a demo or a benchmark. */
  inScopeAt(clock: () => Date): InScope;
  readonly now: () => Date;
  readonly newId: NewId;
  readonly content: Content;
  readonly channels: readonly LineChannel[];
  /** The open accounts by slug. */
  kits(): ReadonlyMap<string, AccountKit>;
  readonly staff: SignInParts;
  /** Takes in what arrives from outside, many at a time. */
  readonly intake: Intake;
  /** From now on what is queued here is sent here. */
  deliverBy(delivery: Delivery): void;
  measureBatches(told: (measure: BatchMeasure) => void): void;
  close(): Promise<void>;
}

/** Opens the database (migrated), reads the content, opens the accounts. @throws Problem with one clear sentence. */
export async function openApp(config: Config, log: Log, overrides: AppOverrides = {}): Promise<App> {
  const now = overrides.now ?? (() => new Date());
  const newId = overrides.newId ?? idsFrom(now);
  const content = overrides.content ?? (await contentOrRefusal(config.MIMAMORI_CONTENT, now()));
  const channels = overrides.channels ?? (await channelsOf(config.MIMAMORI_LINE_CHANNELS));
  const master = await masterKey(config.MIMAMORI_MASTER_KEY, config.MIMAMORI_DATA);
  const server = await connectDatabase(databaseSettings(config));
  let closing = false;
  let onBatch: ((measure: BatchMeasure) => void) | undefined;
  try {
    await migrate(server.owner, join(import.meta.dirname, '..', 'migrations'));
    const db = openDatabase({
      connection: server.app,
      maxConnections: config.DATABASE_POOL,
      idleSeconds: config.DATABASE_IDLE_SECONDS,
      // When we close ourselves, connections end: that is no news.
      onIdleError: (error) => closing || log.warn({ err: error }, 'idle connection lost'),
    });
    let delivery: Delivery | undefined;
    const parts = {
      db,
      vault: createVault(master),
      store: (scope: Scope, message: OutgoingMessage) =>
        queueMessage(scope, message, delivery?.takes(scope.account.slug) ? 'this-process' : 'any'),
      onQueued: (account: Scope['account'], messages: readonly QueuedMessage[]) => delivery?.take(account, messages),
    };
    const inScope = createInScope({ ...parts, now, newId });
    const intake = createIntake({
      ...parts,
      now,
      newId,
      writers: config.MIMAMORI_WRITERS,
      mostPerBatch: 128,
      mostWaiting: 4096,
      onBatch: (measure) => onBatch?.(measure),
    });
    const kits = await openKits({ db, inScope, newId, now }, content, config, channels);
    return {
      config,
      log,
      db,
      databaseKind: server.kind,
      databaseEnv: server.env,
      inScope,
      inScopeAt: (clock) => createInScope({ ...parts, now: clock, newId: idsFrom(clock) }),
      now,
      newId,
      content,
      channels,
      kits: () => kits,
      staff: {
        db,
        inScope,
        now,
        newId,
        accounts: async () => [...kits.values()].map(faceOf),
        triesKey: deriveKey(keyObject(master), 'sign-in tries'),
      },
      intake,
      deliverBy: (here) => {
        delivery = here;
      },
      measureBatches: (told) => {
        onBatch = told;
      },
      close: async () => {
        await intake.idle();
        closing = true;
        await db.destroy();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function contentOrRefusal(folder: string, at: Date): Promise<Content> {
  const { content, findings } = await readContent(folder, jstDate(at));
  if (content) return content;
  const errors = findings.filter((finding) => finding.severity === 'error');
  throw new Problem(badContent, { findings: errors.map(formatFinding).join('\n') });
}

async function channelsOf(path: string | undefined): Promise<LineChannel[]> {
  if (!path) return [];
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Problem(noChannels, { path, reason: (error as Error).message });
  }
  return readLineChannels(json, path);
}

type OpenParts = Parameters<typeof openAccounts>[0];

async function openKits(
  parts: OpenParts,
  content: Content,
  config: Config,
  channels: readonly LineChannel[],
): Promise<Map<string, AccountKit>> {
  const currentPoints = createCurrentContactPoints();
  const kits = new Map<string, AccountKit>();
  for (const account of await openAccounts(parts, content)) {
    const channel = channels.find((one) => one.account === account.slug);
    const liff = channel && `${config.LINE_LIFF_URL}/${channel.liffId}`;
    const urls = residentUrls(originOf(config), account.slug, liff);
    kits.set(account.slug, createAccountKit(content, account.content, account.id, currentPoints, urls));
    await parts.inScope(account, { kind: 'system', job: 'accounts.open' }, (scope) =>
      importNews(scope, account.content.news),
    );
  }
  return kits;
}

/** The address under which this server is reached. */
export const originOf = (config: Config): string =>
  config.MIMAMORI_PUBLIC_URL
    ? new URL(config.MIMAMORI_PUBLIC_URL).origin
    : `http://${config.MIMAMORI_HOST}:${config.MIMAMORI_PORT}`;

const faceOf = ({ id, slug, content: { account } }: AccountKit): AccountFace => ({
  id,
  slug,
  prefectureCode: account.prefectureCode,
  name: account.name,
  seal: account.seal,
});
