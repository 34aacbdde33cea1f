import { Problem } from '../../base/problem.ts';
import type { NewsItem as ContentNewsItem } from '../../engines/accounts/index.ts';
import { actorId, type Scope } from '../../platform/scope.ts';
import { faultsOf, type NewsDraft, type NewsId, type NewsItem, newsIncomplete, noSuchNews } from './model.ts';
import * as store from './store.ts';

/** @throws Problem `news.incomplete` */
export async function createNews(scope: Scope, draft: NewsDraft): Promise<NewsItem> {
  scope.require('news.write');
  refuseIncomplete(draft);
  const item = { ...draft, newsId: scope.newId<NewsId>(), updatedAt: scope.now, updatedBy: actorId(scope.actor) };
  await store.add(scope.tx, scope.account.id, { ...item, contentKey: null });
  await scope.audit('news.created', item.newsId, { state: draft.state });
  return item;
}

/**
 * Replaces what an item says and its state: edits, publishes and withdraws. Undoing is the same with what stood before,
 * which the audit log keeps (news is public, so it may).
 * @throws Problem `news.no-such-item`, `news.incomplete`
 */
export async function changeNews(scope: Scope, newsId: NewsId, draft: NewsDraft): Promise<NewsItem> {
  scope.require('news.write');
  refuseIncomplete(draft);
  const by = actorId(scope.actor);
  const before = await store.change(scope.tx, scope.account.id, newsId, { ...draft, at: scope.now, by });
  if (!before) throw new Problem(noSuchNews);
  const { title, url, publishedOn, state } = before;
  await scope.audit('news.changed', newsId, { to: draft.state, before: { title, url, publishedOn, state } });
  return { ...draft, newsId, updatedAt: scope.now, updatedBy: by };
}

/** Publishes the items that came with the account's content, each once: what staff made of them since stays. */
export async function importNews(scope: Scope, items: readonly ContentNewsItem[]): Promise<number> {
  let added = 0;
  for (const { id, on, title, url } of items) {
    const item = {
      newsId: scope.newId<NewsId>(),
      title,
      url,
      publishedOn: on,
      state: 'published',
      contentKey: id,
      updatedAt: scope.now,
      updatedBy: actorId(scope.actor),
    } as const;
    if (!(await store.add(scope.tx, scope.account.id, item))) continue;
    await scope.audit('news.imported', item.newsId, { contentKey: id });
    added += 1;
  }
  return added;
}

/** A draft may be anything that fits its fields; what residents see is complete. */
function refuseIncomplete(draft: NewsDraft): void {
  const faults = draft.state === 'published' ? faultsOf(draft) : [];
  if (faults.length > 0) throw new Problem(newsIncomplete, { fields: faults.join(', ') });
}
