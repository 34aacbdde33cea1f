import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { softAuthenticator } from '../../../test/support/authenticator.ts';
import { password, type TestConsole, testConsole } from '../../../test/support/console.ts';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import { withClient } from '../../platform/db/roles.ts';
import { addStaff } from './index.ts';
import { type Role, roles } from './model.ts';

const minuteMs = 60_000;
const organisation = { name: 'Miyagi Prefecture', kind: 'prefecture' } as const;

describe('staff', () => {
  let world: TestWorld;
  let office: TestConsole;
  beforeAll(async () => {
    world = await testWorld();
    office = await testConsole(world, (gate) => [
      async (app) => {
        gate.guard(app);
        app.get('/accounts/:slug/me', (request) => [...gate.accountOf(request).actor.permissions].sort());
      },
    ]);
    await office.account('miyagi');
    await office.account('fukushima');
  });
  afterAll(async () => {
    await office.end();
    await world.end();
  });
  const rows = (query: string, values: unknown[] = []) =>
    withClient(world.database.superuser, async (client) => (await client.query(query, values)).rows);
  const audited = (login: string) =>
    rows(
      `select a.slug, e.verb, e.detail from mimamori.audit_entry e join mimamori.account a using (account_id)
       join mimamori.staff s on s.staff_id::text = e.actor_id where s.login = $1 order by e.chain_id, e.seq`,
      [login],
    );
  const later = async (ms: number, work: () => Promise<void>) => {
    const before = world.at;
    world.at = new Date(before.getTime() + ms);
    try {
      await work();
    } finally {
      world.at = before;
    }
  };

  describe('signing in', () => {
    test('opens a session that names the person, their accounts and what they may do there', async () => {
      const browser = await office.browserOf('hana', 'miyagi', ['officer'], ['04101']);
      const { status, body } = await browser.get('/session');
      expect(status).toBe(200);
      expect(body).toMatchObject({
        staff: { login: 'hana', organisation: { name: 'Test Prefecture' } },
        accounts: [{ slug: 'miyagi', roles: ['officer'], areas: ['04101'] }],
        home: 'miyagi',
        demonstration: true,
        now: world.at.toISOString(),
      });
      expect(body.accounts[0].permissions).toContain('residents.read');
    });

    test('names the account where their work is: the first that they were given, whatever the order of accounts', async () => {
      for (const slugs of [
        ['miyagi', 'fukushima'],
        ['fukushima', 'miyagi'],
      ]) {
        const grants = slugs.map((account) => ({ account, roles: ['viewer'] as const, areas: null }));
        const login = `of-${slugs[0]}`;
        await addStaff(office.parts, system, { login, name: login, organisation, grants, password });
        const browser = office.browser();
        const { body } = await browser.send('POST', '/session', { login, password });
        expect(body).toMatchObject({ home: slugs[0], accounts: [{ slug: 'miyagi' }, { slug: 'fukushima' }] });
      }
    });

    test('keeps the secret from scripts and other sites, and only its hash in the database', async () => {
      const browser = await office.browserOf('kaoru', 'miyagi', ['viewer']);
      const reply = await browser.send('POST', '/session', { login: 'kaoru', password });
      expect(reply.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Strict/);
      const stored = await rows('select session_hash from mimamori.staff_session');
      expect(stored.some((row) => row.session_hash.toString().includes(browser.cookie))).toBe(false);
    });

    test('is audited, failures and sign-out too, in each account where the person has a role', async () => {
      const grants = (['miyagi', 'fukushima'] as const).map((account) => ({
        account,
        roles: ['viewer' as const],
        areas: null,
      }));
      await addStaff(office.parts, system, { login: 'both', name: 'Both', organisation, grants, password });
      const browser = office.browser();
      await browser.send('POST', '/session', { login: 'both', password: 'something else' });
      await browser.send('POST', '/session', { login: 'both', password });
      await browser.send('DELETE', '/session');
      const entries = await audited('both');
      for (const slug of ['fukushima', 'miyagi']) {
        expect(entries.filter((entry) => entry.slug === slug).map((entry) => entry.verb)).toEqual([
          'staff.sign-in-failed',
          'staff.signed-in',
          'staff.signed-out',
        ]);
      }
    });

    test('answers alike to a wrong password, an unknown login and a member who left', async () => {
      await office.browserOf('leaver', 'miyagi', ['viewer']);
      await rows("update mimamori.staff set disabled_at = now() where login = 'leaver'");
      const tries = [
        { login: 'leaver', password },
        { login: 'nobody-here', password },
        { login: "x' or 1=1 --", password },
      ];
      for (const body of tries) {
        const reply = await office.browser().send('POST', '/session', body);
        expect([reply.status, reply.body.code]).toEqual([401, 'staff.wrong-password']);
      }
    });

    test('takes about as long for an unknown login as for a known one', async () => {
      await office.browserOf('timed', 'miyagi', ['viewer']);
      const timeOf = async (login: string) => {
        const times: number[] = [];
        for (let at = 0; at < 4; at += 1) {
          const start = performance.now();
          await office.browser().send('POST', '/session', { login, password: 'wrong-wrong-wrong' });
          times.push(performance.now() - start);
        }
        return Math.min(...times);
      };
      const [known, unknown] = [await timeOf('timed'), await timeOf('not-there')];
      // Without the hash for nobody the unknown login would answer ten times faster.
      expect(unknown).toBeGreaterThan(known / 3);
    });
  });

  describe('tries', () => {
    test('wait after five failures for one login, however they are spread, and are let in when the first has aged', async () => {
      await office.browserOf('tried', 'miyagi', ['viewer']);
      const attempt = (given: string) => office.browser().send('POST', '/session', { login: 'tried', password: given });
      const replies = await Promise.all(Array.from({ length: 9 }, (_, n) => attempt(`guess number ${n}`)));
      expect(replies.map((reply) => reply.status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429, 429]);
      const refused = await attempt(password);
      expect(refused.body).toMatchObject({ code: 'staff.too-many-tries', params: { retryAfterSeconds: 900 } });
      await later(15 * minuteMs, async () => expect((await attempt(password)).status).toBe(200));
    });

    test('are forgotten after the right password', async () => {
      await office.browserOf('forgiven', 'miyagi', ['viewer']);
      const attempt = (given: string) =>
        office.browser().send('POST', '/session', { login: 'forgiven', password: given });
      for (let round = 0; round < 3; round += 1) {
        for (let n = 0; n < 4; n += 1) expect((await attempt('wrong')).status).toBe(401);
        expect((await attempt(password)).status).toBe(200);
      }
    });

    test('wait after fifty failures from one address, whatever the login', async () => {
      await later(60 * minuteMs, async () => {
        const statuses: number[] = [];
        const browser = office.browser();
        for (let n = 0; n < 51; n += 1) {
          statuses.push((await browser.send('POST', '/session', { login: `login-${n}`, password: 'x' })).status);
        }
        expect(statuses.slice(0, 50).every((status) => status === 401)).toBe(true);
        expect(statuses[50]).toBe(429);
        // Neither logins nor addresses are readable in the table.
        const kept = await rows('select * from mimamori.sign_in_failure');
        expect(JSON.stringify(kept)).not.toMatch(/login-|10\.\d+\./);
      });
    });
  });

  describe('a session', () => {
    test('is asked for by every route, and refused when it is made up', async () => {
      const browser = office.browser();
      expect((await browser.get('/session')).body.code).toBe('session.required');
      browser.cookie = 'made-up';
      expect((await browser.get('/accounts/miyagi/me')).status).toBe(401);
    });

    test('ends after 30 minutes without a request, and lives on while it is used', async () => {
      const browser = await office.browserOf('idle', 'miyagi', ['viewer']);
      await later(29 * minuteMs, async () => {
        expect((await browser.get('/session')).status).toBe(200);
        await later(29 * minuteMs, async () => expect((await browser.get('/session')).status).toBe(200));
      });
      await later(89 * minuteMs, async () => expect((await browser.get('/session')).status).toBe(401));
    });

    test('ends after 12 hours even when it is used', async () => {
      const browser = await office.browserOf('long', 'miyagi', ['viewer']);
      for (let minutes = 20; minutes < 720; minutes += 20) {
        await later(minutes * minuteMs, async () => expect((await browser.get('/session')).status).toBe(200));
      }
      await later(720 * minuteMs, async () => expect((await browser.get('/session')).status).toBe(401));
    });

    test('ends with sign-out', async () => {
      const browser = await office.browserOf('out', 'miyagi', ['viewer']);
      const { cookie } = browser;
      expect((await browser.send('DELETE', '/session')).status).toBe(204);
      browser.cookie = cookie;
      expect((await browser.get('/session')).status).toBe(401);
    });

    test('ends for someone who is disabled', async () => {
      const browser = await office.browserOf('disabled', 'miyagi', ['viewer']);
      await rows("update mimamori.staff set disabled_at = now() where login = 'disabled'");
      expect((await browser.get('/session')).status).toBe(401);
    });
  });

  describe('a request that changes something', () => {
    test.for([
      ['without the console header', { 'x-mimamori-console': '' }],
      ['from another site', { origin: 'https://evil.example' }],
      ['from another port', { origin: 'http://localhost:8080' }],
      ['from a sandboxed page', { origin: 'null' }],
    ] as const)('is refused %s', async ([, headers]) => {
      const reply = await office.browser().send('POST', '/session', { login: 'hana', password }, headers);
      expect([reply.status, reply.body.code]).toEqual([403, 'session.foreign-request']);
    });
  });

  describe('roles', () => {
    const expected: Readonly<Record<Role, string>> = {
      viewer: 'content.read situation.read',
      officer: 'content.read news.write residents.find residents.read situation.read',
      nurse: 'content.read residents.find residents.read situation.read',
      analyst: 'situation.read',
      privacy: 'audit.read audit.verify content.read residents.find',
      administrator: 'audit.read audit.verify content.read messages.read-dead-letters staff.read',
    };
    test.for(roles.map((role) => [role]))(
      '%s may do exactly this in the account, and nothing elsewhere',
      async ([role]) => {
        const browser = await office.browserOf(`as-${role}`, 'miyagi', [role!]);
        expect((await browser.get('/accounts/miyagi/me')).body.join(' ')).toBe(expected[role!]);
        for (const slug of ['fukushima', 'nowhere']) {
          expect((await browser.get(`/accounts/${slug}/me`)).body).toMatchObject({
            status: 403,
            code: 'staff.not-allowed',
          });
        }
      },
    );

    test('add up', async () => {
      const browser = await office.browserOf('two-roles', 'miyagi', ['analyst', 'administrator']);
      expect((await browser.get('/accounts/miyagi/me')).body).toEqual([
        'audit.read',
        'audit.verify',
        'content.read',
        'messages.read-dead-letters',
        'situation.read',
        'staff.read',
      ]);
    });
  });

  describe('a passkey', () => {
    const register = async (login: string) => {
      const browser = await office.browserOf(login, 'miyagi', ['viewer']);
      const device = softAuthenticator('http://localhost:80', 'localhost');
      const { body } = await browser.send('POST', '/me/passkeys/options');
      const response = device.register(body.options);
      const added = await browser.send('POST', '/me/passkeys', { response, label: '執務室のパソコン' });
      return { browser, device, added, response };
    };

    test('is registered, listed, signs in without a login, and is removed', async () => {
      const { browser, device, added } = await register('keyed');
      expect(added.status).toBe(201);
      const another = office.browser();
      const { body } = await another.send('POST', '/session/passkey/options', {});
      expect(body.options.allowCredentials ?? []).toEqual([]);
      const signedIn = await another.send('POST', '/session/passkey', { response: device.signIn(body.options) });
      expect(signedIn.status).toBe(200);
      expect(signedIn.body.staff.login).toBe('keyed');
      expect((await audited('keyed')).map((entry) => entry.detail)).toContain('{"way":"passkey"}');
      const [passkey] = (await browser.get('/me/passkeys')).body;
      expect(passkey).toMatchObject({ label: '執務室のパソコン', lastUsedAt: world.at.toISOString() });
      expect((await browser.send('DELETE', `/me/passkeys/${passkey.passkeyId}`)).status).toBe(204);
      expect((await browser.get('/me/passkeys')).body).toEqual([]);
    });

    test('signs each challenge once, within five minutes', async () => {
      const { device } = await register('once');
      const browser = office.browser();
      const { body } = await browser.send('POST', '/session/passkey/options', {});
      const response = device.signIn(body.options);
      await later(6 * minuteMs, async () => {
        expect((await browser.send('POST', '/session/passkey', { response })).status).toBe(401);
      });
      expect((await browser.send('POST', '/session/passkey', { response })).status).toBe(200);
      expect((await browser.send('POST', '/session/passkey', { response })).status).toBe(401);
    });

    test('is refused when another site asked for it, or when its counter went back', async () => {
      const { browser } = await register('phished');
      const elsewhere = softAuthenticator('https://evil.example', 'evil.example');
      const { body } = await browser.send('POST', '/me/passkeys/options');
      const reply = await browser.send('POST', '/me/passkeys', {
        response: elsewhere.register(body.options),
        label: 'x',
      });
      expect([reply.status, reply.body.code]).toEqual([401, 'staff.passkey-refused']);

      const { device } = await register('cloned');
      await rows(
        "update mimamori.passkey set counter = 100 where staff_id = (select staff_id from mimamori.staff where login = 'cloned')",
      );
      const options = (await browser.send('POST', '/session/passkey/options', {})).body.options;
      expect((await browser.send('POST', '/session/passkey', { response: device.signIn(options) })).status).toBe(401);
    });

    test("does not answer another person's challenge, nor can they remove it", async () => {
      const { browser: other } = await register('other');
      const { browser, added } = await register('owner');
      expect(added.status).toBe(201);
      const { body } = await browser.send('POST', '/me/passkeys/options');
      const response = softAuthenticator('http://localhost:80', 'localhost').register(body.options);
      expect((await other.send('POST', '/me/passkeys', { response, label: 'x' })).status).toBe(401);
      const [passkey] = (await browser.get('/me/passkeys')).body;
      expect((await other.send('DELETE', `/me/passkeys/${passkey.passkeyId}`)).status).toBe(404);
    });
  });

  describe('adding staff', () => {
    const newcomer = (change: object) => ({ login: 'new.comer', name: 'New', organisation, grants: [], ...change });

    test('gives a generated password once, which signs in; the organisation is made once', async () => {
      const grants = [{ account: 'miyagi', roles: ['nurse' as const], areas: null }];
      const { password: given } = await addStaff(
        office.parts,
        { kind: 'operator', user: 'root' },
        newcomer({ grants }),
      );
      expect((await office.browser().send('POST', '/session', { login: 'New.Comer', password: given })).status).toBe(
        200,
      );
      await addStaff(office.parts, system, newcomer({ login: 'third' }));
      expect(await rows('select 1 from mimamori.organisation where name = $1', [organisation.name])).toHaveLength(1);
      const [entry] = await rows(
        "select actor_kind, detail from mimamori.audit_entry where verb = 'staff.added' and actor_id = 'root'",
      );
      expect(entry).toEqual({ actor_kind: 'operator', detail: '{"roles":["nurse"],"areas":null}' });
    });

    test.for([
      ['a login that is taken', { login: 'second' }, 'staff.login-taken'],
      ['a login with capitals', { login: 'Capital' }, 'staff.bad-login'],
      ['a short password', { login: 'short', password: 'short' }, 'staff.weak-password'],
      [
        'an unknown account',
        { login: 'lost', grants: [{ account: 'atlantis', roles: [], areas: null }] },
        'staff.no-such-account',
      ],
    ] as const)('is refused for %s, and writes nothing', async ([, change, code]) => {
      await addStaff(office.parts, system, newcomer({ login: 'second' })).catch(() => {});
      const count = await rows('select count(*) from mimamori.staff');
      await expect(addStaff(office.parts, system, newcomer(change))).rejects.toMatchObject({ code });
      expect(await rows('select count(*) from mimamori.staff')).toEqual(count);
    });
  });
});
