/** Who did what here? Owns no table: the log itself is `src/platform/audit`. */
export { type AuditQuery, readAuditLog } from './read-audit-log.ts';
export { type AuditLogRoutesParts, auditLogRoutes } from './routes.ts';
