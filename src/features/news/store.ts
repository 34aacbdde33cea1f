import type { Selectable } from 'kysely';
import type { AccountId } from '../../base/ids.ts';
import type { OnDate } from '../../base/jst.ts';
import type { Localized } from '../../base/language.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';
import type { NewsDraft, NewsId, NewsItem, NewsState } from './model.ts';

interface NewsItemTable {
  account_id: string;
  news_id: string;
  title: Localized;
  url: string;
  published_on: string;
  state: NewsState;
  content_key: string | null;
  updated_at: Date;
  updated_by: string;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    news_item: NewsItemTable;
  }
}

const toItem = (row: Selectable<NewsItemTable>): NewsItem => ({
  newsId: row.news_id as NewsId,
  title: row.title,
  url: row.url,
  publishedOn: row.published_on as OnDate,
  state: row.state,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
});

/** All items, newest first. */
export async function all(tx: Tx, accountId: AccountId): Promise<NewsItem[]> {
  const rows = await tx
    .selectFrom('news_item')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('published_on', 'desc')
    .orderBy('news_id', 'desc')
    .limit(500)
    .execute();
  return rows.map(toItem);
}

export async function published(tx: Tx, accountId: AccountId, on: OnDate, most: number): Promise<NewsItem[]> {
  const rows = await tx
    .selectFrom('news_item')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('state', '=', 'published')
    .where('published_on', '<=', on)
    .orderBy('published_on', 'desc')
    .orderBy('news_id', 'desc')
    .limit(most)
    .execute();
  return rows.map(toItem);
}

/** Adds the item, unless one with its content key is there already: then false. */
export async function add(
  tx: Tx,
  accountId: AccountId,
  item: NewsItem & { readonly contentKey: string | null },
): Promise<boolean> {
  const row = await tx
    .insertInto('news_item')
    .values({
      account_id: accountId,
      news_id: item.newsId,
      title: jsonb(item.title),
      url: item.url,
      published_on: item.publishedOn,
      state: item.state,
      content_key: item.contentKey,
      updated_at: item.updatedAt,
      updated_by: item.updatedBy,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'content_key']).doNothing())
    .returning('news_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The item as it stood before the change, or undefined when there is none. */
export async function change(
  tx: Tx,
  accountId: AccountId,
  newsId: NewsId,
  draft: NewsDraft & { readonly at: Date; readonly by: string },
): Promise<NewsItem | undefined> {
  const before = await tx
    .selectFrom('news_item')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('news_id', '=', newsId)
    .forUpdate()
    .executeTakeFirst();
  if (!before) return undefined;
  await tx
    .updateTable('news_item')
    .set({
      title: jsonb(draft.title),
      url: draft.url,
      published_on: draft.publishedOn,
      state: draft.state,
      updated_at: draft.at,
      updated_by: draft.by,
    })
    .where('account_id', '=', accountId)
    .where('news_id', '=', newsId)
    .execute();
  return toItem(before);
}
