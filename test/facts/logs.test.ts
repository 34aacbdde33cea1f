import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatId } from '../../src/base/ids.ts';
import { makeReturnCode } from '../../src/features/entry/index.ts';
import { heldCookies, heldLogFields } from '../../src/features/privacy/held-data.ts';
import { findLineUser } from '../../src/features/residents/index.ts';
import { addStaff } from '../../src/features/staff/index.ts';
import { createLog } from '../../src/platform/log/log.ts';
import type { Actor } from '../../src/platform/scope.ts';
import { type LineWorld, lineEvent, lineWorld } from '../support/line-world.ts';
import { type WebVisitor, webVisitor } from '../support/web-visitor.ts';

const system: Actor = { kind: 'system', job: 'test' };

/** What a person says, types or is: found anywhere else, it has leaked. */
const told = {
  label: 'ラベル山田の祖母',
  medication: 'くすりメトホルミン錠500',
  visitPlace: 'びょういん白樺医院',
  phone: '0120000777',
  badPhone: '09x-secret-number',
  zip: '9893434',
  chatText: 'ひみつの相談文言',
  address: '仙台市ひみつ町9-9',
  query: 'さがした文言',
  idToken: 'eyJhbGciOiJFUzI1NiJ9.secret-id-token.x',
  wrongLink: 'secret-of-a-link-that-never-was',
  replyToken: 'nHuyWiB7yP5Zw52FIkcQobQuGDXCTA-secret',
  password: 'a-long-secret-password',
};
const answers = {
  fever: 'yes',
  fever_days: '4',
  strong: ['dyspnoea'],
  antipyretic: 'no',
  other_sx: ['no_taste_smell'],
  sx_days: '4',
  emergency: 'none',
  age: '77',
  sex: 'female',
  conditions: 'diabetes',
  pregnancy: 'no',
  visit: 'pneumonia',
  contact: 'work_school',
  contact_date_year: '2020',
  contact_date_month: '4',
  contact_date_day: '17',
  travel: 'no',
  zip: told.zip,
  occupation: 'care',
  past_month: 'yes',
  prevention: 'telework',
  medication: told.medication,
  visit_place: told.visitPlace,
};
/** Codes of answers; too short or too common to be looked for beyond the log. */
const codes = [
  'dyspnoea',
  'no_taste_smell',
  'pneumonia',
  'work_school',
  'diabetes',
  '2020-04-17',
  'CONSULT_',
  'EXPOSED_',
];

