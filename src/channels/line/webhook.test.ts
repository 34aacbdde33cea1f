import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LineWorld, lineEvent, lineWorld, signatureOf, testChannel } from '../../../test/support/line-world.ts';
import { resumeLine, stopLine } from '../../features/accounts/index.ts';
import { withClient } from '../../platform/db/roles.ts';

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

let people = 0;
const someone = (): string => {
  people += 1;
  return `U${String(people).padStart(32, 'a')}`;
};
let tokens = 0;
/** Events that a reply is due to; the emulator knows none of these tokens. */
const withToken = (userId: string, own: object) => {
  tokens += 1;
  return lineEvent(userId, { replyToken: `token-${tokens}`, ...own });
};
const follow = (userId: string, own = {}) =>
  withToken(userId, { type: 'follow', follow: { isUnblocked: false }, ...own });
const unfollow = (userId: string, own = {}) => lineEvent(userId, { type: 'unfollow', ...own });
let messages = 0;
const text = (userId: string, words: string, own = {}) => {
  messages += 1;
  return withToken(userId, { type: 'message', message: { type: 'text', id: `m${messages}`, text: words }, ...own });
};

interface Waiting {
  readonly state: string;
  readonly purpose: string;
  readonly reply_token: string | null;
  readonly reply_until: Date | null;
  readonly body: readonly { readonly title?: string; readonly text?: string }[];
}
const chatIdOf = (userId: string): Promise<string | undefined> =>
  world.app.inScope(world.kit, { kind: 'system', job: 'test' }, async (scope) => {
    const hash = await scope.vault.lookupHash(scope.tx, scope.account.id, userId);
    const [row] = await world.look<{ chat_id: string }>('select chat_id from chat where user_hash = $1', [hash]);
    return row?.chat_id;
  });
const outboxOf = async (userId: string): Promise<Waiting[]> =>
  world.look<Waiting>('select * from outbox where chat_id = $1 order by message_id', [await chatIdOf(userId)]);
const waiting = async (userId: string) => (await outboxOf(userId)).filter(({ state }) => state === 'waiting');
const count = async (table: 'line_event' | 'outbox' | 'dead_letter' | 'chat'): Promise<number> => {
  const [row] = await world.look<{ n: string }>(`select count(*) as n from ${table}`);
  return Number(row!.n);
};
const everything = async () => [
  await count('line_event'),
  await count('outbox'),
  await count('dead_letter'),
  await count('chat'),
];

describe('refused, with nothing stored', () => {
  const cases: readonly [string, number, () => Parameters<LineWorld['post']>][] = [
    ['no signature', 401, () => [[follow(someone())], { signature: null }]],
    ['another secret', 401, () => [[follow(someone())], { secret: 'somebody-elses-secret' }]],
    ['the signature of another body', 401, () => [[follow(someone())], { signature: signatureOf('{}') }]],
    [
      'a truncated body',
      401,
      () => {
        const whole = JSON.stringify({ destination: testChannel.botUserId, events: [follow(someone())] });
        return [whole.slice(0, -20), { signature: signatureOf(whole) }];
      },
    ],
    ['a truncated body, signed as it is', 400, () => ['{"destination":"U', {}]],
    ['no body', 401, () => ['', { signature: null }]],
    ['a body that is no webhook', 400, () => ['[]', {}]],
    ['a body without events', 400, () => [{ destination: testChannel.botUserId }, {}]],
    ['bytes that are no text', 400, () => [Buffer.from([0xff, 0xfe, 0x00, 0x80]), {}]],
    ['another bot’s destination', 400, () => [{ destination: `U${'c'.repeat(32)}`, events: [follow(someone())] }, {}]],
    ['an account without a channel', 404, () => [[follow(someone())], { slug: 'kanagawa' }]],
    ['an account that does not exist', 404, () => [[follow(someone())], { slug: 'atlantis' }]],
  ];
  test.for(cases)('%s', async ([, status, make]) => {
    const before = await everything();
    expect((await world.post(...make())).status).toBe(status);
    expect(await everything()).toEqual(before);
  });

  test('a body of 2 MB and a byte, signed or not; 2 MB are taken', async () => {
    const limit = 2 * 1024 * 1024;
    const whole = JSON.stringify({ destination: testChannel.botUserId, events: [], new: '' });
    const ofLength = (bytes: number) => whole.replace('"new":""', `"new":"${'x'.repeat(bytes - whole.length)}"`);
    expect((await world.post(ofLength(limit + 1))).status).toBe(413);
    expect((await world.post(ofLength(limit + 1), { signature: null })).status).toBe(413);
    expect((await world.post(ofLength(limit))).status).toBe(200);
  });
  test('any method but POST', async () => {
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      expect((await world.served.http.inject({ method, url: '/line/miyagi' })).statusCode).toBe(405);
    }
  });
});

