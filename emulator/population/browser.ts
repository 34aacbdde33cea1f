import * as http from 'node:http';

/** A resident's browser without JavaScript: cookies, redirects, forms. It goes to this machine only. */

export type Page = { readonly url: string; readonly status: number; readonly html: string };

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const MOST_REDIRECTS = 10;
const TIMEOUT_MS = 30_000;

export class Browser {
  readonly #agent: http.Agent;
  readonly #cookies = new Map<string, string>();
  readonly #language: string;

  constructor(agent: http.Agent, language: string) {
    this.#agent = agent;
    this.#language = language;
  }

  get(url: string): Promise<Page> {
    return this.#visit('GET', url, undefined);
  }

  post(url: string, fields: readonly [string, string][]): Promise<Page> {
    const body = new URLSearchParams([...fields]).toString();
    return this.#visit('POST', url, body);
  }

  async #visit(method: string, url: string, body: string | undefined): Promise<Page> {
    let at = { method, url, body };
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const answer = await this.#request(at.method, at.url, at.body);
      if (answer.location === undefined) return { url: at.url, status: answer.status, html: answer.html };
      const next = new URL(answer.location, at.url).href;
      const same = answer.status === 307 || answer.status === 308;
      at = same ? { ...at, url: next } : { method: 'GET', url: next, body: undefined };
    }
    throw new Error(`More than ${MOST_REDIRECTS} redirects from ${url}.`);
  }

  #request(
    method: string,
    url: string,
    body: string | undefined,
  ): Promise<{ status: number; html: string; location?: string }> {
    const target = new URL(url);
    if (target.protocol !== 'http:' || !LOOPBACK.has(target.hostname)) {
      throw new Error(`Synthetic residents stay on this machine: ${target.origin} is elsewhere.`);
    }
    const jar = `${target.host} `;
    const cookie = [...this.#cookies]
      .filter(([key]) => key.startsWith(jar))
      .map(([key, value]) => `${key.slice(jar.length)}=${value}`);
    const headers: http.OutgoingHttpHeaders = {
      accept: 'text/html',
      'accept-language': this.#language,
      ...(cookie.length > 0 ? { cookie: cookie.join('; ') } : {}),
      ...(body === undefined
        ? {}
        : {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
            origin: target.origin,
          }),
    };
    return new Promise((resolve, reject) => {
      const request = http.request(target, { method, headers, agent: this.#agent, timeout: TIMEOUT_MS }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          this.#keepCookies(jar, answer.headers['set-cookie'] ?? []);
          const status = answer.statusCode ?? 0;
          const { location } = answer.headers;
          const html = Buffer.concat(chunks).toString('utf8');
          resolve(
            status >= 300 && status < 400 && location !== undefined ? { status, html, location } : { status, html },
          );
        });
      });
      request.on('timeout', () =>
        request.destroy(new Error(`No answer from ${target.origin} in ${TIMEOUT_MS / 1_000} s.`)),
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  #keepCookies(jar: string, given: readonly string[]): void {
    for (const one of given) {
      const [pair = '', ...attributes] = one.split(';');
      const [name = '', ...value] = pair.split('=');
      const gone = attributes.some((attribute) => /^\s*max-age=\s*(0|-\d+)\s*$/i.test(attribute));
      if (gone) this.#cookies.delete(jar + name.trim());
      else this.#cookies.set(jar + name.trim(), value.join('=').trim());
    }
  }
}
