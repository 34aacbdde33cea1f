import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { agree, answerForm } from '../../support/form-driver.ts';
import { type Ended, type Workplace, workplace } from './run-cli.ts';

/** docs/how-to/open-an-account.md, walked: from nothing to a first guided resident of Yamanashi. */
describe('opening an account', () => {
  let place: Workplace;
  let browser: Browser;
  let server: { readonly url: string; stop(): Promise<Ended> } | undefined;
  beforeAll(async () => {
    [place, browser] = [await workplace(), await openBrowser()];
  });
  afterAll(async () => {
    await server?.stop();
    await browser?.close();
    await place?.leave();
  });

  const file = (name: string) => join(place.content, 'accounts', 'yamanashi', name);
  const change = (name: string, changes: ReadonlyArray<readonly [from: string, to: string]>) => {
    let text = readFileSync(file(name), 'utf8');
    for (const [from, to] of changes) {
      expect(text, `${name} has ${from}`).toContain(from);
      text = text.replace(from, to);
    }
    writeFileSync(file(name), text);
  };

  test('takes a person from nothing to a first guided resident', { timeout: 300_000 }, async () => {
    const made = await place.run(['account', 'create', 'yamanashi']);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toContain('things to fill in:');

    const unfinished = await place.run(['check-content']);
    expect(unfinished.code).toBe(2);
    for (const key of ['name.ja', 'seal', 'opened.on', 'policy.id', 'newsUrl', 'medicalSignOff.name']) {
      expect(unfinished.stdout).toContain(`accounts/yamanashi/account.yaml: ${key}: ${key} is missing`);
    }

    change('account.yaml', filledIn);
    change('contact-points.csv', numbers);
    const finished = await place.run(['check-content']);
    expect(finished).toMatchObject({ code: 0, stderr: '' });
    expect(finished.stdout).toContain('25 accounts');

    const line = JSON.stringify({ id: 'first', answers: { ...ill, age: 30, zip: '400-0031' } });
    const args = ['advise', '--account', 'yamanashi', '--at', '2026-12-01T10:00:00+09:00'];
    const advised = await place.run(args, { input: line });
    expect(JSON.parse(advised.stdout)).toMatchObject({
      outcome: 'CONSULT_DURATION',
      contactPoint: { name: '山梨県 受診・相談センター', phone: '0120-000-191', openNow: true },
    });

    server = await serve(place);
    const page = await browser.newPage({ locale: 'ja-JP', viewport: { width: 360, height: 740 } });
    await page.goto(`${server.url}/m/yamanashi`);
    expect(await page.locator('h1').first().innerText()).toContain('あなたに合う案内');
    await page
      .getByRole('button', { name: 'はじめる' })
      .or(page.getByRole('link', { name: 'はじめる' }))
      .first()
      .click();
    await agree(page);
    await answerForm(page, {
      ...ill,
      age: '30',
      sex: 'male',
      conditions: 'none',
      visit: 'no',
      contact: 'no',
      travel: 'no',
      zip: '400-0031',
    });
    expect(await page.locator('section.level').getAttribute('class')).toContain('call');
    expect(await page.locator('section.centre').first().innerText()).toContain('0120-000-191');

    // A number changes while people are being served: Excel's plain CSV, in Shift_JIS.
    const centres = join(place.folder, 'centres.csv');
    writeFileSync(
      centres,
      shiftJis(readFileSync(file('contact-points.csv'), 'utf8').replace('0120-000-191', '0120-000-195')),
    );
    const imported = await place.run(['import', 'contact-points', '--account', 'yamanashi', centres]);
    expect(imported).toMatchObject({ code: 0, stderr: '' });
    expect(imported.stdout).toContain('0120-000-195: phone');
    await page.reload();
    expect(await page.locator('section.centre').first().innerText()).toContain('0120-000-195');

    const staff = await place.run([
      ...['staff', 'add', '--login', 'aoi', '--name', 'Aoi', '--organisation', 'Yamanashi Prefecture'],
      ...['--account', 'yamanashi', '--role', 'officer', 'nurse'],
    ]);
    const [, password] = /^password {2}(\S+)$/m.exec(staff.stdout) ?? [];
    const signedIn = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-mimamori-console': '1', origin: server.url },
      body: JSON.stringify({ login: 'aoi', password }),
    });
    expect(signedIn.status).toBe(200);
    expect(await server.stop()).toMatchObject({ code: 0, signal: null });
  });
});

const ill = { fever: 'yes', fever_days: '4', strong: 'none', antipyretic: 'no', other_sx: 'none', emergency: 'none' };