describe('taken in', () => {
  test('no events, as LINE’s console asks whether we are there', async () => {
    expect((await world.post([])).status).toBe(200);
  });
  test('what is signed with the secret before', async () => {
    expect((await world.post([], { secret: testChannel.previousSecret })).status).toBe(200);
  });
  test('event types, message types and fields that nobody knows yet', async () => {
    const user = someone();
    const unknown = [
      { type: 'messageEdited', message: { id: '1' } },
      { type: 'message', message: { type: 'hologram', id: '2' } },
      { type: 'message' },
      { type: 'message', message: 'not an object' },
      { type: 7 },
      {},
      { type: 'follow', mode: 'standby', replyToken: 'a' },
      {
        type: 'message',
        source: { type: 'group', groupId: 'C1', userId: user },
        message: { type: 'text', id: '3', text: 'a' },
      },
      { type: 'message', source: 'nowhere', message: { type: 'text', id: '4', text: 'a' } },
    ].map((own) => lineEvent(user, own));
    expect((await world.post([...unknown, null, 'event', 5, []])).status).toBe(200);
    expect(await chatIdOf(user)).toBeUndefined();
  });
  test('emoji as LINE escapes them: the signature is over the bytes', async () => {
    const user = someone();
    const body = JSON.stringify({ destination: testChannel.botUserId, events: [text(user, 'EMOJI')] });
    expect((await world.post(body.replace('EMOJI', '\\uD83E\\uDD28'))).status).toBe(200);
    expect(await waiting(user)).toHaveLength(1);
  });
  test('a postback without its data is answered with the way to begin', async () => {
    const user = someone();
    expect((await world.post([withToken(user, { type: 'postback' })])).status).toBe(200);
    expect(await waiting(user)).toHaveLength(1);
  });
  test('an event whose id cannot be stored is left out, and its neighbours are not', async () => {
    const user = someone();
    const events = ['a\u0000b', '', '\ud800', 'x'.repeat(65), 17].map((webhookEventId) =>
      follow(someone(), { webhookEventId }),
    );
    expect((await world.post([...events, follow(user)])).status).toBe(200);
    expect(await waiting(user)).toHaveLength(1);
  });
  test('several people in one webhook: each gets an answer of their own', async () => {
    const all = Array.from({ length: 20 }, someone);
    expect((await world.post(all.map((user) => follow(user)))).status).toBe(200);
    for (const user of all) expect(await waiting(user)).toHaveLength(1);
  });
  test('events are worked on in the order in which they happened, not in which they came', async () => {
    const user = someone();
    const [first, second] = [follow(user), text(user, '質問です')];
    await world.post([second, first]);
    const said = await waiting(user);
    expect(said.map(({ reply_token }) => reply_token)).toEqual([first!.replyToken, second!.replyToken]);
  });
  test('two webhooks at once that hold the same people in opposite order', async () => {
    const [a, b] = [someone(), someone()];
    await world.post([follow(a), follow(b)]);
    const letters = await count('dead_letter');
    const rounds = Array.from({ length: 10 }, () => [
      world.post([text(a, '1'), text(b, '1')]),
      world.post([text(b, '2'), text(a, '2')]),
    ]).flat();
    expect((await Promise.all(rounds)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await waiting(a)).toHaveLength(21);
    expect(await waiting(b)).toHaveLength(21);
    expect(await count('dead_letter')).toBe(letters);
  });
});

describe('an event that comes again is worked on once', () => {
  test.for([
    ['replayed as it was', (event: object) => event],
    ['redelivered', (event: object) => ({ ...event, deliveryContext: { isRedelivery: true } })],
    ['with another time and reply token', (event: object) => ({ ...event, timestamp: 1, replyToken: 'another' })],
  ] as const)('%s', async ([, again]) => {
    const user = someone();
    const event = follow(user);
    await world.post([event]);
    expect((await world.post([again(event)])).status).toBe(200);
    expect(await waiting(user)).toHaveLength(1);
  });
  test('twice in the same webhook, and in ten at once', async () => {
    const user = someone();
    const event = follow(user);
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.post([event, event])));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await waiting(user)).toHaveLength(1);
  });
});

