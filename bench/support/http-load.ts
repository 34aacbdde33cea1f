import { connect } from 'node:net';

/** A request as it goes over the wire, and what is to be done with its answer. */
export interface Shot {
  readonly request: Buffer;
  answered?(status: number, body: Buffer): void;
}

export interface LoadFigures {
  readonly answered: number;
  readonly byStatus: Readonly<Record<number, number>>;
  readonly failed: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Shots at most; the load ends when they are used up. */
  readonly most?: number;
  /** The next request; undefined when there is none any more. */
  next(): Shot | undefined;
}

/**
 * A closed loop of keep-alive connections, written on sockets: some 20 µs of processor time a request, where a heavier client would
 * eat the server's cores. Answers must carry a content-length. A connection that breaks is opened again.
 */
export async function load(options: LoadOptions): Promise<LoadFigures> {
  const times: number[] = [];
  const byStatus: Record<number, number> = {};
  let failed = 0;
  let answered = 0;
  const began = performance.now();
  const until = began + options.seconds * 1000;
  const ended: boolean[] = [];

  const line = (at: number): Promise<void> =>
    new Promise((resolve) => {
      const open = (): void => {
        const socket = connect(options.port, '127.0.0.1');
        socket.setNoDelay(true);
        let shot: Shot | undefined;
        let sentAt = 0;
        let chunks: Buffer[] = [];
        let have = 0;
        let need = -1;
        let status = 0;
        let head = 0;
        const fire = (): void => {
          if (performance.now() >= until) shot = undefined;
          else shot = options.next();
          if (!shot) {
            ended[at] = true;
            socket.end();
            resolve();
            return;
          }
          sentAt = performance.now();
          socket.write(shot.request);
        };
        socket.on('connect', fire);
        socket.on('data', (chunk) => {
          chunks.push(chunk);
          have += chunk.length;
          if (need < 0) {
            const all = chunks.length === 1 ? chunk : Buffer.concat(chunks);
            chunks = [all];
            const end = all.indexOf('\r\n\r\n');
            if (end < 0) return;
            const headers = all.toString('latin1', 0, end);
            status = Number(headers.slice(9, 12));
            head = end + 4;
            need = head + Number(/\r\ncontent-length: (\d+)/i.exec(headers)?.[1] ?? 0);
          }
          if (have < need) return;
          const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
          times.push(performance.now() - sentAt);
          answered += 1;
          byStatus[status] = (byStatus[status] ?? 0) + 1;
          shot?.answered?.(status, all.subarray(head, need));
          chunks = [];
          have = 0;
          need = -1;
          fire();
        });
        socket.on('error', () => {});
        socket.on('close', () => {
          if (ended[at]) return;
          failed += 1;
          if (performance.now() >= until) {
            ended[at] = true;
            resolve();
          } else setTimeout(open, 20);
        });
      };
      open();
    });

  await Promise.all(Array.from({ length: options.connections }, (_, at) => line(at)));
  times.sort((a, b) => a - b);
  const quantile = (q: number) => round(times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0);
  return {
    answered,
    byStatus,
    failed,
    seconds: (performance.now() - began) / 1000,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
  };
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** A POST over HTTP/1.1, ready to be written. */
export function postRequest(path: string, body: string | Buffer, headers: Readonly<Record<string, string>>): Buffer {
  const bytes = Buffer.from(body);
  const lines = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${bytes.length}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}

export const getRequest = (path: string, headers: Readonly<Record<string, string>> = {}): Buffer =>
  Buffer.from(
    `${[`GET ${path} HTTP/1.1`, 'host: 127.0.0.1', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`,
  );
