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

/**
 * Idle connections are dropped sooner than any bot would close them: one that the bot has just closed would look
 * like a failure of the bot.
 */
const POOL = { keepAlive: true, maxSockets: 64, timeout: 1_500 };
const agents = { 'http:': new http.Agent(POOL), 'https:': new https.Agent(POOL) };

/** Posts one webhook. Never throws: what goes wrong is one of LINE's four classes. */
export async function postWebhook(
  url: string,
  body: Buffer,
  signature: string,
  timeoutMs = WEBHOOK_TIMEOUT_MS,
): Promise<PostResult> {
  const startedAt = performance.now();
  const outcome = await attempt(url, body, signature, timeoutMs);
  const ms = Math.round(performance.now() - startedAt);
  if (typeof outcome === 'string') return { ok: false, failure: outcome, ms };
  const ok = outcome >= 200 && outcome < 300;
  return { ok, status: outcome, ms, ...(ok ? {} : { failure: 'error_status_code' }) };
}

function attempt(url: string, body: Buffer, signature: string, timeoutMs: number): Promise<number | WebhookFailure> {
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
    const settle = (outcome: number | WebhookFailure) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    request.on('error', (error: NodeJS.ErrnoException) => {
      settle(CONNECTING.has(error.code ?? '') ? 'could_not_connect' : 'unclassified');
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
