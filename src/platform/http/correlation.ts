import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export const correlationHeader = 'x-request-id';

/** The caller's correlation id when it is a plain token (it is written to logs), else a new one. */
export function correlationId(headers: IncomingHttpHeaders): string {
  const given = headers[correlationHeader];
  return typeof given === 'string' && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : randomUUID();
}