/** What a person writes into the template. It is a sample, and says so: no number and no adviser in it is real. */
const filledIn: ReadonlyArray<readonly [string, string]> = [
  ['ja: ""', 'ja: 山梨県-新型コロナ対策パーソナルサポート'],
  ['easy: ""', 'easy: "{山梨県|やまなしけん}-{新型|しんがた}コロナ パーソナルサポート"'],
  ['en: ""', 'en: Yamanashi COVID-19 Personal Support'],
  ['seal: ""', 'seal: 梨'],
  ['on: ""', 'on: 2026-12-01'],
  ["id: ''", 'id: prefecture-general'],
  ["version: ''", "version: '2023-04-01'"],
  ['newsUrl: ""', 'newsUrl: https://www.pref.yamanashi.jp/'],
  [
    "{ ja: '', easy: '', en: '' }",
    '{ ja: 見本の医師相談, easy: "{見本|みほん}の {相談|そうだん}", en: Sample consultation }',
  ],
  ["url: ''", 'url: https://www.example.jp/'],
  [
    "{ ja: '', easy: '', en: '' }",
    '{ ja: 毎日9時〜21時, easy: "{毎日|まいにち} 9{時|じ}から 21{時|じ}", en: "Daily 9:00-21:00" }',
  ],
  [
    "{ ja: '', easy: '', en: '' }",
    '{ ja: 健康相談です。, easy: "{体|からだ}の ことを {相談|そうだん}できます。", en: Health advice. }',
  ],
  ["{ ja: '', easy: '', en: '' }", '{ ja: 無料, easy: "お{金|かね}は いりません。", en: Free }'],
  ["name: ''", 'name: 見本の医療アドバイザー'],
  ["role: ''", 'role: 見本（実在の承認ではありません）'],
  ["on: ''", 'on: 2020-11-20'],
  ['  demonstration: false', '  demonstration: true'],
  ['\ndemonstration: false', '\ndemonstration: true'],
  ["title: ''", 'title: 公式アカウントの開設について（見本）'],
  ["publisher: ''", 'publisher: 山梨県'],
];

/** The phone and FAX cells that the template leaves empty, row by row. */
const numbers: ReadonlyArray<readonly [string, string]> = [
  ['Mon-Fri 09:00-17:00,closed,closed,,,', 'Mon-Fri 09:00-17:00,closed,closed,0120-000-191,,'],
  ['09:00-09:00,09:00-09:00,,,', '09:00-09:00,09:00-09:00,0120-000-192,,'],
  ['24h,as usual,as usual,,,ja,聞こえ', '24h,as usual,as usual,,0120-000-193,ja,聞こえ'],
  ['24h,as usual,as usual,,,ja,,', '24h,as usual,as usual,0120-000-194,,ja,,'],
  ['09:00-21:00,as usual,as usual,,,en', '09:00-21:00,as usual,as usual,0120-000-500,,en'],
];

async function serve(place: Workplace): Promise<{ url: string; stop(): Promise<Ended> }> {
  let child: ChildProcess | undefined;
  let tell: (url: string) => void;
  const ready = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const ended = place.run(['serve'], {
    env: { MIMAMORI_PORT: String(await freePort()), LOG_LEVEL: 'info' },
    during: (running, stdout) => {
      child = running;
      const url = /"url":"(http:[^"]+)"/.exec(stdout)?.[1];
      if (url) tell(url);
    },
  });
  const url = await Promise.race([
    ready,
    ended.then(({ stdout, stderr }) => {
      throw new Error(`The server did not start: ${stdout}${stderr}`);
    }),
  ]);
  return {
    url,
    stop: () => {
      child?.kill('SIGINT');
      return ended;
    },
  };
}

/** The pages lead to an address that is known before the server listens. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** Text as Shift_JIS, by asking the decoder what each pair of bytes is. Node decodes it, but does not encode. */
function shiftJis(text: string): Uint8Array {
  const decoder = new TextDecoder('shift_jis');
  const bytes = new Map<string, readonly number[]>();
  for (let first = 0; first < 256; first += 1) {
    if (first < 0x80 || (first >= 0xa1 && first <= 0xdf)) bytes.set(decoder.decode(Uint8Array.of(first)), [first]);
    else
      for (let second = 0x40; second < 0xfd; second += 1) {
        const character = decoder.decode(Uint8Array.of(first, second));
        if (character.length === 1 && !bytes.has(character)) bytes.set(character, [first, second]);
      }
  }
  // Excel has no such apostrophe and no BOM there.
  const plain = text.replaceAll('’', "'").replace('\uFEFF', '');
  return Uint8Array.from([...plain].flatMap((character) => [...(bytes.get(character) ?? [0x3f])]));
}
