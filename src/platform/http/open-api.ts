import swagger from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problemSchema } from './fault.ts';
import type { HttpServer } from './server.ts';

export const apiPrefix = '/api/v1';
export const openApiPath = `${apiPrefix}/openapi.json`;

const tags = [
  { name: 'session', description: 'Signing in and out, passkeys' },
  { name: 'situation', description: 'Counts and shares; nothing below the smallest group' },
  { name: 'residents', description: 'Finding and reading one person; every look is audited' },
  { name: 'content', description: 'What an account asks and answers' },
  { name: 'news', description: "The account's news" },
  { name: 'audit', description: 'Who did what, in chains that show when they were altered' },
  { name: 'server', description: 'The server itself' },
];

/** Describes every route below /api/v1 from its zod schemas; pages and webhooks are left out. Register before the routes. */
export async function registerOpenApi(app: HttpServer, version: string): Promise<void> {
  const problem = {
    description: 'Refused or failed',
    content: { 'application/problem+json': { schema: z.toJSONSchema(problemSchema) } },
  };
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Mimamori',
        version,
        description:
          'The API that the staff console uses. A session is a cookie; every request that changes something carries the ' +
          'header `x-mimamori-console: 1`. Instants end in `At` (ISO, UTC), days in Japan in `On` (YYYY-MM-DD).',
      },
      servers: [{ url: '/' }],
      tags,
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'mimamori_staff' } } },
      security: [{ session: [] }],
    },
    transform: (document) => {
      if (!document.url.startsWith(`${apiPrefix}/`)) return { schema: { hide: true }, url: document.url };
      const { schema, url } = jsonSchemaTransform(document);
      const responses = (schema?.response ?? {}) as Record<string, unknown>;
      return { schema: { ...schema, response: { ...responses, default: problem } }, url };
    },
  });
  app.get(openApiPath, { schema: { hide: true } }, () => app.swagger());
}
