import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Registry } from 'prom-client';
import type { App } from './app.ts';
import { originOf } from './app.ts';
import type { AccountKit } from './channels/account-kit.ts';
import { createLineService, type LineService } from './channels/line/line-service.ts';
import { createWebLimits, type WebLimitSizes } from './channels/web/web-limits.ts';
import type { WebParts } from './channels/web/web-parts.ts';
import { type Assets, loadAssets, registerResidentPages, residentPageErrors } from './channels/web/web-service.ts';
import { auditLogRoutes } from './features/audit-log/index.ts';
import { contentReadingRoutes, readGuidanceFiles } from './features/content-reading/index.ts';
import { deadLetterRoutes } from './features/messages/index.ts';
import { newsRoutes } from './features/news/index.ts';
import { promisedBy, purge } from './features/privacy/index.ts';
import { residentRecordsRoutes } from './features/resident-records/index.ts';
import { mergeDeltas, situationContentOf, situationRoutes } from './features/situation/index.ts';
import { createStaffGate, staffRoutes } from './features/staff/index.ts';
import { ping } from './platform/db/ping-store.ts';
import { createLimit } from './platform/http/limits.ts';
import { apiPrefix } from './platform/http/open-api.ts';
import { contentSecurityPolicy, createHttpServer, type HttpServer } from './platform/http/server.ts';
import { startLoop } from './platform/jobs/loop.ts';
import { createMetrics, type IntakeMetrics } from './platform/metrics/metrics.ts';
import type { Scope } from './platform/scope.ts';

/** The doors of the program: pages, API, webhook, jobs. */
export interface Served {
  /** Where the server listens: 'http://127.0.0.1:7200'. */
  readonly url: string;
  readonly http: HttpServer;
  /** Runs no more jobs, answers what is under way, then closes. The app stays open. */
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Origins that may show resident pages in a frame: the emulator's phone does. */
  readonly framedBy?: readonly string[];
  /** Schedules, and what waits in the outbox; without them another process does that, or a test. */
  readonly jobs?: boolean;
  /** Sends what is queued here from the moment of its commit; as `jobs` unless told. */
  readonly delivers?: boolean;
  /** Pages, API, webhook, console; without them only /healthz, /readyz and /metrics. */
  readonly doors?: boolean;
  /** Where several processes share the port: how to tell the metrics of them all, given this one's. */
  readonly shareMetrics?: (own: Registry) => () => Promise<string>;
  readonly demonstration?: boolean;
  /** How much residents may send; as web-limits.ts says unless told. */
  readonly webLimits?: WebLimitSizes;
}

const version = (
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string }
).version;

export async function serveApp(app: App, options: ServeOptions = {}): Promise<Served> {
  const { config, log } = app;
  const line = createLineService({
    hosts: {
      api: config.LINE_API_URL,
      data: config.LINE_DATA_API_URL,
      liff: config.LINE_LIFF_URL,
      liffSdk: config.LINE_LIFF_SDK_URL,
    },
    channels: app.channels,
    pictures: join(config.MIMAMORI_CONTENT, 'menus'),
    kits: app.kits,
    inScope: app.inScope,
    takeIn: app.intake.takeIn,
    now: app.now,
    log,
  });
  const assets = await loadAssets();
  const metrics = createMetrics({ ofProcess: true });
  watchIntake(app, metrics.intake);
  const http = await createHttpServer({
    log,
    metrics,
    ...(options.shareMetrics ? { metricsText: options.shareMetrics(metrics.registry) } : {}),
    version,
    now: app.now,
    ready: () => ping(app.db),
    metricsToken: config.MIMAMORI_METRICS_TOKEN,
    ...(config.MIMAMORI_TRUST_PROXY ? { trustProxy: config.MIMAMORI_TRUST_PROXY.split(',') } : {}),
    pageErrors: residentPageErrors(() => web),
  });
  const web = webParts(app, line, http, assets, options);
  if (options.doors !== false) {
    await registerApi(app, http, options.demonstration ?? false);
    await registerResidentPages(http, web, assets);
    line.register(http);
    await registerConsole(http);
    http.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/console/'));
  }

  const url = await http.listen({ host: config.MIMAMORI_HOST, port: config.MIMAMORI_PORT });
  const withJobs = options.jobs !== false;
  const jobs = withJobs ? startJobs(app) : [];
  if (options.delivers ?? withJobs) line.start({ fromOutbox: withJobs });
  app.deliverBy(line);
  return {
    url,
    http,
    close: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
      // What is under way is answered first; what it queues is still sent.
      await http.close();
      await app.intake.idle();
      await line.stop();
    },
  };
}

