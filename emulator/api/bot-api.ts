import type { Channel } from '../channel.ts';
import type { Fault } from '../faults.ts';
import { type Answer, type Call, lineError } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../types.ts';
import { check, type Rule } from '../validate/rule.ts';
import type { WebhookSender } from '../webhook/sender.ts';
import type { World } from '../world.ts';
import type { RateLimiter } from './rate-limits.ts';
import type { Tokens } from './tokens.ts';

/** What every endpoint of the Messaging API goes through before it is itself: token, faults, rate, size, shape. */

export type Platform = {
  readonly world: World;
  readonly sender: WebhookSender;
  readonly tokens: Tokens;
  readonly rates: RateLimiter;
  /** Own address, without a slash at the end. */
  readonly url: () => string;
};

export type BotCall = {
  readonly platform: Platform;
  readonly channel: Channel;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body, already found good by the endpoint's rule. */
  readonly json: JsonObject;
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly requestId: string;
  readonly retryKey: string | undefined;
};

export type Endpoint = {
  readonly method: string;
  readonly path: string;
  /** For faults, rates and the log: `push`, `richmenu-create`, … */
  readonly name: string;
  readonly body?: Rule | 'bytes';
  /** A call without any body counts as one with `{}`. */
  readonly bodyOptional?: boolean;
  readonly takesRetryKey?: boolean;
  /** The log's line for a call that sends messages; other calls are logged by method and path. */
  readonly describe?: (call: BotCall) => { userId?: string; text: string; count?: number; repeated?: boolean };
  readonly answer: (call: BotCall) => Answer | Promise<Answer>;
};

const MAX_BODY_BYTES = 2 * 1_024 * 1_024;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** With the fault `timeout` nobody answers; the connection goes when the bot gives up, or after this. */
const LONGEST_SILENCE_MS = 120_000;

export const MESSAGES = {
  unauthorised: 'Authentication failed. Confirm that the access token in the authorization header is valid.',
  rate: 'The API rate limit has been exceeded. Try again later.',
  concurrency: 'Too many concurrent requests. Try again later.',
  monthly: 'You have reached your monthly limit.',
  retryKeyAccepted: 'The retry key is already accepted',
  tooLarge: 'Request body is too large',
  notFound: 'Not found',
} as const;

/** Turns endpoints into routes of the server. */
export function botRoutes(platform: Platform, endpoints: readonly Endpoint[]): Route[] {
  return endpoints.map((endpoint) => ({
    method: endpoint.method,
    path: endpoint.path,
    handle: async (call) => {
      const startedAt = performance.now();
      const requestId = platform.world.ids.uuid();
      const { answer, described, channel } = await run(platform, endpoint, call, requestId);
      platform.world.deliveries.add({
        at: platform.world.now(),
        direction: described ? 'to-phone' : 'platform',
        channelId: channel?.config.channelId ?? '',
        kind: described ? endpoint.name : 'api',
        text: described?.text ?? `${call.method} ${call.url.pathname}`,
        ...(described?.userId === undefined ? {} : { userId: described.userId }),
        ...(described?.count === undefined ? {} : { count: described.count }),
        ...(described?.repeated ? { repeated: true } : {}),
        result: answer.silent ? 'no_answer' : answer.status,
        ms: Math.round(performance.now() - startedAt),
        reference: retryKeyOf(call) ?? requestId,
      });
      return { ...answer, headers: { 'x-line-request-id': requestId, ...answer.headers } };
    },
  }));
}

type Ran = { answer: Answer; channel?: Channel; described?: ReturnType<NonNullable<Endpoint['describe']>> };

async function run(platform: Platform, endpoint: Endpoint, call: Call, requestId: string): Promise<Ran> {
  const channel = channelOf(platform, call);
  if (!channel) return { answer: lineError(401, MESSAGES.unauthorised) };
  const bytes = await call.body(MAX_BODY_BYTES);
  const retryKey = retryKeyOf(call);
  const parsed = bytes === undefined ? { fault: lineError(413, MESSAGES.tooLarge) } : parse(endpoint, call, bytes);
  const botCall: BotCall = {
    platform,
    channel,
    params: call.params,
    query: call.url.searchParams,
    json: 'json' in parsed ? parsed.json : {},
    bytes: bytes ?? Buffer.alloc(0),
    contentType: call.headers['content-type'] ?? '',
    requestId,
    retryKey,
  };
  const described = endpoint.describe ? { described: endpoint.describe(botCall) } : {};
  const proceed = () => decide(platform, endpoint, botCall, parsed);
  const fault = platform.world.faults.strikeCall(endpoint.name, channel.config.channelId);
  const answer = fault ? await suffer(fault, call, proceed) : await proceed();
  return { answer, channel, ...described };
}

