/** What is published, and may it be? Reads and checks `content/`; owns no table. */
export { type ContentFiles, readContentFiles } from './content-files.ts';
export type { AccountContent, Content, FollowUpContent, Pack, ReadContent } from './model.ts';
export { assembleContent, readContent } from './read-content.ts';
