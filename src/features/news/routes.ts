import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isUuid } from '../../base/ids.ts';
import { localized, onDate, slugParams } from '../../platform/http/schemas.ts';
import type { InScope, Scope } from '../../platform/scope.ts';
import { type StaffGate, staffNames } from '../staff/index.ts';
import { type NewsDraft, type NewsId, type NewsItem, newsStates } from './model.ts';
import { listNews } from './read-news.ts';
import { changeNews, createNews } from './write-news.ts';

export interface NewsRoutesParts {
  readonly gate: StaffGate;
  readonly inScope: InScope;
}

const title = z.string().max(400);
const draft = z.object({
  title: z.object({ ja: title, easy: title, en: title }),
  url: z
    .string()
    .max(2000)
    .regex(/^https?:\/\//, 'must begin with https://'),
  publishedOn: onDate,
  state: z.enum(newsStates),
});
const item = z.object({
  newsId: z.uuid(),
  title: localized,
  url: z.string(),
  publishedOn: z.string(),
  state: z.enum(newsStates),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
});

/** An account's news: to read, write, publish and withdraw. Register below /api/v1. */
export function newsRoutes({ gate, inScope }: NewsRoutesParts): FastifyPluginAsyncZod {
  return async (app) => {
    gate.guard(app);
    const tags = ['news'];
    app.get(
      '/accounts/:slug/news',
      {
        schema: { tags, summary: 'All news items, newest first', params: slugParams, response: { 200: z.array(item) } },
      },
      (request) => {
        const { account, actor } = gate.accountOf(request);
        return inScope(account, actor, async (scope) => told(scope, await listNews(scope)));
      },
    );
    app.post(
      '/accounts/:slug/news',
      { schema: { tags, summary: 'Write a news item', params: slugParams, body: draft, response: { 201: item } } },
      async (request, reply) => {
        const { account, actor } = gate.accountOf(request);
        const [created] = await inScope(account, actor, async (scope) =>
          told(scope, [await createNews(scope, draftOf(request.body))]),
        );
        return reply.code(201).send(created!);
      },
    );
    app.put(
      '/accounts/:slug/news/:newsId',
      {
        schema: {
          tags,
          summary: 'Change, publish or withdraw a news item; undo by writing what stood before',
          params: slugParams.extend({ newsId: z.uuid() }),
          body: draft,
          response: { 200: item },
        },
      },
      async (request) => {
        const { account, actor } = gate.accountOf(request);
        const newsId = request.params.newsId as NewsId;
        const [changed] = await inScope(account, actor, async (scope) =>
          told(scope, [await changeNews(scope, newsId, draftOf(request.body))]),
        );
        return changed!;
      },
    );
  };
}

const draftOf = ({ title, url, publishedOn, state }: z.infer<typeof draft>): NewsDraft => ({
  title: { ja: title.ja.trim(), easy: title.easy.trim(), en: title.en.trim() },
  url: url.trim(),
  publishedOn,
  state,
});

async function told(scope: Scope, items: readonly NewsItem[]): Promise<z.infer<typeof item>[]> {
  const names = await staffNames(scope.tx, [...new Set(items.map(({ updatedBy }) => updatedBy).filter(isUuid))]);
  return items.map(({ title, updatedAt, updatedBy, ...rest }) => ({
    ...rest,
    title: { ...title },
    updatedAt: updatedAt.toISOString(),
    updatedBy: names.get(updatedBy) ?? updatedBy,
  }));
}
