import type { FastifyReply, FastifyRequest } from 'fastify';
import { readReturnCode } from '../../features/entry/index.ts';
import { createLimit } from '../../platform/http/limits.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { sessionCookie } from './visit.ts';

/** What is limited by itself: beginning makes a chat, and a return code could be tried out. */
export type Door = 'begin' | 'return';

export interface WebLimits {
  /** Counts what was sent. @throws Problem `request.too-many` */
  count(request: FastifyRequest, reply: FastifyReply, door?: Door): Promise<void>;
}

const minute = 60_000;

/**
 * How much may be sent. By address only what no crowd sends: thousands of telephones share one at a carrier, and a whole ward's
 * when a prefecture asks for answers. By session and by code what no person sends.
 */
export const webLimits = {
  sentByAddress: { most: 3000, everyMs: minute },
  sentBySession: { most: 120, everyMs: minute },
  begunByAddress: { most: 600, everyMs: 10 * minute },
  returnsByAddress: { most: 120, everyMs: 10 * minute },
  returnsByCode: { most: 10, everyMs: 10 * minute },
};

export type WebLimitSizes = typeof webLimits;

export function createWebLimits(app: HttpServer, sizes: WebLimitSizes = webLimits): WebLimits {
  const every = [
    createLimit(app, sizes.sentByAddress),
    createLimit(app, { ...sizes.sentBySession, by: (request) => request.cookies[sessionCookie] }),
  ];
  const atDoor = {
    begin: [createLimit(app, sizes.begunByAddress)],
    return: [createLimit(app, sizes.returnsByAddress), createLimit(app, { ...sizes.returnsByCode, by: codeOf })],
  };
  return {
    count: async (request, reply, door) => {
      for (const limit of [...every, ...(door ? atDoor[door] : [])]) await limit(request, reply);
    },
  };
}

const codeOf = ({ body }: FastifyRequest): string | undefined => {
  const { code } = (body ?? {}) as { code?: unknown };
  return typeof code === 'string' ? readReturnCode(code) : undefined;
};
