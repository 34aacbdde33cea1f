import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld, testChannel, withoutLimits } from '../../support/line-world.ts';
import { fuzzed, sideBySide, words } from '../../support/odd-words.ts';
import { formsOf } from '../../support/web-visitor.ts';

const { many, seed } = fuzzed;
const base = `/m/${testChannel.account}`;
const consent = `${base}/consent`;
const urlencoded = 'application/x-www-form-urlencoded';

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld({ webLimits: withoutLimits });
});
afterAll(() => world.end());

const fieldNames = fc.oneof(
  fc.constantFrom(
    'step',
    'form',
    'fever',
    'other_sx',
    'age',
    'zip',
    'contact_date_year',
    'prefecture',
    'consent_terms',
  ),
  fc.constantFrom(
    'relation',
    'answered_by',
    'label',
    'phone',
    'id_token',
    'to',
    'confirm',
    'lang',
    'go',
    'change',
    'code',
    'back',
  ),
  words,
);
const fields = fc.array(fc.tuple(fieldNames, words), { maxLength: 6 });
const posts = [
  '/begin',
  '/consent',
  '/form',
  '/form/more',
  '/report',
  '/language',
  '/return',
  '/return-code',
  '/callback',
  '/callback/withdraw',
  '/people/new',
  '/liff',
];
const rights = [
  '/my-data/withdraw/followup',
  '/my-data/give/research',
  '/my-data/withdraw/constructor',
  '/people/x',
  '/my-data/erase/x',
  '/x',
];
const postPaths = fc.constantFrom(...posts, ...rights);
const pages = [
  '',
  '/form',
  '/report',
  '/return-code',
  '/guidance',
  '/people',
  '/people/new',
  '/my-data',
  '/my-data/download',
];
const publicPages = ['/consent', '/contact-points', '/faq', '/news', '/liff', '/go/report', '/rules/mhlw-2020-05-08'];
const getPaths = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...pages, ...publicPages) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('/return/', '/privacy/', '/faq/', '/rules/', '/go/', '/my-data/withdraw/', '/'), words)
      .map(([path, word]) => `${path}${inAddress(word.slice(0, 60))}`),
  },
);
const queryNames = fc.oneof(
  fc.constantFrom('lang', 'back', 'change', 'by', 'prefecture', 'to', 'liff.state', 'thanks', 'all'),
  words,
);
const queryValues = fc.oneof(fc.constantFrom('ja', 'en', 'name', 'fever', 'zip', '04'), words);
const query = fc.array(fc.tuple(queryNames, queryValues), { maxLength: 3 });
const rawBodies = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom('%', '%zz=%', 'a=%00', '[]', '{"step":1}', 'a[b]=c&a[b][]=d', '='.repeat(3000), 'a=1&'.repeat(3000)),
);
const rawTypes = fc.constantFrom(
  urlencoded,
  'application/json',
  'multipart/form-data; boundary=x',
  'text/plain',
  'x',
  '',
);

/** How the newest page's own form is filled: by choices of the page, or by odd words. */
const filling = fc.record({
  pick: fc.array(fc.nat(30), { minLength: 1, maxLength: 3 }),
  odd: fc.option(words, { freq: 2 }),
  extra: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fields }),
});
type Filling = typeof filling extends fc.Arbitrary<infer T> ? T : never;
const act = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('fill' as const), filling }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('post' as const), path: postPaths, fields }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('raw' as const), path: postPaths, payload: rawBodies, type: rawTypes }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('get' as const), path: getPaths, query }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly payload?: string | Buffer;
  readonly type?: string;
}
const opened = (path: string): Sent => ({ method: 'GET', url: `${base}${path}` });
const encoded = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `${inAddress(name)}=${inAddress(value)}`).join('&');
const inAddress = (text: string): string => encodeURIComponent(text.toWellFormed());

