import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { Pool } from 'undici';
import type { App } from '../src/app.ts';
import { verifyChains } from '../src/platform/audit/verify-chains.ts';
import { connectDatabase } from '../src/platform/db/connect.ts';
import type { Options } from './run.ts';
import { isCounted } from './support/check.ts';
import { answerBody, type BenchPerson, makePeople, newFormId } from './support/people.ts';
import { fsyncPerSecond, type Product, type Server, startProduct } from './support/product.ts';

const slug = 'miyagi';
const victims = ['server', 'postmaster', 'all of PostgreSQL', 'one backend'] as const;

/**
 * Under load, kills the server or PostgreSQL outright at a random instant, starts what died again, and goes on; browsers retry with the
 * same form. In the end every acknowledged answer is there exactly once, the counters equal a recount, and the audit chains verify.
 */
export async function run(options: Options): Promise<Record<string, unknown>> {
  const rounds = Number(options.get('rounds') ?? 20);
  const browsers = Number(options.get('browsers') ?? 32);
  const product = await startProduct();
  const fsync = fsyncPerSecond(product.folder);
  let database = product.database;
  let server: Server | undefined;
  try {
    const prepared = await product.openApp();
    const people = await makePeople(prepared, slug, browsers * 4);
    await prepared.close();
    server = await product.serve();
    const load = startBrowsers(people, browsers, () => server?.port);
    const kills: Record<string, number> = {};
    for (let round = 0; round < rounds; round += 1) {
      await sleep(500 + Math.random() * 1500);
      const victim = victims[Math.floor(Math.random() * victims.length)]!;
      kills[victim] = (kills[victim] ?? 0) + 1;
      if (victim === 'server') {
        await server.stop('SIGKILL');
        server = await product.serve();
      } else if (await kill(product, victim)) database = await connectDatabase({ dataDir: product.folder });
      process.stderr.write(
        `round ${round + 1} of ${rounds}: killed ${victim}; ${load.acknowledged.size} acknowledged\n`,
      );
    }
    await sleep(2000);
    await load.stop();
    await server.stop();
    const app = await product.openApp();
    const found = await recount(app, load.acknowledged);
    await app.close();
    return {
      rounds,
      acknowledged: load.acknowledged.size,
      ...found,
      unanswered: load.unanswered(),
      kills,
      fsyncPerSecond: fsync,
    };
  } finally {
    await server?.stop('SIGKILL');
    await database.stop();
    await product.end();
  }
}

/** Gives back whether the database has to be started again. */
async function kill(product: Product, victim: (typeof victims)[number]): Promise<boolean> {
  const postmaster = await product.postmaster();
  const children = childrenOf(postmaster);
  if (victim === 'one backend') {
    const backend = children.at(-1);
    if (backend) process.kill(backend, 'SIGKILL');
    // The postmaster recovers by itself.
    return false;
  }
  process.kill(postmaster, 'SIGKILL');
  if (victim === 'all of PostgreSQL') for (const child of children) tryKill(child);
  return true;
}

const childrenOf = (pid: number): number[] =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .map(Number);

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with its parent.
  }
}

interface Browsers {
  /** Forms that were answered with their guidance. */
  readonly acknowledged: ReadonlySet<string>;
  unanswered(): number;
  stop(): Promise<void>;
}

/** Each browser sends one form after the other, and the same one again until it is acknowledged. */
function startBrowsers(people: readonly BenchPerson[], count: number, port: () => number | undefined): Browsers {
  const acknowledged = new Set<string>();
  let stopping = false;
  let pending = 0;
  const browse = async (at: number): Promise<void> => {
    for (let n = at; !stopping; n += count) {
      const person = people[n % people.length]!;
      const form = newFormId();
      pending += 1;
      while (!(await send(port(), person, answerBody(n, form)))) {
        if (stopping) return;
        await sleep(50);
      }
      pending -= 1;
      acknowledged.add(form);
    }
  };
  const all = Promise.all(Array.from({ length: count }, (_, at) => browse(at)));
  return {
    acknowledged,
    unanswered: () => pending,
    stop: async () => {
      stopping = true;
      await all;
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

const pools = new Map<number, Pool>();

async function send(port: number | undefined, person: BenchPerson, body: string): Promise<boolean> {
  if (port === undefined) return false;
  let pool = pools.get(port);
  if (!pool) {
    pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64, headersTimeout: 15_000, bodyTimeout: 15_000 });
    pools.set(port, pool);
  }
  try {
    const answer = await pool.request({
      method: 'POST',
      path: `/m/${slug}/answers`,
      headers: { cookie: `mimamori=${person.secret}`, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}

async function recount(app: App, acknowledged: ReadonlySet<string>) {
  const kit = app.kits().get(slug)!;
  const stored = await app.inScope(kit, { kind: 'system', job: 'bench' }, async ({ tx, account }) => {
    const { rows } = await sql<{
      id: string;
      n: number;
    }>`select response_id as id, count(*) as n from response group by 1`.execute(tx);
    const chains = await verifyChains(tx, account.id);
    const { rows: people } = await sql<{ wrong: number }>`
      select count(*) as wrong from resident p
      where p.answers <> (select count(*) from response r where r.account_id = p.account_id and r.resident_id = p.resident_id)`.execute(
      tx,
    );
    return { rows, chains, wrongPeople: people[0]!.wrong };
  });
  const times = new Map(stored.rows.map((row) => [row.id, row.n]));
  return {
    stored: stored.rows.length,
    lost: [...acknowledged].filter((form) => !times.has(form)).length,
    doubled: stored.rows.filter((row) => row.n > 1).length,
    miscounted: ((await isCounted(app, slug)) ? 0 : 1) + stored.wrongPeople,
    auditIntact: stored.chains.brokenAt === null,
    auditEntries: stored.chains.entries,
  };
}
