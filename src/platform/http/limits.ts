import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../base/problem.ts';
import type { HttpServer } from './server.ts';

export const tooMany = {
  code: 'request.too-many',
  status: 429,
  title: 'Too many requests; try again in {seconds} seconds.',
} as const;

export interface LimitOptions {
  readonly most: number;
  readonly everyMs: number;
  /** What is counted apart; by the address it came from unless told (an IPv6 network of 64 bits counts as one). */
  readonly by?: (request: FastifyRequest) => string | undefined;
}

/** Counts a request. @throws Problem `request.too-many` */
export type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** As many addresses or sessions as are remembered at a time; the one not seen for longest is forgotten first. */
export const mostRemembered = 50_000;

/**
 * A limit, counted in this process's memory: nothing of it is stored, and a second process counts for itself. Requests of this
 * machine are not counted by address: they come from a proxy that was not declared, or from a demonstration, and everybody would
 * share the limit.
 */
export function createLimit(app: HttpServer, { most, everyMs, by }: LimitOptions): Limit {
  const count = app.createRateLimit({
    max: most,
    timeWindow: everyMs,
    ...(by
      ? { keyGenerator: (request: FastifyRequest) => hashed(by(request)!) }
      : { allowList: (request: FastifyRequest) => isThisMachine(request.ip) }),
  });
  return async (request, reply) => {
    if (by && by(request) === undefined) return;
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    reply.header('retry-after', String(counted.ttlInSeconds));
    throw new Problem(tooMany, { seconds: counted.ttlInSeconds });
  };
}

/** Secrets are not kept in the open, here neither. */
const hashed = (key: string): string => createHash('sha256').update(key).digest('base64url');

const isThisMachine = (ip: string): boolean => /^(::ffff:)?127\.|^::1$/.test(ip);
