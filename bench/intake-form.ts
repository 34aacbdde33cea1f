import { Worker } from 'node:worker_threads';
import type { Options } from './run.ts';
import { copyRowsPerSecond, countAnswers, isCounted } from './support/check.ts';
import { loadAverage, machineTicks } from './support/cpu.ts';
import { load, postRequest, round } from './support/http-load.ts';
import { answerBody, type BenchPerson, makePeople } from './support/people.ts';
import { freePort, fsyncPerSecond, type Product, productCpuMs, type Server, startProduct } from './support/product.ts';

const slug = 'miyagi';

/** Complete answers per second through HTTP: read, validated, decided on, sealed, stored, counted; the guidance page comes back. */
export async function run(options: Options): Promise<Record<string, unknown>> {
  const seconds = Number(options.get('seconds') ?? 60);
  const connections = Number(options.get('connections') ?? 192);
  const processes = Number(options.get('processes') ?? 1);
  const product = await startProduct();
  try {
    const fsync = fsyncPerSecond(product.folder);
    const people = await prepare(product, Number(options.get('people') ?? 20_000));
    const server = await product.serve({}, ['serve', ...(processes > 1 ? ['--processes', String(processes)] : [])]);
    await answer(server, people, Math.min(5, seconds), connections);
    const app = await product.openApp();
    const before = await countAnswers(app, slug);
    const measured = await measure(product, server, () => answer(server, people, seconds, connections));
    const after = await countAnswers(app, slug);
    const miscounted = !(await isCounted(app, slug));
    await app.close();
    const { figures, ...costs } = measured;
    const { 200: ok = 0, 503: refused = 0, ...others } = figures.byStatus;
    return {
      answersPerSecond: Math.round(ok / figures.seconds),
      cpuMsPerAnswer: round(costs.cpuMs / ok, 3),
      idleShare: costs.idleShare,
      p50Ms: figures.p50Ms,
      p95Ms: figures.p95Ms,
      p99Ms: figures.p99Ms,
      copyRowsPerSecond: await copyRowsPerSecond({ ...product.database.owner, user: 'postgres' }, 'response'),
      echoPerSecond: await echo(Math.min(5, seconds), connections, figures.bytes),
      refused,
      lost: ok - (after - before),
      miscounted,
      others,
      failed: figures.failed,
      fsyncPerSecond: fsync,
      loadBefore: costs.loadBefore,
      seconds: round(figures.seconds, 1),
      connections,
      processes,
      pageBytes: figures.bytes,
    };
  } finally {
    await product.end();
  }
}

async function prepare(product: Product, count: number): Promise<BenchPerson[]> {
  const app = await product.openApp();
  const people = await makePeople(app, slug, count);
  await app.close();
  return people;
}

/** Everyone answers in turn, each time with a new form. */
async function answer(server: Server, people: readonly BenchPerson[], seconds: number, connections: number) {
  let n = 0;
  let bytes = 0;
  const figures = await load({
    port: server.port,
    connections,
    seconds,
    next: () => {
      n += 1;
      const person = people[n % people.length]!;
      return {
        request: postRequest(`/m/${slug}/answers`, answerBody(n), {
          cookie: `mimamori=${person.secret}`,
          'content-type': 'application/x-www-form-urlencoded',
        }),
        answered: (_status, body) => {
          bytes = body.length;
        },
      };
    },
  });
  return { ...figures, bytes };
}

async function measure<T>(product: Product, server: Server, work: () => Promise<T>) {
  const loadBefore = loadAverage();
  const [cpu, ticks] = [await productCpuMs(product, [server]), machineTicks()];
  const figures = await work();
  const [cpuAfter, ticksAfter] = [await productCpuMs(product, [server]), machineTicks()];
  return {
    figures,
    cpuMs: cpuAfter - cpu,
    idleShare: round((ticksAfter.idle - ticks.idle) / (ticksAfter.total - ticks.total)),
    loadBefore,
  };
}

/** The limit of HTTP itself: a bare server that reads the same body and gives back as many bytes. */
async function echo(seconds: number, connections: number, bytes: number): Promise<number> {
  const port = await freePort();
  const worker = new Worker(new URL('./support/echo-worker.ts', import.meta.url), { workerData: { port, bytes } });
  await new Promise((resolve) => worker.once('message', resolve));
  let n = 0;
  const figures = await load({
    port,
    connections,
    seconds,
    next: () => ({ request: postRequest('/', answerBody(n++), { cookie: 'mimamori=x' }) }),
  });
  await worker.terminate();
  return Math.round(figures.answered / figures.seconds);
}