/** What the resident's pages need of all that was opened here. */
function webParts(app: App, line: LineService, http: HttpServer, assets: Assets, options: ServeOptions): WebParts {
  const { config } = app;
  return {
    kits: app.kits,
    inScope: app.inScope,
    takeIn: app.intake.takeIn,
    now: app.now,
    origin: originOf(config),
    limits: createWebLimits(http, options.webLimits),
    assets,
    helmet: pageHeaders(options.framedBy),
    line: {
      sdkUrl: config.LINE_LIFF_SDK_URL,
      liffIdOf: (slug) => line.channelOf(slug)?.liffId,
      friendUrlOf: (slug) => line.channelOf(slug)?.friendUrl,
      userOf: line.userOf,
      moveMenu: line.moveMenu,
      helmet: pageHeaders(options.framedBy, new URL(config.LINE_LIFF_SDK_URL).origin, [
        new URL(config.LINE_API_URL).origin,
        new URL(config.LINE_LIFF_URL).origin,
      ]),
    },
  };
}

/** What no office sends, however many share its address. Sign-in has limits of its own. */
const apiLimit = { most: 3000, everyMs: 60_000 };

function watchIntake(app: App, metrics: IntakeMetrics): void {
  app.measureBatches(({ pieces, seconds, commitSeconds }) => {
    metrics.batchPieces.observe(pieces);
    metrics.batchSeconds.observe(seconds);
    metrics.commitSeconds.observe(commitSeconds);
    metrics.waiting.set(app.intake.size);
  });
}

async function registerApi(app: App, http: HttpServer, demonstration: boolean): Promise<void> {
  const { inScope, now, content } = app;
  const gate = createStaffGate(app.staff);
  await http.register(
    async (api) => {
      const limit = createLimit(http, apiLimit);
      api.addHook('onRequest', limit);
      await api.register(staffRoutes({ ...app.staff, demonstration, gate }));
      await api.register(
        situationRoutes({
          gate,
          inScope,
          now,
          places: content.places,
          contentOf: async (slug) => situationContentOf(app.kits().get(slug)!.content, content.words),
          isHoliday: (on) => content.calendar.specialDay(on) === 'holiday',
        }),
      );
      await api.register(
        residentRecordsRoutes({
          gate,
          inScope,
          places: content.places,
          contentOf: (slug) => app.kits().get(slug)!.content,
        }),
      );
      await api.register(newsRoutes({ gate, inScope }));
      await api.register(auditLogRoutes({ gate, inScope }));
      await api.register(deadLetterRoutes({ gate, inScope }));
      await api.register(
        contentReadingRoutes({
          gate,
          inScope,
          now,
          words: content.words,
          places: content.places,
          calendar: content.calendar,
          contentOf: (slug) => app.kits().get(slug)!.content,
          guidanceFiles: await readGuidanceFiles(app.config.MIMAMORI_CONTENT),
        }),
      );
    },
    { prefix: apiPrefix },
  );
}

/** The console as Vite built it: files with hashed names, and one page for every place. */
async function registerConsole(http: HttpServer): Promise<void> {
  const root = join(import.meta.dirname, '..', 'console', 'dist');
  await http.register(fastifyStatic, {
    root: join(root, 'assets'),
    prefix: '/console/assets/',
    immutable: true,
    maxAge: '365d',
    schemaHide: true,
  });
  http.get('/console', { schema: { hide: true } }, (_request, reply) => reply.redirect('/console/'));
  http.get('/console/*', { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('index.html', root, { immutable: false, maxAge: 0 }),
  );
}

/** Pages load their own files alone; only named origins may frame them. */
function pageHeaders(framedBy: readonly string[] = [], script?: string, connect: readonly string[] = []) {
  const own = contentSecurityPolicy;
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...own,
        'frame-ancestors': framedBy.length > 0 ? [...framedBy] : ["'none'"],
        ...(script ? { 'script-src': ["'self'", script], 'connect-src': ["'self'", ...connect, script] } : {}),
      },
    },
    frameguard: framedBy.length > 0 ? (false as const) : ({ action: 'deny' } as const),
  };
}

function startJobs(app: App) {
  const forEachAccount = async (
    job: string,
    work: (scope: Scope, kit: AccountKit) => Promise<boolean>,
  ): Promise<boolean> => {
    let more = false;
    for (const kit of app.kits().values()) {
      // One account's trouble is not its neighbours'.
      const done = app.inScope(kit, { kind: 'system', job }, (scope) => work(scope, kit));
      const again = await done.catch((error) => {
        app.log.error({ err: error, job, account: kit.slug }, 'job failed for an account');
        return false;
      });
      more ||= again;
    }
    return more;
  };
  const { log } = app;
  return [
    startLoop({
      name: 'situation.merge-deltas',
      everyMs: 2000,
      log,
      work: () => forEachAccount('situation.merge-deltas', async (scope) => (await mergeDeltas(scope)) > 1000),
    }),
    startLoop({
      name: 'privacy.purge',
      everyMs: 3_600_000,
      log,
      work: () => forEachAccount('privacy.purge', (scope, kit) => purge(scope, promisedBy(kit.content.policy))),
    }),
  ];
}