describe('reply tokens', () => {
  const minutesLeft = async (user: string) =>
    ((await waiting(user))[0]!.reply_until!.getTime() - world.clock.now()) / 60_000;
  test('live for less than a minute', async () => {
    const user = someone();
    await world.post([follow(user)]);
    expect(await minutesLeft(user)).toBeGreaterThan(0.8);
    expect(await minutesLeft(user)).toBeLessThan(1);
  });
  test('of a redelivered event live for 20 minutes after the event, not after its coming', async () => {
    const redelivered = { deliveryContext: { isRedelivery: true } };
    const [user, late] = [someone(), someone()];
    const ago = (minutes: number) => ({ timestamp: world.clock.now() - minutes * 60_000, ...redelivered });
    await world.post([follow(user, ago(5)), follow(late, ago(21))]);
    expect(await minutesLeft(user)).toBeGreaterThan(13);
    expect(await minutesLeft(user)).toBeLessThan(15);
    expect(await minutesLeft(late)).toBeLessThan(0);
  });
});

describe('who has blocked the account', () => {
  const blocked = async (user: string) => {
    const [row] = await world.look<{ blocked_at: Date | null }>('select blocked_at from chat where chat_id = $1', [
      await chatIdOf(user),
    ]);
    return row!.blocked_at !== null;
  };
  test('loses what waits for them, and is not written to', async () => {
    const user = someone();
    await world.post([follow(user), text(user, 'a')]);
    await world.post([unfollow(user)]);
    expect((await outboxOf(user)).map(({ state, body }) => [state, body])).toEqual([
      ['dropped', []],
      ['dropped', []],
    ]);
    expect(await blocked(user)).toBe(true);
  });
  test('is greeted when they come back', async () => {
    const user = someone();
    await world.post([follow(user), unfollow(user), follow(user, { follow: { isUnblocked: true } })]);
    expect(await blocked(user)).toBe(false);
    expect(await waiting(user)).toHaveLength(1);
  });
  test('stays blocked when the follow before comes only now', async () => {
    const user = someone();
    await world.post([follow(user)]);
    const late = follow(user);
    await world.post([unfollow(user)]);
    await world.post([late]);
    expect(await blocked(user)).toBe(true);
    expect(await waiting(user)).toEqual([]);
  });
  test('and came back stays a friend when the block before comes only now', async () => {
    const user = someone();
    await world.post([follow(user)]);
    const late = unfollow(user);
    await world.post([follow(user)]);
    await world.post([late]);
    expect(await blocked(user)).toBe(false);
    expect(await waiting(user)).toHaveLength(2);
  });
  test('without ever having been met leaves nothing', async () => {
    const user = someone();
    await world.post([unfollow(user), lineEvent(user, { type: 'unsend', unsend: { messageId: 'x' } })]);
    expect(await chatIdOf(user)).toBeUndefined();
  });
});

