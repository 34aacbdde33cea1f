import { type Dispatcher, Pool } from 'undici';

/** Where LINE's hosts are; the emulator answers for all three. */
export interface LineHosts {
  /** https://api.line.me */
  readonly api: string;
  /** https://api-data.line.me */
  readonly data: string;
  /** https://liff.line.me */
  readonly liff: string;
  /** Address of the LIFF client script, loaded by our pages inside LINE. */
  readonly liffSdk: string;
}

export interface LineAnswer {
  /** 0 when no answer came: timed out, refused, cut. */
  readonly status: number;
  /** LINE's words; without an answer the error's code ('ECONNREFUSED') or name. */
  readonly message: string;
  /** LINE's support asks for it. */
  readonly requestId: string | undefined;
  readonly body: unknown;
}

export interface LineApi {
  call(request: LineCall): Promise<LineAnswer>;
  close(): Promise<void>;
}

export interface LineCall {
  readonly host: 'api' | 'data';
  readonly method: 'GET' | 'POST' | 'DELETE' | 'PUT';
  readonly path: string;
  readonly token?: string;
  readonly retryKey?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly bytes?: { readonly type: string; readonly body: Buffer };
}

/** A thin client on pooled connections. Every call has a time-out; nothing is retried here: the outbox decides that. */
export function createLineApi(hosts: Pick<LineHosts, 'api' | 'data'>, timeoutMs = 10_000): LineApi {
  const poolOptions: Pool.Options = {
    connections: 32,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  };
  const pools = {
    api: new Pool(new URL(hosts.api).origin, poolOptions),
    data: new Pool(new URL(hosts.data).origin, poolOptions),
  };
  return {
    async call(request) {
      try {
        const response = await pools[request.host].request(toRequest(request));
        const raw = await response.body.text();
        const body = parse(raw);
        return {
          status: response.statusCode,
          message: messageOf(body),
          requestId: header(response.headers['x-line-request-id']),
          body,
        };
      } catch (error) {
        const { code, name } = error as NodeJS.ErrnoException;
        return { status: 0, message: code ?? name, requestId: undefined, body: undefined };
      }
    },
    close: async () => {
      await Promise.all([pools.api.close(), pools.data.close()]);
    },
  };
}

function toRequest(call: LineCall): Dispatcher.RequestOptions {
  const headers: Record<string, string> = {};
  if (call.token) headers.authorization = `Bearer ${call.token}`;
  if (call.retryKey) headers['x-line-retry-key'] = call.retryKey;
  let body: string | Buffer | null = null;
  if (call.json !== undefined) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(call.json);
  } else if (call.form) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    body = new URLSearchParams(call.form).toString();
  } else if (call.bytes) {
    headers['content-type'] = call.bytes.type;
    body = call.bytes.body;
  }
  return { method: call.method, path: call.path, headers, body };
}

function parse(raw: string): unknown {
  try {
    return raw === '' ? undefined : JSON.parse(raw);
  } catch {
    return undefined;
  }
}

const messageOf = (body: unknown): string => {
  const message = (body as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message : '';
};
const header = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
