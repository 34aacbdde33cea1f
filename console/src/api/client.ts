/** A refusal or a failure of the API: what the server said as problem+json, or that it could not be reached. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly correlationId: string | undefined;

  constructor(status: number, body: Partial<ProblemBody> = {}) {
    super(body.title ?? `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = body.code ?? (status === 0 ? 'console.unreachable' : 'console.failed');
    this.params = body.params ?? {};
    this.correlationId = body.correlationId;
  }
}

interface ProblemBody {
  readonly title: string;
  readonly code: string;
  readonly params: Record<string, string | number>;
  readonly correlationId: string;
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** The page asks by itself: this must not keep an idle session alive. */
  readonly background?: boolean;
}

export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** '/accounts/miyagi/news' plus what was asked, empty values left out. */
export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

export const apiUrl = (path: string): string => `/api/v1${path}`;

/** One call to the API. Throws `ApiProblem` for everything that is not an answer, and the abort as it came. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = { accept: 'application/json' };
  // The server refuses writes without it: a form on another site cannot send this header.
  if (method !== 'GET') headers['x-mimamori-console'] = '1';
  if (options.background) headers['x-mimamori-background'] = '1';
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(apiUrl(path), {
      method,
      headers,
      credentials: 'same-origin',
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(0);
  }
  if (!response.ok) throw new ApiProblem(response.status, await bodyOf(response));
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** A file as the server names it. Asked for like everything else, so that a refusal is a sentence and not a file. */
export async function requestFile(path: string): Promise<{ readonly name: string; readonly content: Blob }> {
  const response = await fetch(apiUrl(path), { credentials: 'same-origin' }).catch(() => {
    throw new ApiProblem(0);
  });
  if (!response.ok) throw new ApiProblem(response.status, await bodyOf(response));
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'download';
  return { name, content: await response.blob() };
}

async function bodyOf(response: Response): Promise<Partial<ProblemBody>> {
  try {
    return (await response.json()) as Partial<ProblemBody>;
  } catch {
    return {};
  }
}
