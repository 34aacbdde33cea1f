import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../base/problem.ts';
import { apiPrefix } from './open-api.ts';
import type { HttpServer, HttpServerOptions } from './server.ts';

const notReady = { code: 'server.not-ready', status: 503, title: 'The server is not ready yet; try again.' } as const;
const metricsRefused = {
  code: 'server.metrics-refused',
  status: 403,
  title: 'Metrics are read on this machine, or with the token from MIMAMORI_METRICS_TOKEN.',
} as const;

/** /healthz: the process answers. /readyz: it can work. /metrics: how it has been. */
export function registerHealth(app: HttpServer, options: HttpServerOptions): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    try {
      await options.ready();
    } catch (error) {
      app.log.warn({ err: error }, 'not ready');
      throw new Problem(notReady);
    }
    return { status: 'ready' };
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, options.metricsToken)) throw new Problem(metricsRefused);
    const { registry } = options.metrics;
    return reply.type(registry.contentType).send(await (options.metricsText?.() ?? registry.metrics()));
  });
  app.get(
    `${apiPrefix}/health`,
    {
      schema: {
        tags: ['server'],
        summary: 'Does the server answer, which version, what time does it hold to be now?',
        security: [],
        response: { 200: z.object({ status: z.literal('ok'), version: z.string(), now: z.iso.datetime() }) },
      },
    },
    () => ({ status: 'ok' as const, version: options.version, now: options.now().toISOString() }),
  );
}

function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  if (token) {
    const given = Buffer.from(request.headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${token}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
  const from = request.socket.remoteAddress ?? '';
  // A proxy on this machine also connects from here; what it forwards is from elsewhere.
  return /^(::1|(::ffff:)?127\.)/.test(from) && request.headers['x-forwarded-for'] === undefined;
}
