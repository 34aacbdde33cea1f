import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isProblem } from '../../base/problem.ts';

/** What went wrong with a request, as it may be told to whoever sent it. */
export interface Fault {
  readonly status: number;
  /** `feature.reason` */
  readonly code: string;
  readonly title: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** For requests that do not fit their schema: which fields, and why. */
  readonly fields?: ReadonlyArray<{ readonly at: string; readonly reason: string }>;
}

export const problemType = 'application/problem+json; charset=utf-8';

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('feature.reason'),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    fields: z.array(z.object({ at: z.string(), reason: z.string() })).optional(),
    correlationId: z.string(),
  })
  .describe('What went wrong (RFC 9457)');

export function problemJson(fault: Fault, correlationId: string): string {
  const problem: z.infer<typeof problemSchema> = {
    type: 'about:blank',
    title: fault.title,
    status: fault.status,
    code: fault.code,
    ...(Object.keys(fault.params).length > 0 && { params: { ...fault.params } }),
    ...(fault.fields && { fields: [...fault.fields] }),
    correlationId,
  };
  return JSON.stringify(problem);
}

export const notFound: Fault = {
  status: 404,
  code: 'request.no-such-address',
  title: 'There is nothing at this address.',
  params: {},
};

export const wrongMethod: Fault = {
  status: 405,
  code: 'request.wrong-method',
  title: 'This address does not take that method; see the header Allow.',
  params: {},
};

const refusals: Readonly<Record<number, readonly [code: string, title: string]>> = {
  400: ['request.unreadable', 'The request could not be read.'],
  413: ['request.too-large', 'The request is too large.'],
  414: ['request.too-large', 'The address is too long.'],
  415: ['request.media-type', 'The server does not read this kind of content here.'],
  429: ['request.too-many', 'Too many requests; wait a little.'],
  503: ['server.closing', 'The server is closing or not ready; try again in a moment.'],
};

/** Any error as a fault. What is neither a Problem nor the caller's mistake is a bug: 500, and nothing of it is told. */
export function faultOf(error: unknown): Fault {
  if (isProblem(error)) {
    return { status: error.status, code: error.code, title: error.message, params: error.params };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((issue) => ({ at: issue.instancePath, reason: issue.message ?? 'not valid' }));
    return { status: 400, code: 'request.invalid', title: 'The request does not fit its schema.', params: {}, fields };
  }
  const status = statusOf(error);
  const refusal = status === undefined ? undefined : refusals[status];
  if (status !== undefined && refusal) return { status, code: refusal[0], title: refusal[1], params: {} };
  if (status !== undefined && status >= 400 && status < 500) {
    return { status, code: 'request.refused', title: 'The server refuses this request.', params: {} };
  }
  return {
    status: 500,
    code: 'server.fault',
    title: 'Something went wrong on our side. Tell your administrator the correlation id.',
    params: {},
  };
}

/** Text that PostgreSQL cannot hold: the NUL character, in a column (22021) or within JSON (22P05). */
const unstorableText: ReadonlySet<unknown> = new Set(['22021', '22P05']);

function statusOf(error: unknown): number | undefined {
  if (unstorableText.has((error as { code?: unknown } | null)?.code)) return 400;
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}
