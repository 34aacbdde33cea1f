import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Refusal } from '../resident/refusal.ts';
import { type Answer, type Call, json, lineError } from './answer.ts';
import type { Router } from './router.ts';

export type ServerOptions = {
  readonly host: string;
  readonly port: number;
  readonly router: Router;
  /** Takes over requests that stay open (server-sent events); true when it has. */
  readonly stream: (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;
  readonly log: (line: string) => void;
};

const LOCAL_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** Longer than any client's own keep-alive, so that it is the client who closes idle connections. */
const KEEP_ALIVE_MS = 75_000;

export function listen(options: ServerOptions): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    serve(request, response, options).catch((error: unknown) => {
      options.log(`${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`);
      if (!response.headersSent) send(response, lineError(500, 'Internal Server Error'));
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 5_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}

async function serve(request: IncomingMessage, response: ServerResponse, options: ServerOptions): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const refusal = strangerRefusal(request, url, options.host);
  if (refusal) return send(response, refusal);
  if (options.stream(request, response, url)) return;
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const found = options.router.find(method, url.pathname);
  if (!found) {
    const known = options.router.knows(url.pathname);
    return send(response, known ? lineError(405, 'Method Not Allowed') : lineError(404, 'Not found'));
  }
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const call: Call = {
    method,
    url,
    params: found.params,
    headers: request.headers,
    body: (maxBytes) => readBody(request, maxBytes),
    gone: gone.signal,
  };
  try {
    send(response, await found.route.handle(call));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    send(response, json({ message: error.message }, error.status));
  }
}

/**
 * The desk has no password: it answers on this machine only. A page elsewhere on the web must not reach it through
 * the visitor's browser, neither by a rebound name (Host) nor by a form (Origin).
 */
function strangerRefusal(request: IncomingMessage, url: URL, host: string): Answer | undefined {
  const loopback = LOCAL_NAMES.has(host) || host === '::1';
  if (loopback && !LOCAL_NAMES.has(url.hostname)) return lineError(403, 'This emulator answers on this machine only.');
  const origin = request.headers.origin;
  if (!url.pathname.startsWith('/_/') || origin === undefined || origin === url.origin) return undefined;
  return lineError(403, 'The desk takes orders from its own pages only.');
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is read to its end, so that the answer can be heard, but not kept.
    if (size <= maxBytes) chunks.push(chunk);
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks);
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer.silent === 'cut') {
    response.destroy();
    return;
  }
  if (answer.silent === 'wait') return;
  const body = answer.body ?? '';
  response.writeHead(answer.status, {
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(body),
    ...answer.headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
