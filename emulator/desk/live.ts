import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Change, World } from '../world.ts';

/** Server-sent events: tells open pages that something changed; they ask for what. */

const GATHER_MS = 40;
const HEARTBEAT_MS = 20_000;

export class LivePages {
  readonly #open = new Set<ServerResponse>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Takes over `GET /_/events?phone=U…&phone=U…`. Changes within a moment come as one event, each once. */
  serve(request: IncomingMessage, response: ServerResponse, url: URL): boolean {
    if (request.method !== 'GET' || url.pathname !== '/_/events') return false;
    const phones = new Set(url.searchParams.getAll('phone'));
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write(':ready\n\n');
    const waiting = new Map<string, Change>();
    let timer: NodeJS.Timeout | undefined;
    const flush = () => {
      timer = undefined;
      response.write(`data: ${JSON.stringify([...waiting.values()])}\n\n`);
      waiting.clear();
    };
    const stopWatching = this.#world.watch((change) => {
      if (change.of !== 'desk' && !phones.has(change.userId)) return;
      waiting.set(Object.values(change).join(), change);
      timer ??= setTimeout(flush, GATHER_MS);
    });
    const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
    this.#open.add(response);
    response.on('close', () => {
      clearTimeout(timer);
      clearInterval(heartbeat);
      stopWatching();
      this.#open.delete(response);
    });
    return true;
  }

  close(): void {
    for (const response of this.#open) response.end();
  }
}
