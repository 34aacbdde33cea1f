import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type App, openApp } from '../app.ts';
import { jstDate } from '../base/jst.ts';
import { Problem } from '../base/problem.ts';
import { readContent } from '../features/content/index.ts';
import { addStaff } from '../features/staff/index.ts';
import { type Config, readConfig } from '../platform/config/config.ts';
import { createLog } from '../platform/log/log.ts';
import { serveApp } from '../server.ts';
import { type Cast, readCast } from './demo/cast.ts';
import { buildConsoleIfOld } from './demo/console-build.ts';
import { demoBeginsAt, startLineWorld } from './demo/line-world.ts';
import { populate } from './demo/population.ts';
import { untilStopped } from './until-stopped.ts';

const badContent = {
  code: 'content.bad',
  status: 500,
  title: 'The content cannot be used: run `npm run -s check-content` and mend what it tells.',
} as const;

/** Beside the server's own port. */
const phonePortAbove = 100;

/**
 * `npm start`: a prefecture on a laptop. The emulator with its phone, the server and the console, on a clock that begins in
 * April 2020; a small population has answered. A second start goes on where the first stopped; `fresh` begins anew.
 */
export async function demoCommand({ fresh }: { fresh: boolean }): Promise<void> {
  const config = demoConfig();
  if (fresh) await rm(config.MIMAMORI_DATA, { recursive: true, force: true });
  await mkdir(config.MIMAMORI_DATA, { recursive: true });
  const log = createLog({ level: config.LOG_LEVEL });
  const dataFile = join(config.MIMAMORI_DATA, 'phones.json');
  const continued = existsSync(dataFile);
  const cast = await readCast();
  const { content } = await readContent(config.MIMAMORI_CONTENT, jstDate(demoBeginsAt));
  if (!content) throw new Problem(badContent);
  await buildConsoleIfOld();
  const origin = `http://${config.MIMAMORI_HOST}:${config.MIMAMORI_PORT}`;
  const port = config.MIMAMORI_PORT + phonePortAbove;
  const { emulator, channels } = await startLineWorld({ content, cast, port, dataFile, continued, origin });
  let app: App | undefined;
  const now = () => new Date(emulator.clock.now());
  try {
    app = await openApp(withLine(config, emulator.url), log, { now, channels, content });
    if (!continued) await settle(app, cast);
    const served = await serveApp(app, { framedBy: [emulator.url], demonstration: true });
    tell(served.url, emulator.url, cast);
    await untilStopped();
    console.log('\nStopping …');
    await served.close();
  } finally {
    await emulator.close();
    await app?.close();
  }
}

/** The demo keeps its own folder, so that `--fresh` can never take away anything else. */
function demoConfig(): Config {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env });
  return { ...config, MIMAMORI_DATA: join(config.MIMAMORI_DATA, 'demo') };
}

const withLine = (config: Config, url: string): Config => ({
  ...config,
  LINE_API_URL: url,
  LINE_DATA_API_URL: url,
  LINE_LIFF_URL: `${url}/liff`,
  LINE_LIFF_SDK_URL: `${url}/liff/sdk.js`,
});

/** The first start: staff who can sign in, and people who have answered. */
async function settle(app: App, cast: Cast): Promise<void> {
  for (const { login, name, password, organisation, roles } of cast.staff) {
    const grants = Object.entries(roles).map(([account, held]) => ({ account, roles: held, areas: null }));
    await addStaff(app.staff, { kind: 'operator', user: 'demo' }, { login, name, password, organisation, grants });
  }
  const started = Date.now();
  const people = await populate(app);
  console.log(`${people} fictional people have answered (${((Date.now() - started) / 1000).toFixed(1)} s).`);
}

function tell(server: string, phone: string, cast: Cast): void {
  const logins = cast.staff.map(({ login, password, name }) => `    ${login.padEnd(6)} ${password.padEnd(20)} ${name}`);
  console.log(`
Mimamori is ready. Everyone in it is fictional; Ctrl-C stops it.

  Phone        ${phone}/
  Console      ${named(server)}/console/
  API          ${named(server)}/api

  Sign in to the console as
${logins.join('\n')}
`);
}

/** Passkeys need a host name: browsers refuse them at a bare address. */
const named = (url: string): string => url.replace('127.0.0.1', 'localhost');
