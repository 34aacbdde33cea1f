import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../base/problem.ts';
import { createLog } from '../log/log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { createHttpServer, type HttpServer, type HttpServerOptions } from './server.ts';

const closed = { code: 'shop.closed', status: 409, title: 'Closed until {hour}.' } as const;

describe('the HTTP server', () => {
  let app: HttpServer;
  let lines: string[];
  afterEach(() => app.close());

  async function open(options: Partial<HttpServerOptions> = {}): Promise<HttpServer> {
    lines = [];
    const destination = new PassThrough();
    destination.on('data', (chunk) => lines.push(String(chunk)));
    app = await createHttpServer({
      log: createLog({ level: 'info', destination }),
      metrics: createMetrics(),
      version: '0.0.1',
      now: () => new Date('2020-04-21T01:24:00Z'),
      ready: async () => {},
      ...options,
    });
    const person = z.object({ name: z.string().max(5) });
    app.post(
      '/api/v1/people/:token',
      { schema: { body: person, response: { 200: person } } },
      (request) => request.body,
    );
    app.get('/api/v1/problem', () => {
      throw new Problem(closed, { hour: 9 });
    });
    app.get('/api/v1/bug', () => {
      throw new Error('could not read "私の名前"');
    });
    app.get('/api/v1/nul', () => {
      throw Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code: '22021' });
    });
    app.get('/m/:slug/bug', () => {
      throw new Error('bug');
    });
    return app;
  }

  test('answers a deliberate refusal as problem+json with its code, status and parameters', async () => {
    const reply = await (await open()).inject('/api/v1/problem');
    expect(reply.statusCode).toBe(409);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(reply.json()).toEqual({
      type: 'about:blank',
      title: 'Closed until 9.',
      status: 409,
      code: 'shop.closed',
      params: { hour: 9 },
      correlationId: reply.headers['x-request-id'],
    });
  });

  test('refuses text that no database column can hold, as the caller’s mistake', async () => {
    const reply = await (await open()).inject('/api/v1/nul');
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'request.unreadable' });
  });

  test('tells nothing of a bug but the correlation id, and logs it without the values it quotes', async () => {
    const reply = await (await open()).inject({ url: '/api/v1/bug', headers: { 'x-request-id': 'from-the-proxy-1' } });
    expect(reply.statusCode).toBe(500);
    expect(reply.json()).toMatchObject({ code: 'server.fault', correlationId: 'from-the-proxy-1' });
    expect(reply.body).not.toContain('私の名前');
    const log = lines.join('');
    expect(log).toContain('from-the-proxy-1');
    expect(log).toContain('server.fault');
    expect(log).not.toContain('私の名前');
  });

  test('replaces a correlation id that could forge log lines', async () => {
    const reply = await (await open()).inject({ url: '/healthz', headers: { 'x-request-id': 'a b"c\\' } });
    expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('logs the path template, never the token, query string or body', async () => {
    await open();
    await app.inject({ method: 'POST', url: '/api/v1/people/secret-token?q=secret-query', payload: { name: 'Hanae' } });
    const log = lines.join('');
    expect(log).toContain('"route":"/api/v1/people/:token"');
    for (const secret of ['secret-token', 'secret-query', 'Hanae', '127.0.0.1']) expect(log).not.toContain(secret);
  });

  test('names the fields that do not fit the schema', async () => {
    const reply = await (await open()).inject({
      method: 'POST',
      url: '/api/v1/people/x',
      payload: { name: 'much too long' },
    });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'request.invalid', fields: [{ at: '/name' }] });
    expect(reply.body).not.toContain('much too long');
  });

  test.for([
    ['a body over the limit', { payload: { name: 'x'.repeat(70_000) } }, 413, 'request.too-large'],
    ['broken JSON', { payload: '{"a"', headers: { 'content-type': 'application/json' } }, 400, 'request.unreadable'],
    ['another media type', { payload: 'x', headers: { 'content-type': 'image/png' } }, 415, 'request.media-type'],
  ] as const)('refuses %s', async ([, request, status, code]) => {
    const reply = await (await open()).inject({ method: 'POST', url: '/api/v1/people/x', ...request });
    expect([reply.statusCode, reply.json().code]).toEqual([status, code]);
  });

  test('tells an unknown address (404) from a wrong method (405, with Allow)', async () => {
    await open();
    expect((await app.inject('/api/v1/nothing')).json()).toMatchObject({ status: 404 });
    const reply = await app.inject({ method: 'DELETE', url: '/api/v1/people/x' });
    expect(reply.statusCode).toBe(405);
    expect(reply.headers.allow).toBe('POST');
  });

  test('lets a page answer faults below its own prefix, and only there', async () => {
    await open({
      pageErrors: [{ prefix: '/m/', answer: (fault, _request, reply) => reply.type('text/html').send(fault.code) }],
    });
    const page = await app.inject('/m/miyagi/bug');
    expect([page.statusCode, page.body]).toEqual([500, 'server.fault']);
    expect((await app.inject('/m/miyagi/nothing')).statusCode).toBe(404);
    expect((await app.inject('/api/v1/bug')).headers['content-type']).toContain('problem+json');
  });

  test('sends a strict content security policy and keeps answers of the API out of caches', async () => {
    const { headers } = await (await open()).inject('/api/v1/health');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
  });

  test('is healthy while it runs, and ready only when it can work', async () => {
    let broken = false;
    await open({
      ready: async () => {
        if (broken) throw new Error('no database');
      },
    });
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    broken = true;
    expect((await app.inject('/readyz')).json()).toMatchObject({ status: 503, code: 'server.not-ready' });
    expect((await app.inject('/healthz')).statusCode).toBe(200);
  });

  test('gives metrics to this machine, or to whoever has the token', async () => {
    await open();
    await app.inject('/api/v1/people/x');
    const metrics = await app.inject('/metrics');
    expect(metrics.body).toContain('mimamori_http_seconds_count');
    const forwarded = { 'x-forwarded-for': '192.0.2.7' };
    expect((await app.inject({ url: '/metrics', headers: forwarded })).statusCode).toBe(403);
    await app.close();
    await open({ metricsToken: 'let-me-see' });
    expect((await app.inject('/metrics')).statusCode).toBe(403);
    const bearer = { ...forwarded, authorization: 'Bearer let-me-see' };
    expect((await app.inject({ url: '/metrics', headers: bearer })).statusCode).toBe(200);
  });

  test('describes its API as OpenAPI 3.1 and as a page that loads nothing from elsewhere', async () => {
    await open();
    const document = (await app.inject('/api/v1/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/v1/people/{token}');
    expect(Object.keys(document.paths)).not.toContain('/m/{slug}/bug');
    expect(document.paths['/api/v1/health'].get.responses.default.content).toHaveProperty('application/problem+json');
    const page = await app.inject('/api');
    expect(page.body).toContain('/api/v1/health');
    expect(page.body).not.toMatch(/<script|style=|https?:\/\//);
    expect((await app.inject('/api/reference.css')).headers['content-type']).toContain('text/css');
  });
});
