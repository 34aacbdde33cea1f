import type { OnDate } from '../../base/jst.ts';
import type { Scope } from '../../platform/scope.ts';
import type { NewsItem } from './model.ts';
import * as store from './store.ts';

/** Everything, drafts and withdrawn items too, for staff. */
export async function listNews(scope: Scope): Promise<NewsItem[]> {
  scope.require('content.read');
  return store.all(scope.tx, scope.account.id);
}

/** What residents see on a day, newest first. */
export const publishedNews = (scope: Scope, on: OnDate, most = 20): Promise<NewsItem[]> =>
  store.published(scope.tx, scope.account.id, on, most);
