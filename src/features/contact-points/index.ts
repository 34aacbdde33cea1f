/** Whom can a resident call? Owns `contact_point_set`. Who is called from here, now, is decided by engines/contact-points. */
export { createCurrentContactPoints } from './current-contact-points.ts';
export { importContactPoints } from './import-contact-points.ts';
export { type ContactPointSet, newestSet } from './store.ts';
