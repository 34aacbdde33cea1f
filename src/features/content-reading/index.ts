/** What does the account ask and answer? Owns no table: shows staff the content that is loaded. */
export { type GuidanceFiles, readGuidanceFiles } from './guidance-files.ts';
export { type ContentReadingRoutesParts, contentReadingRoutes } from './routes.ts';
