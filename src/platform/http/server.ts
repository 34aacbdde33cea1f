import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Log } from '../log/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { createAllowedMethods } from './allowed-methods.ts';
import { registerApiReference } from './api-reference.ts';
import { correlationHeader, correlationId } from './correlation.ts';
import { type Fault, faultOf, notFound, problemJson, problemType, wrongMethod } from './fault.ts';
import { registerHealth } from './health.ts';
import { mostRemembered } from './limits.ts';
import { apiPrefix, registerOpenApi } from './open-api.ts';

export type HttpServer = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

/** Answers faults below a prefix with a page instead of problem+json. */
export interface PageErrors {
  /** '/m/': the longest one that fits is asked. */
  readonly prefix: string;
  /** Which requests below it, where not all. */
  takes?(request: FastifyRequest): boolean;
  answer(fault: Fault & { readonly correlationId: string }, request: FastifyRequest, reply: FastifyReply): unknown;
}

export interface HttpServerOptions {
  readonly log: Log;
  readonly metrics: Metrics;
  /** The version that the API reference and /api/v1/health name. */
  readonly version: string;
  readonly now: () => Date;
  /** Rejects while the server cannot work (no database): /readyz answers 503. */
  readonly ready: () => Promise<void>;
  /** Which proxies' x-forwarded-* headers are believed: see Fastify's trustProxy. None unless told. */
  readonly trustProxy?: boolean | string | string[];
  /** Whoever sends it as a bearer token may read /metrics from elsewhere; without one only this machine may. */
  readonly metricsToken?: string | undefined;
  /** The metrics of all processes that share this server's port; left out, of this one. */
  readonly metricsText?: () => Promise<string>;
  readonly pageErrors?: readonly PageErrors[];
}

/** Bytes; a route that takes more (a webhook) says so itself. */
const bodyLimit = 64 * 1024;

/** What a page may load: its own files alone. Routes that need more override `helmet` in their options. */
export const contentSecurityPolicy = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/**
 * The server without a feature: limits, headers, correlation ids, faults, logs, metrics, OpenAPI. Register features, then
 * `listen`; `close` lets running requests end.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const app = fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    // `observe` writes the one line per request: Fastify's own would hold the path and the caller's address.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit,
    requestTimeout: 30_000,
    trustProxy: options.trustProxy ?? false,
    genReqId: (request) => correlationId(request.headers),
    frameworkErrors: (error, request, reply) => answerFault(faultOf(error), request as FastifyRequest, reply),
  }).withTypeProvider<ZodTypeProvider>() as unknown as HttpServer;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  const answerFault = (fault: Fault, request: FastifyRequest, reply: FastifyReply): unknown => {
    options.metrics.faults.inc({ code: fault.code });
    reply.code(fault.status);
    const page = pageErrorsFor(options.pageErrors ?? [], request);
    if (page) return page.answer({ ...fault, correlationId: request.id }, request, reply);
    return reply.header('content-type', problemType).send(problemJson(fault, request.id));
  };
  app.setErrorHandler((error, request, reply) => {
    const fault = faultOf(error);
    if (fault.status >= 500) request.log.error({ err: error, route: routeOf(request), code: fault.code }, 'failed');
    return answerFault(fault, request, reply);
  });

  const methods = createAllowedMethods();
  app.addHook('onRoute', (route) => methods.add(route.url, [route.method].flat()));
  app.setNotFoundHandler((request, reply) => {
    const allowed = methods.at(pathOf(request)).filter((method) => method !== request.method);
    if (allowed.length === 0) return answerFault(notFound, request, reply);
    return answerFault(wrongMethod, request, reply.header('allow', allowed.join(', ')));
  });

  observe(app, options.metrics);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy },
    frameguard: { action: 'deny' },
    // With 'no-referrer' browsers would send `Origin: null` with forms.
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit });
  // Each limit says what it counts: see limits.ts.
  await app.register(rateLimit, { global: false, cache: mostRemembered });
  await registerOpenApi(app, options.version);
  registerApiReference(app);
  registerHealth(app, options);
  return app;
}

/** Correlation id on every answer, no stored copies of the API's, one log line and one measurement a request. */
function observe(app: HttpServer, metrics: Metrics): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header(correlationHeader, request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = routeOf(request);
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    metrics.httpSeconds.observe({ method, route, status: `${Math.floor(reply.statusCode / 100)}xx` }, ms / 1000);
    request.log.info({ method, route, status: reply.statusCode, ms }, 'answered');
  });
}

/** The path template: the path itself may hold a token or an id. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? '(none)';

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0]!;

function pageErrorsFor(pages: readonly PageErrors[], request: FastifyRequest): PageErrors | undefined {
  const { url } = request;
  if (url.startsWith(`${apiPrefix}/`)) return undefined;
  return pages
    .filter((page) => url.startsWith(page.prefix) && (page.takes?.(request) ?? true))
    .sort((a, b) => b.prefix.length - a.prefix.length)
    .at(0);
}