describe('what is said once', { timeout: 60_000 }, () => {
  let world: LineWorld;
  let lines: string[];
  let visitor: WebVisitor;
  let staffSecret: string;
  let returnCode: string;
  let userId: string;
  let chatId: ChatId;
  let consoleReplies: { url: string; body: string; location: unknown }[];
  let heard: string;

  beforeAll(async () => {
    lines = [];
    const destination = new PassThrough();
    destination.on('data', (chunk) => lines.push(...String(chunk).split('\n').filter(Boolean)));
    world = await lineWorld({ log: createLog({ level: 'debug', destination }) });
    await aResidentAnswers();
    await thingsGoWrong();
    await aNurseLooks();
  }, 120_000);
  afterAll(() => world.end());

  async function aResidentAnswers(): Promise<void> {
    const phone = await world.friend('ほんとうの名前ささきみどり');
    userId = phone.userId;
    const event = (own: object) => lineEvent(userId, { replyToken: told.replyToken, ...own });
    await world.post([
      event({ type: 'message', message: { type: 'text', id: '1', text: told.chatText } }),
      event({
        type: 'message',
        message: { type: 'location', id: '2', address: told.address, latitude: 38.2, longitude: 140.8 },
      }),
      event({ type: 'postback', postback: { data: told.query } }),
    ]);
    chatId = (await world.app.inScope(world.kit, system, (scope) => findLineUser(scope, userId)))!.chatId;
    returnCode = await world.app.inScope(
      world.kit,
      system,
      async (scope) => (await makeReturnCode(scope, chatId)).code,
    );
    visitor = webVisitor(world.served, '/m/miyagi');
    await visitor.get(`/m/miyagi/return/${returnCode}`);
    await visitor.submit('/m/miyagi/return', {});
    await visitor.get('/m/miyagi/people/new');
    await visitor.submit('/m/miyagi/people/new', { who: 'other', label: told.label, role: 'guardian' });
    await visitor.submit('/m/miyagi/consent', { consent_terms: 'on', consent_privacy: 'on', followup: 'on' });
    await visitor.answerForm(answers);
    await visitor.post('/m/miyagi/form/more', {});
    await visitor.answerForm(answers);
    await visitor.get('/m/miyagi/guidance');
    await visitor.submit('/m/miyagi/callback', { phone: told.badPhone });
    await visitor.submit('/m/miyagi/callback', { phone: told.phone });
    await visitor.get('/m/miyagi/my-data');
    await visitor.get(`/m/miyagi/faq?q=${encodeURIComponent(told.query)}`);
    await visitor.get(`/m/miyagi/contact-points?zip=${told.zip}`);
    await visitor.get('/m/miyagi/faq');
    await visitor.submit('/m/miyagi/language', { lang: 'en' });
    await world.deliver();
    heard = JSON.stringify(phone.heard());
  }

  async function thingsGoWrong(): Promise<void> {
    await visitor.post('/m/miyagi/liff', { id_token: told.idToken, to: 'start' });
    await visitor.post('/m/miyagi/return', { code: told.wrongLink });
    await visitor.post(`/m/miyagi/people/${told.wrongLink}`, {});
    await visitor.get(`/m/miyagi/nowhere/${told.wrongLink}?zip=${told.zip}`);
    await visitor.post('/m/miyagi/form', { step: 'zip', zip: told.zip, form: told.wrongLink });
    // Things that PostgreSQL cannot store, and a body that is no JSON.
    await world.post([
      lineEvent(userId, {
        type: 'message',
        replyToken: `${told.replyToken}\u0000`,
        message: { type: 'text', id: '9', text: told.chatText },
      }),
    ]);
    await world.post(`{"destination": "${userId}", "events": [${told.chatText}`);
    // A bug while somebody's words are at hand.
    await world.app
      .inScope(world.kit, system, (scope) => scope.audit('test.failed', `${told.chatText}\u0000`))
      .catch((error) => world.app.log.error({ err: error }, 'failed'));
  }

  async function aNurseLooks(): Promise<void> {
    const grants = [{ account: 'miyagi', roles: ['nurse'] as const, areas: null }];
    const organisation = { name: '宮城県', kind: 'prefecture' } as const;
    const nurse = { login: 'secret-login', name: 'ひみつの保健師', organisation, grants, password: told.password };
    await addStaff(world.app.staff, { kind: 'operator', user: 'test' }, nurse);
    const headers = { 'x-mimamori-console': '1' };
    const wrong = { login: nurse.login, password: `${told.password}!` };
    consoleReplies = [];
    const ask = async (method: 'GET' | 'POST', url: string, more: object = {}) => {
      const reply = await world.served.http.inject({
        method,
        url,
        headers: { ...headers, ...more },
        ...(method === 'POST' && { payload: wrong }),
      });
      consoleReplies.push({ url, body: reply.body, location: reply.headers.location });
      return reply;
    };
    await ask('POST', '/api/v1/session');
    const payload = { login: nurse.login, password: told.password };
    const signedIn = await world.served.http.inject({ method: 'POST', url: '/api/v1/session', headers, payload });
    staffSecret = signedIn.cookies.find(({ name }) => name === 'mimamori_staff')!.value;
    const cookie = { cookie: `mimamori_staff=${staffSecret}` };
    const found = await ask('GET', `/api/v1/accounts/miyagi/residents?q=${told.zip.slice(0, 5)}`, cookie);
    const [person] = (found.json() as { items: { residentId: string }[] }).items;
    const record = await ask('GET', `/api/v1/accounts/miyagi/residents/${person!.residentId}`, cookie);
    // What the nurse reads was at hand; what was said in one's own words stays sealed.
    for (const said of [told.zip, told.phone]) expect(record.body).toContain(said);
    for (const said of [told.medication, told.visitPlace, told.label]) expect(record.body).not.toContain(said);
    await ask('GET', `/api/v1/accounts/miyagi/residents?q=${encodeURIComponent(told.label)}`, cookie);
    await ask('GET', `/api/v1/accounts/miyagi/residents/${told.wrongLink}`, cookie);
    await ask('GET', `/api/v1/accounts/miyagi/audit?q=${told.query}`, cookie);
  }

  const secrets = (): string[] => [
    ...Object.values(told),
    userId,
    returnCode,
    staffSecret,
    visitor.cookies.get('mimamori')!,
    'secret-login',
    'ひみつの保健師',
    'ささきみどり',
    '0123456789abcdef0123456789abcdef',
  ];
  /** Who of these stands in the text, also as a URL or as JSON writes it. */
  const found = (text: string, looked: readonly string[]): string[] =>
    looked.filter((one) =>
      [one, encodeURIComponent(one), JSON.stringify(one).slice(1, -1)].some((form) => text.includes(form)),
    );

  test('is in no line of the log, not even at debug level and when things go wrong', () => {
    const log = lines.join('\n');
    expect(lines.length).toBeGreaterThan(60);
    expect(log).toContain('"route":"/m/:slug/form"');
    expect(log).toContain('/api/v1/accounts/:slug/residents/:residentId');
    expect(log).toContain('"level":50');
    expect(found(log, [...secrets(), ...codes, chatId])).toEqual([]);
  });
  test('the log has the fields that are declared, and no other', () => {
    const fields = new Set(lines.flatMap((line) => Object.keys(JSON.parse(line) as object)));
    expect([...fields].filter((field) => !(field in heldLogFields))).toEqual([]);
    expect(fields).toContain('requestId');
  });
  test('is in no address that a browser is sent to', () => {
    const addresses = visitor.seen.flatMap(({ location }) => location ?? []);
    expect(addresses.length).toBeGreaterThan(15);
    expect(addresses.flatMap((address) => found(address, [...secrets(), ...codes]))).toEqual([]);
  });
  test('is in no message that LINE carries', () => {
    expect(heard.length).toBeGreaterThan(200);
    expect(found(heard, [...secrets(), ...codes])).toEqual([]);
  });
  test('is in no refusal', () => {
    const refusals = consoleReplies.filter(({ body }) => body.includes('"correlationId"'));
    expect(refusals.length).toBeGreaterThan(1);
    expect(refusals.flatMap(({ url, body }) => found(body, secrets()).map((one) => `${url}: ${one}`))).toEqual([]);
    const faults = visitor.seen.filter(({ status }) => status >= 400 && status !== 422);
    expect(faults.length).toBeGreaterThan(2);
    expect(
      faults.flatMap(({ path, body }) =>
        found(
          body,
          secrets().filter((one) => !path.includes(one)),
        ),
      ),
    ).toEqual([]);
  });
  test('no cookie is set that is not declared', () => {
    const names = new Set(visitor.seen.flatMap(({ setCookies }) => setCookies));
    expect([...names].sort()).toEqual(['mimamori', 'mimamori_language']);
    expect([...names].filter((name) => !(name in heldCookies))).toEqual([]);
  });
  test('and it would be noticed', () => {
    const before = lines.length;
    world.app.log.debug({ zip: told.zip, err: new Error(told.chatText) }, 'answered');
    expect(found(lines.splice(before).join(), secrets()).sort()).toEqual([told.chatText, told.zip].sort());
    expect(found(JSON.stringify({ err: `invalid input "${told.label}"` }), secrets())).toEqual([told.label]);
    expect(found(`/m/miyagi/people?label=${encodeURIComponent(told.label)}`, secrets())).toEqual([told.label]);
  });
});
