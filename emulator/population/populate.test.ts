import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHANNEL, type Fixture, LIFF_ID, startFixture } from '../test/fixture.ts';
import { populate, syntheticUserId } from './populate.ts';

/** A small account with a three-page form behind LIFF: enough of a bot to be answered by many. */

let f: Fixture;
let answered: Record<string, string>[];
let sessions: Map<string, Record<string, string>>;
let busy: number;
let busiest: number;

beforeEach(async () => {
  f = await startFixture();
  answered = [];
  sessions = new Map();
  busy = 0;
  busiest = 0;
  f.bot.onEvent = ({ type, replyToken, postback }) => {
    const button = (action: object) => ({
      type: 'template',
      altText: 'a',
      template: {
        type: 'buttons',
        text: 'ようこそ',
        actions: [{ type: 'uri', label: '全文', uri: 'https://example.com/' }, action],
      },
    });
    const begin = { type: 'postback', label: 'はじめる', data: 'begin' };
    const open = { type: 'uri', label: '答える', uri: `https://liff.line.me/${LIFF_ID}/form?account=sample` };
    const message = type === 'follow' ? button(begin) : postback?.data === 'begin' ? button(open) : undefined;
    if (message) void f.api('POST', '/v2/bot/message/reply', { replyToken, messages: [message] });
  };
  f.bot.page = (request, response, body) => void serve(request, response, body);
});
afterEach(() => f.close());

const page = (body: string) =>
  `<!doctype html><main>${body}<form method=post action=/language><button name=l value=en>English</button></form></main>`;

async function serve(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
  busy += 1;
  busiest = Math.max(busiest, busy);
  await new Promise((resolve) => setTimeout(resolve, 2));
  busy -= 1;
  const fields = Object.fromEntries(new URLSearchParams(body));
  const sid = /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const session = sessions.get(sid);
  const send = (html: string) => response.writeHead(200, { 'content-type': 'text/html' }).end(page(html));
  if (request.url === '/liff/form?account=sample') {
    send('<form method=post action=/session><input type=hidden name=id_token value=""></form>');
  } else if (request.url === '/session') {
    const claims = JSON.parse(Buffer.from((fields.id_token ?? '').split('.')[1] ?? '', 'base64url').toString());
    const id = String(sessions.size);
    sessions.set(id, { sub: claims.sub });
    response.writeHead(303, { location: '/form/1', 'set-cookie': `sid=${id}; HttpOnly; Path=/` }).end();
  } else if (!session) response.writeHead(403).end();
  else if (request.method === 'POST') {
    Object.assign(session, fields);
    response
      .writeHead(303, { location: session.page === '1' && session.fever === 'yes' ? '/form/2' : '/form/end' })
      .end();
  } else if (request.url === '/form/1') {
    send(
      '<form method=post action=/form><input type=hidden name=page value=1><input type=radio name=fever value=yes><input type=radio name=fever value=no></form>',
    );
  } else if (request.url === '/form/2') {
    send(
      '<form method=post action=/form><input type=hidden name=page value=2><input type=number name=days min=1 max=9 required></form>',
    );
  } else {
    answered.push(session);
    send('<p>ありがとうございました</p>');
  }
}

const model = { all: { fever: { oneOf: { yes: 1, no: 3 } } } };
const options = { channelId: CHANNEL.channelId, count: 40, seed: 'spring', answers: model, concurrency: 8 };

describe('a population', () => {
  it('follows, begins, opens the form and answers it to its end', async () => {
    const progress: number[] = [];
    const result = await populate(f.emulator, { ...options, onProgress: ({ finished }) => progress.push(finished) });
    expect(result).toMatchObject({ count: 40, finished: 40, failed: [] });
    expect(progress.at(-1)).toBe(40);
    const expected = Array.from({ length: 40 }, (_, number) => syntheticUserId('spring', number));
    expect(answered.map(({ sub }) => sub).sort()).toEqual(expected.sort());
    const feverish = answered.filter(({ fever }) => fever === 'yes');
    expect(feverish.length).toBeGreaterThan(2);
    expect(feverish.every(({ days }) => Number(days) >= 1 && Number(days) <= 9)).toBe(true);
    expect(answered.filter(({ fever }) => fever === 'no').every(({ days }) => days === undefined)).toBe(true);
    expect(result.formsSent).toBe(40 * 2 + feverish.length);
  });

  it('is never busier than allowed, and gives the same answers however busy', async () => {
    await populate(f.emulator, options);
    expect(busiest).toBeLessThanOrEqual(8);
    const first = new Map(answered.map((session) => [session.sub, session.fever]));
    await f.close();
    f = await startFixture();
    answered = [];
    const again = await startAgain();
    expect(new Map(again.map((session) => [session.sub, session.fever]))).toEqual(first);
  });

  async function startAgain(): Promise<Record<string, string>[]> {
    sessions = new Map();
    f.bot.page = (request, response, body) => void serve(request, response, body);
    f.bot.onEvent = ({ replyToken }) => {
      const uri = `${f.emulator.url}/liff/${LIFF_ID}/form?account=sample`;
      const template = { type: 'buttons', text: 'a', actions: [{ type: 'uri', label: '答える', uri }] };
      void f.api('POST', '/v2/bot/message/reply', {
        replyToken,
        messages: [{ type: 'template', altText: 'a', template }],
      });
    };
    await populate(f.emulator, { ...options, concurrency: 1 });
    return answered;
  }

  it('says why someone could not finish', async () => {
    f.bot.page = (_request, response) => response.writeHead(500).end();
    const result = await populate(f.emulator, { ...options, count: 2 });
    expect(result.finished).toBe(0);
    expect(result.failed).toMatchObject([{ why: expect.stringContaining('500 at http://127.0.0.1') }, {}]);
  });

  it('gives up on a form that asks the same again and again', async () => {
    f.bot.page = (_request, response) => response.end('<form method=post><input name=q></form>');
    const result = await populate(f.emulator, { ...options, count: 1 });
    expect(result.failed[0]?.why).toContain('again and again');
  });

  it('does not leave this machine', async () => {
    f.bot.page = (_request, response) => response.writeHead(302, { location: 'https://example.com/' }).end();
    const result = await populate(f.emulator, { ...options, count: 1 });
    expect(result.failed[0]?.why).toContain('stay on this machine');
  });

  it('stays off the desk, and its chats stay short', async () => {
    await populate(f.emulator, { ...options, count: 3 });
    expect((await f.desk('GET', 'desk')).json.cast).toHaveLength(1);
    const userId = syntheticUserId('spring', 0);
    for (let n = 0; n < 12; n += 1) {
      await f.api('POST', '/v2/bot/message/push', { to: userId, messages: [{ type: 'text', text: `${n}` }] });
    }
    expect((await f.desk('GET', `phones/${userId}/messages`)).json.messages).toHaveLength(8);
  });
});
