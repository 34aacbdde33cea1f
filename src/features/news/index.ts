/** What does the account tell everyone? Owns `news_item`. */
export type { NewsDraft, NewsId, NewsItem, NewsState } from './model.ts';
export { listNews, publishedNews } from './read-news.ts';
export { type NewsRoutesParts, newsRoutes } from './routes.ts';
export { changeNews, createNews, importNews } from './write-news.ts';