describe('a message that is taken back', () => {
  const unsend = (user: string, messageId: string) => lineEvent(user, { type: 'unsend', unsend: { messageId } });
  test('drops what was to be said about it', async () => {
    const user = someone();
    await world.post([follow(user)]);
    await world.post([text(user, '間違えました', { message: { type: 'text', id: 'taken-back', text: 'a' } })]);
    await world.post([unsend(user, 'taken-back')]);
    expect(await waiting(user)).toEqual([]);
  });
  test('leaves what was set aside, without its words', async () => {
    const user = someone();
    await world.post([follow(user)]);
    const poison = text(user, 'a', { message: { type: 'text', id: 'poison', text: 'words' }, replyToken: 'a\u0000b' });
    await world.post([poison, unsend(user, 'another')]);
    const sealed = () =>
      world.look<{ event_sealed: Buffer | null }>('select event_sealed from dead_letter where event_id = $1', [
        poison.webhookEventId,
      ]);
    expect((await sealed())[0]!.event_sealed).not.toBeNull();
    await world.post([unsend(user, 'poison')]);
    expect(await sealed()).toEqual([{ event_sealed: null }]);
  });
  test('is not brought back by a delivery that comes after', async () => {
    const user = someone();
    await world.post([follow(user)]);
    const late = text(user, 'a', {
      message: { type: 'text', id: 'late', text: 'a' },
      deliveryContext: { isRedelivery: true },
    });
    await world.post([unsend(user, 'late')]);
    await world.post([late]);
    expect(await waiting(user)).toEqual([]);
  });
});

describe('when something fails', () => {
  test('a poisonous event is set aside, sealed and told of, and its neighbours are answered', async () => {
    const [before, poisoned, after] = [someone(), someone(), someone()];
    const lettersBefore = await count('dead_letter');
    const poison = follow(poisoned, { replyToken: 'PostgreSQL\u0000cannot store this' });
    expect((await world.post([follow(before), poison, follow(after)])).status).toBe(200);
    expect(await waiting(before)).toHaveLength(1);
    expect(await waiting(after)).toHaveLength(1);
    const [sorry, ...more] = await waiting(poisoned);
    expect(more).toEqual([]);
    expect(sorry).toMatchObject({ purpose: 'conversation.not-taken-in', reply_token: null });
    expect(sorry!.body[0]!.title).toBe('うまく受け取れませんでした');
    expect(sorry!.body[0]!.text).toMatch(/119番.*（[0-9-]+）/);
    const letters = await world.look<{ event_sealed: Buffer; reason: string; source: string }>(
      'select * from dead_letter where event_id = $1',
      [poison.webhookEventId],
    );
    expect(letters).toMatchObject([{ source: 'line' }]);
    expect(letters[0]!.event_sealed.includes(Buffer.from(poisoned))).toBe(false);
    expect(letters[0]!.reason).not.toContain(poisoned);
    expect(letters[0]!.reason).not.toContain('cannot store this');
    expect((await world.post([poison])).status).toBe(200);
    expect(await count('dead_letter')).toBe(lettersBefore + 1);
  });

  /** Makes storing an answer fail as often as told, with an error of PostgreSQL's. */
  async function failing(
    times: number,
    code: string,
    work: () => Promise<void>,
    when: 'insert' | 'update' = 'insert',
  ): Promise<void> {
    const run = (statements: string) => world.look(statements);
    await run(`create sequence failures;
      grant usage on sequence failures to public;
      create function fail() returns trigger language plpgsql as $$ begin
        if nextval('failures') <= ${times} then raise exception 'on purpose' using errcode = '${code}'; end if;
        return new;
      end $$;
      create trigger fail before ${when} on outbox for each row execute function fail()`);
    try {
      await work();
    } finally {
      await run('drop trigger fail on outbox; drop function fail; drop sequence failures');
    }
  }
  test('whoever is set aside hears so in their language, by the reply token while it lives', async () => {
    const user = someone();
    await world.post([follow(user), withToken(user, { type: 'postback', postback: { data: 'l.2' } })]);
    const before = (await waiting(user)).length;
    const event = text(user, 'Hello');
    // The answer itself cannot be stored.
    await failing(1, '22023', async () => {
      expect((await world.post([event])).status).toBe(200);
    });
    const said = await waiting(user);
    expect(said).toHaveLength(before + 1);
    expect(said.at(-1)).toMatchObject({ reply_token: event.replyToken, purpose: 'conversation.not-taken-in' });
    expect(said.at(-1)!.body[0]!.text).toMatch(/call 119.*0120-000-/);
  });
  test('who blocked the account hears nothing when that is set aside', async () => {
    const user = someone();
    await world.post([follow(user)]);
    const letters = await count('dead_letter');
    await failing(
      2,
      '22023',
      async () => {
        await world.post([unfollow(user)]);
      },
      'update',
    );
    expect(await count('dead_letter')).toBe(letters + 1);
    expect(await outboxOf(user)).toHaveLength(1);
  });
  test('a fault that passes costs nobody their answer', async () => {
    const user = someone();
    const letters = await count('dead_letter');
    await failing(1, '40P01', async () => {
      expect((await world.post([follow(user)])).status).toBe(200);
    });
    expect(await waiting(user)).toHaveLength(1);
    expect(await count('dead_letter')).toBe(letters);
  });
  test('a fault of the database that stays is no fault of the event: LINE is asked to send it again', async () => {
    const user = someone();
    const event = follow(user);
    const letters = await count('dead_letter');
    await failing(100, '57P01', async () => {
      expect((await world.post([event])).status).toBe(503);
    });
    expect(await count('dead_letter')).toBe(letters);
    expect((await world.post([{ ...event, deliveryContext: { isRedelivery: true } }])).status).toBe(200);
    expect(await waiting(user)).toHaveLength(1);
  });
  test('without the database nothing is acknowledged; what comes again is taken once it is back', async () => {
    const user = someone();
    const event = follow(user);
    const { database } = world.database.app;
    const admin = { ...world.database.superuser, database: 'postgres' };
    await withClient(admin, async (client) => {
      await client.query(`alter database ${database} with allow_connections false`);
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
    });
    try {
      expect((await world.post([event])).status).toBe(503);
      expect((await world.post([event, follow(someone())])).status).toBe(503);
      expect((await world.post([event], { signature: null })).status).toBe(401);
    } finally {
      await withClient(admin, (client) => client.query(`alter database ${database} with allow_connections true`));
    }
    expect((await world.post([event])).status).toBe(200);
    expect(await waiting(user)).toHaveLength(1);
  });
});

