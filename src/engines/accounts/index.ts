export { type AccountContext, checkAccount } from './check.ts';
export { type Account, chatNeedsExceptionFrom, type MenuTile, menuTiles } from './model.ts';
export { type AccountTemplate, type NewAccount, newAccountFiles } from './new-account.ts';
export { type NewsItem, parseNews } from './news.ts';
export { type ParsedAccount, parseAccount } from './parse.ts';
export { accountServing, checkAccountsTogether, servedPrefectures } from './serving.ts';
