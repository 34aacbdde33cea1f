import * as http from 'node:http';
import * as https from 'node:https';
import type { WebhookFailure } from '../deliveries.ts';

export type PostResult = {
  readonly ok: boolean;
  /** LINE's class of failure, or undefined when the bot answered 2xx. */
  readonly failure?: WebhookFailure;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  readonly ms: number;
};

/** LINE gives a bot two seconds. */
export const WEBHOOK_TIMEOUT_MS = 2_000;

const agents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: 64 }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: 64 }),
};

/** Posts one webhook. Never throws: what goes wrong is one of LINE's four classes. */
export async function postWebhook(
  url: string,
  body: Buffer,
  signature: string,
  timeoutMs = WEBHOOK_TIMEOUT_MS,
): Promise<PostResult> {
  const startedAt = performance.now();
  const outcome = await attempt(url, body, signature, timeoutMs);
  // A kept-alive connection that the bot has just closed says nothing about the bot: ask anew.
  const settled = outcome === 'stale' ? await attempt(url, body, signature, timeoutMs) : outcome;
  const ms = Math.round(performance.now() - startedAt);
  if (typeof settled === 'number') {
    const ok = settled >= 200 && settled < 300;
    return { ok, status: settled, ms, ...(ok ? {} : { failure: 'error_status_code' as const }) };
  }
  return { ok: false, failure: settled === 'stale' ? 'could_not_connect' : settled, ms };
}

function attempt(
  url: string,
  body: Buffer,
  signature: string,
  timeoutMs: number,
): Promise<number | WebhookFailure | 'stale'> {
  return new Promise((resolve) => {
    const target = new URL(url);
    const secure = target.protocol === 'https:';
    const request = (secure ? https : http).request(
      target,
      {
        method: 'POST',
        agent: agents[secure ? 'https:' : 'http:'],
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': body.length,
          'user-agent': 'LineBotWebhook/2.0',
          'x-line-signature': signature,
        },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => settle(answer.statusCode ?? 'unclassified'));
        answer.on('error', () => settle('unclassified'));
      },
    );
    const timer = setTimeout(() => {
      settle('request_timeout');
      request.destroy();
    }, timeoutMs);
    const settle = (outcome: number | WebhookFailure | 'stale') => {
      clearTimeout(timer);
      resolve(outcome);
    };
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (request.reusedSocket && error.code === 'ECONNRESET') settle('stale');
      else settle(CONNECTING.has(error.code ?? '') ? 'could_not_connect' : 'unclassified');
    });
    request.end(body);
  });
}

const CONNECTING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EADDRNOTAVAIL',
]);

/** Lets go of the connections that are kept open. */
export function closeWebhookConnections(): void {
  agents['http:'].destroy();
  agents['https:'].destroy();
}