describe('while the channel is stopped', () => {
  const operator = { kind: 'operator', user: 'test' } as const;
  test('whoever writes is told where to go, and nothing of what they did is worked on', async () => {
    const user = someone();
    await world.app.inScope(world.kit, operator, stopLine);
    await world.post([follow(user), text(user, 'a'), withToken(user, { type: 'postback', postback: { data: 'l.2' } })]);
    await world.app.inScope(world.kit, operator, resumeLine);
    const said = await waiting(user);
    expect(new Set(said.map(({ body }) => body[0]!.title))).toEqual(new Set(['LINEでのやりとりを止めています']));
    const [chat] = await world.look<{ language: string }>('select language from chat where chat_id = $1', [
      await chatIdOf(user),
    ]);
    expect(chat!.language).toBe('ja');
  });
});

const fixtures = join(process.env.MIMAMORI_REFERENCE ?? '../shared/reference', 'line/fixtures/webhook-events.json');
if (!existsSync(fixtures)) {
  if (process.env.CI) throw new Error(`LINE's own webhook events are missing at ${fixtures}.`);
  console.warn(`Skipped: LINE's own webhook events are missing at ${fixtures} (MIMAMORI_REFERENCE).`);
}
describe.skipIf(!existsSync(fixtures))('LINE’s own 28 events', () => {
  const { events } = JSON.parse(existsSync(fixtures) ? readFileSync(fixtures, 'utf8') : '{"events":[]}') as {
    events: object[];
  };
  let given = 0;
  const ownIds = () =>
    events.map((event) => {
      given += 1;
      return { ...event, webhookEventId: `01FIXTURE${String(given).padStart(17, '0')}` };
    });
  test('are taken one by one and all at once, and none is set aside', async () => {
    expect(events).toHaveLength(28);
    const letters = await count('dead_letter');
    const before = await count('line_event');
    for (const event of ownIds()) expect((await world.post([event])).status, JSON.stringify(event)).toBe(200);
    expect((await world.post(ownIds())).status).toBe(200);
    expect(await count('dead_letter')).toBe(letters);
    expect(await count('line_event')).toBeGreaterThanOrEqual(before + 56);
  });
});
