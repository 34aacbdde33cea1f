import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bury } from '../../../src/features/messages/index.ts';
import { findLineUser } from '../../../src/features/residents/index.ts';
import type { Scope } from '../../../src/platform/scope.ts';
import { type LineWorld, lineEvent, lineWorld, type TestPhone, urlOf } from '../../support/line-world.ts';
import { type Ended, runCli } from '../cli/run-cli.ts';

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

const run = (...args: string[]): Promise<Ended> => {
  const { MIMAMORI_MASTER_KEY, MIMAMORI_CONTENT, MIMAMORI_DATA } = world.app.config;
  return runCli(['dead-letters', ...args], {
    env: {
      ...{ MIMAMORI_CONTENT, MIMAMORI_DATA, MIMAMORI_MASTER_KEY: MIMAMORI_MASTER_KEY! },
      DATABASE_URL: urlOf(world.database.app),
      DATABASE_OWNER_URL: urlOf(world.database.owner),
    },
  });
};
const refused = async (sentence: string, ...args: string[]): Promise<void> => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(sentence);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
};
const inScope = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
  world.app.inScope(world.kit, { kind: 'system', job: 'test' }, work);
const verbs = async (subject: string): Promise<string[]> => {
  const rows = await world.look<{ verb: string; actor_kind: string }>(
    'select verb, actor_kind from audit_entry where subject = $1 order by entry_id',
    [subject],
  );
  return rows.map(({ verb, actor_kind }) => `${actor_kind} ${verb}`);
};
/** The one that waits. */
const theWaiting = async (source: 'line' | 'outbox') => {
  const [row] = await world.look<{ id: string }>(
    'select dead_letter_id as id from dead_letter where source = $1 and settled_at is null',
    [source],
  );
  return row!;
};
const settled = async (id: string): Promise<boolean> =>
  (
    await world.look<{ settled: boolean }>(
      'select settled_at is not null as settled from dead_letter where dead_letter_id = $1',
      [id],
    )
  )[0]!.settled;

/** Takes a letter out of the others' way. */
const settle = (id: string) => world.look('update dead_letter set settled_at = at where dead_letter_id = $1', [id]);

/** Nothing can be put into the outbox, with an error that is laid to the event's account. */
async function whileNothingCanBeSaid(work: () => Promise<void>): Promise<void> {
  await world.look(`create function fail() returns trigger language plpgsql as
      $$ begin raise exception 'on purpose' using errcode = '22000'; end $$;
    create trigger fail before insert on outbox for each row execute function fail()`);
  try {
    await work();
  } finally {
    await world.look('drop trigger fail on outbox; drop function fail');
  }
}

/** The command goes by the real clock, this world by one that stands still in 2020: what it queued is due. */
async function delivered(phone: TestPhone): Promise<number> {
  await world.look(
    "update outbox set not_before = created_at - interval '10 years', leased_until = created_at - interval '10 years'",
  );
  await world.deliver();
  return phone.heard().length;
}

const words = 'call me at 090-0000-0000, please';
const says = (phone: TestPhone, own: object = {}) =>
  lineEvent(phone.userId, { type: 'message', message: { type: 'text', id: 'm1', text: words }, ...own });

describe('an event that was set aside', () => {
  test('is seen, is opened only on record, and comes in again once by the same door', async () => {
    const phone = await world.friend();
    const heard = phone.heard().length;
    let first = '';
    await whileNothingCanBeSaid(async () => {
      expect((await world.post([says(phone)])).status).toBe(200);
      first = (await theWaiting('line')).id;

      const list = await run('list');
      expect(list).toMatchObject({ code: 0, stderr: '' });
      expect(list.stdout).toMatch(new RegExp(`^miyagi +${first} +2020-04-21T01:2\\S+ +line +– +error$`, 'm'));

      const opened = await run('show', first, '--account', 'miyagi', '--event');
      expect(opened.stdout).toContain('"text": "call me at [number], please"');
      expect(opened.stdout).toContain('"userId": "[userId]"');
      expect(opened.stdout).not.toContain(phone.userId);
      expect(await verbs(first)).toEqual(['operator messages.dead-letter-opened']);

      // What made it fail is still there.
      const again = await run('retry', first, '--account', 'miyagi');
      expect(again).toMatchObject({ code: 2, stdout: '' });
      expect(again.stderr).toContain((await theWaiting('line')).id);
      expect(await settled(first)).toBe(true);
    });
    const second = (await theWaiting('line')).id;
    expect(second).not.toBe(first);
    await refused('was settled at', 'retry', first, '--account', 'miyagi');

    const done = await run('retry', second, '--account', 'miyagi');
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(await settled(second)).toBe(true);
    expect(await verbs(second)).toEqual(['operator messages.dead-letter-retried']);
    expect(await delivered(phone)).toBe(heard + 1);
    expect((await run('list')).stdout).toBe('There are no dead letters that wait.\n');
    expect((await run('list', '--all', '--account', 'miyagi')).stdout).toContain(second);
  });

  test('of nobody known cannot come in again, for nothing of it was kept', async () => {
    const stranger = `U${'9'.repeat(32)}`;
    await whileNothingCanBeSaid(async () => {
      await world.post([lineEvent(stranger, { type: 'follow', follow: { isUnblocked: false } })]);
    });
    const { id } = await theWaiting('line');
    await refused('whose chat it was is not known', 'retry', id, '--account', 'miyagi');
    await refused('There is no dead letter', 'show', id, '--account', 'kyoto');
    const shown = await run('show', id, '--account', 'miyagi');
    expect(shown.stdout).toMatch(/^reason +error$/m);
    expect(shown.stdout).not.toContain('kind');
    expect(await verbs(id)).toEqual([]);
    await settle(id);
  });
});

describe('a message that could not be delivered', () => {
  const undelivered = async (phone: TestPhone, reason: string): Promise<string> => {
    await inScope(async (scope) => {
      const { chatId } = (await findLineUser(scope, phone.userId))!;
      const event = { purpose: 'conversation.reply', messages: [{ kind: 'text', text: 'the second try' }] };
      await bury(scope, { source: 'outbox', chatId, eventId: chatId, event, reason: `conversation.reply: ${reason}` });
    });
    return (await theWaiting('outbox')).id;
  };

  test('goes out again when it is retried', async () => {
    const phone = await world.friend();
    const id = await undelivered(phone, 'monthly-limit');
    const { code, stdout } = await run('retry', id, '--account', 'miyagi');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('waits in the outbox again') });
    await delivered(phone);
    expect(JSON.stringify(phone.heard().at(-1))).toContain('the second try');
    expect(await settled(id)).toBe(true);
  });

  test('is not sent twice unless somebody says so', async () => {
    const phone = await world.friend();
    const heard = phone.heard().length;
    const id = await undelivered(phone, 'reply-outcome-unknown');
    await refused('may have arrived', 'retry', id, '--account', 'miyagi');
    expect(await delivered(phone)).toBe(heard);
    expect((await run('retry', id, '--account', 'miyagi', '--even-if-it-arrived')).code).toBe(0);
    expect(await delivered(phone)).toBe(heard + 1);
  });
});
