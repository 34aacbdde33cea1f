import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { slugParams } from '../../platform/http/schemas.ts';
import type { InScope } from '../../platform/scope.ts';
import type { StaffGate } from '../staff/index.ts';
import { readDeadLetters } from './read-dead-letters.ts';

const letter = z.object({
  deadLetterId: z.uuid(),
  at: z.iso.datetime(),
  source: z.enum(['line', 'outbox', 'job']).describe('what came from LINE, what was to be sent, or a job of our own'),
  reason: z.string(),
  settledAt: z.iso.datetime().nullable(),
});

/** What was set aside, for administrators to look into. Register below /api/v1. */
export function deadLetterRoutes({
  gate,
  inScope,
}: {
  readonly gate: StaffGate;
  readonly inScope: InScope;
}): FastifyPluginAsyncZod {
  return async (app) => {
    gate.guard(app);
    app.get(
      '/accounts/:slug/dead-letters',
      {
        schema: {
          tags: ['messages'],
          summary: 'What could not be worked on and was set aside, newest first; not what it says',
          params: slugParams,
          querystring: z.object({
            after: z.uuid().optional().describe('what the page before gave as next'),
            limit: z.coerce.number().int().min(1).max(200).default(50),
          }),
          response: {
            200: z.object({
              items: z.array(letter),
              next: z.string().nullable(),
              open: z.int().describe('how many nobody has dealt with'),
            }),
          },
        },
      },
      async (request) => {
        const { account, actor } = gate.accountOf(request);
        const page = await inScope(account, actor, (scope) => readDeadLetters(scope, request.query));
        const items = page.items.map((item) => ({
          ...item,
          at: item.at.toISOString(),
          settledAt: item.settledAt?.toISOString() ?? null,
        }));
        return { ...page, items };
      },
    );
  };
}
