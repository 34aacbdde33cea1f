import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addStaff, type Role } from '../../src/features/staff/index.ts';
import { type LineWorld, lineWorld } from '../support/line-world.ts';
import {
  type Described,
  httpApiPage,
  type Operation,
  type Paths,
  routesOf,
  thinOperations,
  undocumented,
} from './http-api.ts';

const file = 'docs/reference/http-api.md';

/** Open to all: what one needs to sign in, and what tells that the server answers. */
const open = [
  'GET /api/v1/health',
  'POST /api/v1/session',
  'POST /api/v1/session/passkey',
  'POST /api/v1/session/passkey/options',
  // Signing out without a session is done already.
  'DELETE /api/v1/session',
];

const anId = '01900000-0000-7000-8000-000000000001';
const filled: Readonly<Record<string, string>> = {
  slug: 'miyagi',
  residentId: anId,
  newsId: anId,
  passkeyId: 'AAAA',
  id: 'ps-initial',
  profile: 'mhlw-2020-02-17',
  version: '2020-03-30',
};
/** Bodies with which a request comes as far as the question who may. */
const bodies: Readonly<Record<string, object>> = {
  news: {
    title: { ja: 'あ', easy: 'あ', en: 'a' },
    url: 'https://example.jp',
    publishedOn: '2020-04-21',
    state: 'draft',
  },
};

describe('the HTTP API', { timeout: 60_000 }, () => {
  let world: LineWorld;
  let paths: Paths;
  let operations: { method: string; path: string; operation: Operation }[];
  beforeAll(async () => {
    world = await lineWorld();
    paths = (world.served.http.swagger() as unknown as { paths: Paths }).paths;
    operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );
  });
  afterAll(() => world.end());

  const ask = (method: string, path: string, cookie?: string) =>
    world.served.http.inject({
      method: method as 'GET',
      url: path.replace(/\{(\w+)\}/g, (_, name: string) => filled[name]!),
      headers: { 'x-mimamori-console': '1', ...(cookie && { cookie: `mimamori_staff=${cookie}` }) },
      ...(['POST', 'PUT'].includes(method) && { payload: bodies[path.split('/')[5] ?? ''] ?? {} }),
    });

  async function signedIn(role: Role): Promise<string> {
    const grants = [{ account: 'miyagi', roles: [role], areas: null }];
    const staff = {
      login: `api-${role}`,
      name: role,
      organisation: { name: '宮城県', kind: 'prefecture' },
      grants,
    } as const;
    const { password } = await addStaff(world.app.staff, { kind: 'operator', user: 'test' }, staff);
    const reply = await world.served.http.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { 'x-mimamori-console': '1' },
      payload: { login: staff.login, password },
    });
    return reply.cookies.find(({ name }) => name === 'mimamori_staff')!.value;
  }

  test('is described, every route of it, and there is no door besides that is not declared', () => {
    const routes = routesOf(world.served.http.printRoutes({ commonPrefix: false }));
    expect(routes).toContainEqual({ method: 'PUT', path: '/api/v1/accounts/:slug/news/:newsId' });
    expect(routes).toContainEqual({ method: 'POST', path: '/line/:slug' });
    expect(routes.length).toBeGreaterThan(60);
    expect(undocumented(routes, paths)).toEqual([]);
  });
  test('says of each operation what it is, what it answers and how it refuses', () => {
    expect(operations.length).toBeGreaterThan(20);
    expect(thinOperations(paths)).toEqual([]);
  });

  test('needs a session for all but what is declared open', async () => {
    const answers: string[] = [];
    for (const { method, path, operation } of operations) {
      const { statusCode, body } = await ask(method, path);
      const at = `${method} ${path}`;
      const refused = statusCode === 401 && body.includes('"session.required"');
      if (refused === open.includes(at)) answers.push(`${at} answers ${statusCode} without a session`);
      if (operation.security?.length === 0 && !open.includes(at)) answers.push(`${at} is described as open`);
    }
    expect(answers).toEqual([]);
  });

  test('is what docs/reference/http-api.md shows', async () => {
    // Between them these two roles lack every permission: a refusal names the one that is needed.
    const cookies = [await signedIn('administrator'), await signedIn('analyst')];
    const refusalOf = async (method: string, path: string): Promise<string> => {
      for (const cookie of cookies) {
        const { statusCode, body } = await ask(method, path, cookie);
        if (statusCode === 403) return (JSON.parse(body) as { params: { permission: string } }).params.permission;
      }
      throw new Error(`${method} ${path} refuses nobody`);
    };
    const described: Described[] = [];
    for (const { method, path, operation } of operations) {
      const otherwise = open.includes(`${method} ${path}`) ? 'open' : 'session';
      const needs = path.includes('{slug}') ? await refusalOf(method, path) : otherwise;
      described.push({ method, path, tag: operation.tags![0]!, summary: operation.summary!, needs });
    }
    const page = httpApiPage(described);
    if (process.env.UPDATE_SNAPSHOTS) await writeFile(file, page);
    expect(page, 'run `npm run update-snapshots` and read the difference').toBe(await readFile(file, 'utf8'));
  });
});

describe('and it would be noticed', () => {
  const good: Operation = {
    tags: ['news'],
    summary: 'x',
    parameters: [{ name: 'slug', in: 'path' }],
    responses: { 200: { content: { 'application/json': { schema: {} } } }, default: {} },
  };
  const path = '/api/v1/accounts/{slug}/x';
  const route = { method: 'GET', path: '/api/v1/accounts/:slug/x' };

  test('a route that is not described, a description without route, and an undeclared door', () => {
    expect(undocumented([route], { [path]: { get: good } })).toEqual([]);
    expect(undocumented([route], {})).toEqual([`GET ${path} is not in the OpenAPI`]);
    expect(undocumented([], { [path]: { get: good } })).toEqual([`GET ${path} is in the OpenAPI, and no route`]);
    expect(undocumented([{ method: 'GET', path: '/debug' }], {})).toEqual([
      'GET /debug is a door that is not declared',
    ]);
  });
  test.for([
    ['no tag', { tags: [] }],
    ['no summary', { summary: '' }],
    ['no answer', { responses: { default: {} } }],
    ['an answer without a shape', { responses: { 200: {}, default: {} } }],
    ['no refusal', { responses: { 204: {} } }],
    ['a parameter that is not described', { parameters: [] }],
  ] as const)('%s', ([, change]) => {
    expect(thinOperations({ [path]: { get: good } })).toEqual([]);
    expect(thinOperations({ [path]: { get: { ...good, ...change } } })).toHaveLength(1);
  });
  test('routes are read from the printed tree', () => {
    const tree = '└── / (GET, HEAD)\n    ├── a (GET, HEAD)\n    │   └── /:b (PUT)\n    └── c/* (POST)\n';
    expect(routesOf(tree)).toEqual([
      { method: 'GET', path: '/' },
      { method: 'GET', path: '/a' },
      { method: 'PUT', path: '/a/:b' },
      { method: 'POST', path: '/c/*' },
    ]);
  });
});