function decide(
  platform: Platform,
  endpoint: Endpoint,
  call: BotCall,
  parsed: { json: JsonObject } | { fault: Answer },
): Answer | Promise<Answer> {
  if (!platform.rates.allows(call.channel.config.channelId, endpoint.name)) return lineError(429, MESSAGES.rate);
  if ('fault' in parsed) return parsed.fault;
  if (call.retryKey !== undefined) {
    if (!endpoint.takesRetryKey) return lineError(400, 'The X-Line-Retry-Key header is not supported by this API');
    if (!UUID.test(call.retryKey)) return lineError(400, 'The retry key is invalid: it must be a UUID');
    const earlier = call.channel.acceptedBefore(call.retryKey, platform.world.now());
    if (earlier) return alreadyAccepted(earlier);
  }
  if (typeof endpoint.body === 'function') {
    const details = check(endpoint.body, call.json);
    if (details.length > 0) {
      return lineError(400, `The request body has ${details.length} error(s)`, details);
    }
  }
  return endpoint.answer(call);
}

function alreadyAccepted(earlier: { requestId: string; sentMessages?: unknown }): Answer {
  const answer = lineError(409, MESSAGES.retryKeyAccepted);
  const sent = earlier.sentMessages === undefined ? {} : { sentMessages: earlier.sentMessages };
  return {
    ...answer,
    headers: { ...answer.headers, 'x-line-accepted-request-id': earlier.requestId },
    body: JSON.stringify({ message: MESSAGES.retryKeyAccepted, ...sent }),
  };
}

function parse(endpoint: Endpoint, call: Call, bytes: Buffer): { json: JsonObject } | { fault: Answer } {
  if (endpoint.body === undefined || endpoint.body === 'bytes') return { json: {} };
  if (endpoint.bodyOptional && bytes.length === 0) return { json: {} };
  const type = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    return { fault: lineError(415, `The content type, '${type ?? ''}', is not supported`) };
  }
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { json: value as JsonObject };
  } catch {
    // Said below, as for JSON that is no object.
  }
  return { fault: lineError(400, 'The request body could not be parsed as JSON (line: -, column: -)') };
}

function retryKeyOf(call: Call): string | undefined {
  const given = call.headers['x-line-retry-key'];
  return Array.isArray(given) ? given[0] : given;
}

function channelOf(platform: Platform, call: Call): Channel | undefined {
  const bearer = /^Bearer (\S+)$/.exec(call.headers.authorization ?? '')?.[1];
  if (!bearer) return undefined;
  for (const channel of platform.world.channels.values()) {
    if (channel.config.accessToken !== undefined && channel.config.accessToken === bearer) return channel;
  }
  const contents = platform.tokens.read(bearer);
  return contents && contents.kind !== 'login' ? platform.world.channels.get(contents.channelId) : undefined;
}

async function suffer(fault: Fault, call: Call, proceed: () => Answer | Promise<Answer>): Promise<Answer> {
  switch (fault.kind) {
    case 'rate-limit':
      return lineError(429, MESSAGES.rate);
    case 'concurrency-limit':
      return lineError(429, MESSAGES.concurrency);
    case 'monthly-limit':
      return lineError(429, MESSAGES.monthly);
    case 'slow':
      await pause(fault.delayMs, call.gone);
      return proceed();
    case 'timeout':
      await pause(LONGEST_SILENCE_MS, call.gone);
      return { status: 0, silent: 'cut' };
    case 'lost-answer':
      await proceed();
      return { status: 0, silent: 'cut' };
    default:
      return lineError(fault.status, 'Internal Server Error');
  }
}

function pause(ms: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (gone.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, ms);
    gone.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
