import { createSecretKey, randomBytes } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AccountId } from '../../src/base/ids.ts';
import {
  type AccountFace,
  addStaff,
  createStaffGate,
  type Role,
  type StaffGate,
  type StaffRoutesParts,
  staffRoutes,
} from '../../src/features/staff/index.ts';
import { createHttpServer, type HttpServer } from '../../src/platform/http/server.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { createMetrics } from '../../src/platform/metrics/metrics.ts';
import { system, type TestWorld } from './scopes.ts';

export interface TestConsole {
  readonly app: HttpServer;
  readonly parts: StaffRoutesParts;
  /** Opens an account that staff may be added to. */
  account(slug: string, prefectureCode?: string): Promise<AccountFace>;
  /** Adds someone with these roles in one account, signs them in, and answers as their browser. */
  browserOf(login: string, account: string, roles: readonly Role[], areas?: readonly string[]): Promise<Browser>;
  /** A browser in which nobody is signed in, at an address of its own. */
  browser(): Browser;
  end(): Promise<void>;
}

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}
export interface Browser {
  cookie: string | undefined;
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers?: object): Promise<Reply>;
  get(path: string): Promise<Reply>;
}

export const password = 'a-long-test-password';

/** The console's server with sign-in and whatever routes a test is about, over a test world. */
export async function testConsole(
  world: TestWorld,
  routes: (gate: StaffGate) => readonly FastifyPluginAsyncZod[] = () => [],
): Promise<TestConsole> {
  const faces: AccountFace[] = [];
  const session = {
    db: world.database.db,
    inScope: world.inScope,
    now: () => world.at,
    newId: world.newId,
    accounts: async () => faces,
  };
  const gate = createStaffGate(session);
  const parts = { ...session, gate, triesKey: createSecretKey(randomBytes(32)), demonstration: true };
  const app = await createHttpServer({
    log: createLog({ level: 'silent' }),
    metrics: createMetrics(),
    version: '0.0.0',
    now: () => world.at,
    ready: async () => {},
  });
  for (const plugin of [staffRoutes(parts), ...routes(gate)]) await app.register(plugin, { prefix: '/api/v1' });
  await app.ready();

  let addresses = 0;
  const browser = (): Browser => {
    addresses += 1;
    const remoteAddress = `10.0.${addresses >> 8}.${addresses & 255}`;
    const self: Browser = {
      cookie: undefined,
      get: (path) => self.send('GET', path),
      async send(method, path, body, headers = {}) {
        const reply = await app.inject({
          method,
          remoteAddress,
          url: `/api/v1${path}`,
          headers: {
            ...(self.cookie && { cookie: `mimamori_staff=${self.cookie}` }),
            ...(method !== 'GET' && { 'x-mimamori-console': '1', origin: 'http://localhost:80' }),
            host: 'localhost:80',
            ...headers,
          },
          ...(body !== undefined && { payload: body as object }),
        });
        const set = reply.cookies.find((cookie) => cookie.name === 'mimamori_staff');
        if (set) self.cookie = set.value || undefined;
        const json = String(reply.headers['content-type'] ?? '').includes('json') && reply.body !== '';
        return {
          status: reply.statusCode,
          body: json ? reply.json() : undefined,
          text: reply.body,
          headers: reply.headers,
        };
      },
    };
    return self;
  };

  return {
    app,
    parts,
    browser,
    async account(slug, prefectureCode = '04') {
      const { id } = await world.account(slug);
      const name = { ja: slug, easy: slug, en: slug };
      const face = { id: id as AccountId, slug, prefectureCode, name, seal: '宮' };
      faces.push(face);
      return face;
    },
    async browserOf(login, account, roles, areas) {
      const organisation = { name: 'Test Prefecture', kind: 'prefecture' } as const;
      const grants = [{ account, roles, areas: areas ?? null }];
      await addStaff(parts, system, { login, name: login, organisation, grants, password });
      const self = browser();
      const reply = await self.send('POST', '/session', { login, password });
      if (reply.status !== 200) throw new Error(`sign-in failed: ${reply.text}`);
      return self;
    },
    end: () => app.close(),
  };
}
