import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { verifyChains } from '../../platform/audit/verify-chains.ts';
import { slugParams } from '../../platform/http/schemas.ts';
import type { InScope } from '../../platform/scope.ts';
import type { StaffGate } from '../staff/index.ts';
import { readAuditLog } from './read-audit-log.ts';

export interface AuditLogRoutesParts {
  readonly gate: StaffGate;
  readonly inScope: InScope;
}

const text = z.string().trim().max(100);
const filled = text.transform((value) => value || undefined).optional();
const query = z.object({
  verb: filled.describe('residents.read, or residents. for all of a feature'),
  actor: filled.describe('a name, a login or an id'),
  subject: filled.describe('a short code (M-7K3F9Q) or an id'),
  after: z.uuid().optional().describe('what the page before gave as next'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const entry = z.object({
  chainId: z.uuid(),
  seq: z.int(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.enum(['staff', 'resident', 'system', 'operator']), name: z.string() }),
  verb: z.string(),
  subject: z.string().nullable(),
  detail: z.unknown(),
  hash: z.string(),
});

/** The account's audit log: to read, and to check that nobody altered it. Register below /api/v1. */
export function auditLogRoutes({ gate, inScope }: AuditLogRoutesParts): FastifyPluginAsyncZod {
  return async (app) => {
    gate.guard(app);
    const tags = ['audit'];
    app.get(
      '/accounts/:slug/audit',
      {
        schema: {
          tags,
          summary: 'Who did what, newest first',
          params: slugParams,
          querystring: query,
          response: { 200: z.object({ items: z.array(entry), next: z.string().nullable() }) },
        },
      },
      async (request) => {
        const { account, actor } = gate.accountOf(request);
        const { items, next } = await inScope(account, actor, (scope) => readAuditLog(scope, request.query));
        return {
          items: items.map(({ actorKind, actorName, at, ...rest }) => ({
            ...rest,
            at: at.toISOString(),
            actor: { kind: actorKind, name: actorName },
          })),
          next,
        };
      },
    );
    app.get(
      '/accounts/:slug/audit/verify',
      {
        schema: {
          tags,
          summary: 'Recompute every hash of the log',
          params: slugParams,
          response: {
            200: z.object({
              chains: z.int(),
              entries: z.int(),
              ok: z.boolean(),
              brokenAt: z.object({ chainId: z.uuid(), seq: z.int(), reason: z.string() }).nullable(),
              tookMs: z.number(),
            }),
          },
        },
      },
      async (request) => {
        const began = performance.now();
        const { account, actor } = gate.accountOf(request);
        const report = await inScope(account, actor, async (scope) => {
          scope.require('audit.verify');
          return verifyChains(scope.tx, account.id);
        });
        return { ...report, ok: report.brokenAt === null, tookMs: Math.round(performance.now() - began) };
      },
    );
  };
}