/** The form of the page as a person, or nobody, would send it; a page without one leads to a new one. */
function filled(page: string, { pick, odd, extra }: Filling): Sent {
  const forms = formsOf(page);
  const form = forms.find(({ hidden }) => hidden.step !== undefined) ?? forms.find(({ action }) => action === consent);
  if (!form) return { method: 'POST', url: `${base}/report`, payload: '', type: urlencoded };
  const chosen = form.names.flatMap((name): [string, string][] => {
    if (form.action === consent) return [[name, 'on']];
    if (odd !== null) return [[name, odd]];
    const offered = [...page.matchAll(new RegExp(`name="${name}"[^>]*value="([^"]*)"`, 'g'))].map((match) => match[1]!);
    if (offered.length === 0) return [[name, ['34', '980-0811', '2020', '4', '12'][pick[0]! % 5]!]];
    return pick.map((at) => [name, offered[at % offered.length]!]);
  });
  const payload = encoded([...Object.entries(form.hidden), ...chosen, ...extra]);
  return { method: 'POST', url: form.action, payload, type: urlencoded };
}

function sentBy(one: Act, page: string): Sent {
  switch (one.do) {
    case 'fill':
      return filled(page, one.filling);
    case 'post':
      return { method: 'POST', url: `${base}${one.path}`, payload: encoded(one.fields), type: urlencoded };
    case 'raw':
      return { method: 'POST', url: `${base}${one.path}`, payload: one.payload, type: one.type };
    case 'get':
      return opened(one.query.length > 0 ? `${one.path}?${encoded(one.query)}` : one.path);
  }
}

/** A browser: its session, and the page seen last. */
class Browser {
  static statuses = new Map<number, number>();
  static faults: unknown[] = [];
  static posts = 0;
  page = '';
  #cookie = '';

  async send(sent: Sent, hops = 0): Promise<void> {
    const reply = await world.served.http.inject({
      method: sent.method,
      url: sent.url,
      headers: { cookie: this.#cookie, ...(sent.type === undefined ? {} : { 'content-type': sent.type }) },
      ...(sent.payload === undefined ? {} : { payload: sent.payload }),
    });
    const { statuses, faults } = Browser;
    if (sent.method === 'POST') Browser.posts += 1;
    statuses.set(reply.statusCode, (statuses.get(reply.statusCode) ?? 0) + 1);
    if (reply.statusCode >= 500)
      faults.push({ ...sent, payload: String(sent.payload).slice(0, 500), said: reply.body });
    const session = reply.cookies.find(({ name }) => name === 'mimamori');
    if (session) this.#cookie = `mimamori=${session.value}`;
    this.page = reply.body;
    const { location } = reply.headers;
    if (location && hops < 5) await this.send({ method: 'GET', url: location }, hops + 1);
  }

  async begin(): Promise<void> {
    await this.send({ method: 'POST', url: `${base}/begin`, payload: '', type: urlencoded });
    await this.send(filled(this.page, { pick: [0], odd: null, extra: [] }));
  }
}

test(`${many} odd forms, and pages between them, cause no fault of the server`, async () => {
  const started = Date.now();
  const browsers = Array.from({ length: 6 }, () => new Browser());
  await Promise.all(browsers.map((browser) => browser.begin()));
  await sideBySide(fc.sample(act, { seed, numRuns: many * 3 }), async (one) => {
    // One person's next step follows the one before: whoever is free takes it.
    const browser = browsers.shift()!;
    await browser.send(sentBy(one, browser.page));
    browsers.push(browser);
    return Browser.posts < many && Browser.faults.length < 5;
  });
  const seconds = Math.round((Date.now() - started) / 1000);
  const [row] = await world.look<{ n: string }>('select count(*) as n from response');
  console.info(`${Browser.posts} forms in ${seconds} s:`, Browser.statuses, `${row!.n} answers recorded`);
  expect(Browser.faults).toEqual([]);
  expect(Browser.posts).toBeGreaterThanOrEqual(many);
  // The forms were really filled in, not only refused.
  expect(Number(row!.n)).toBeGreaterThan(0);
}, 600_000);

test('an address may hold a name twice: the first counts', async () => {
  const twice =
    'liff.state=%3Fto%3Dfaq&liff.state=%3Fto%3Dnews&lang=en&lang=ja&prefecture=04&prefecture=05&to=faq&to=news';
  for (const path of ['', '/liff', '/contact-points', '/faq', '/form', '/go/report']) {
    const { statusCode } = await world.served.http.inject({ method: 'GET', url: `${base}${path}?${twice}` });
    expect(statusCode, path).toBeLessThan(500);
  }
});
