import type { IncomingHttpHeaders } from 'node:http';

/** What an HTTP handler gives back. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  /** The connection is cut without an answer, at once or when the other side gives up. */
  readonly silent?: 'cut' | 'wait';
};

export type Call = {
  readonly method: string;
  readonly url: URL;
  /** From the route's `:name` parts, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** Reads the body once; undefined when it is larger than `maxBytes`. */
  readonly body: (maxBytes: number) => Promise<Buffer | undefined>;
  /** Aborts when the other side hangs up. */
  readonly gone: AbortSignal;
};

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

export function bytes(type: string, body: Buffer | string, headers: Record<string, string> = {}): Answer {
  return { status: 200, headers: { 'content-type': type, ...headers }, body };
}

export function html(body: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

export function redirect(location: string): Answer {
  return { status: 302, headers: { location, 'cache-control': 'no-store' } };
}

/** LINE's error envelope. */
export function lineError(status: number, message: string, details?: readonly unknown[]): Answer {
  return json(details && details.length > 0 ? { message, details } : { message }, status);
}

/** The envelope of LINE's token and login endpoints. */
export function oauthError(description: string, error = 'invalid_request', status = 400): Answer {
  return json({ error, error_description: description }, status);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
