import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { App } from '../app.ts';
import { formatFinding } from '../base/finding.ts';
import { Problem } from '../base/problem.ts';
import type { AccountKit } from '../channels/account-kit.ts';
import { type Guidance, type GuidanceTable, loadGuidanceTable, outcomes } from '../engines/guidance/index.ts';
import { adviseAgain, responsesAfter } from '../features/responses/index.ts';
import { counted, print, table } from './print.ts';
import { kitOf, operator, withApp } from './with-app.ts';

const unreadable = {
  code: 'cli.file-unreadable',
  status: 404,
  title: '{file} cannot be read ({reason}); check the path.',
} as const;
const faulty = {
  code: 'cli.table-faulty',
  status: 400,
  title: '{file} is not a guidance table that could be published, as told above; nothing was replayed.',
} as const;

/** As many stored answers as are held at a time. */
const pageSize = 2000;

export interface Replay {
  readonly table: string;
  readonly residents: number;
  readonly answers: number;
  /** How many residents' latest answer would have come to something else. */
  readonly changed: number;
  /** From what they were told to what the table says, most frequent first. */
  readonly changes: ReadonlyArray<{ readonly from: string; readonly to: string; readonly residents: number }>;
}

/**
 * Decides every stored answer of an account again by a table that is not published yet, and counts residents by what they
 * were told last and what they would be told. Writes nothing.
 */
export async function replayCommand(options: {
  readonly account: string;
  readonly table: string;
  readonly json?: boolean;
}): Promise<void> {
  const loaded = await loadTable(options.table);
  const replay = await withApp((app, stopping) => replayAll(app, kitOf(app, options.account), loaded, stopping));
  print(options.json ? JSON.stringify(replay) : told(replay, basename(options.table)));
}

async function loadTable(file: string): Promise<GuidanceTable> {
  const xml = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Problem(unreadable, { file, reason: error.code ?? error.name });
  });
  const { table, findings } = await loadGuidanceTable(xml, file);
  for (const finding of findings) process.stderr.write(`${formatFinding(finding)}\n`);
  if (!table) throw new Problem(faulty, { file });
  return table;
}

async function replayAll(app: App, kit: AccountKit, table: GuidanceTable, stopping: AbortSignal): Promise<Replay> {
  const guidance: Guidance = {
    settings: kit.content.guidance.settings,
    schedule: [{ profile: table.id, from: kit.content.guidance.schedule[0]!.from }],
    tables: new Map([[table.id, table]]),
  };
  const counts = new Map<string, number>();
  let [residents, answers] = [0, 0];
  let latest: { residentId: string; from: string; to: string } | undefined;
  const settle = () => {
    if (!latest) return;
    residents += 1;
    const change = `${latest.from} ${latest.to}`;
    counts.set(change, (counts.get(change) ?? 0) + 1);
  };
  for await (const { residentId, response } of storedResponses(app, kit, stopping)) {
    if (latest?.residentId !== residentId) settle();
    const { outcome } = adviseAgain(guidance, response.answers, response.context, response.answeredAt);
    latest = { residentId, from: response.outcome, to: outcome };
    answers += 1;
  }
  settle();
  const changes = [...counts]
    .map(([change, count]) => ({ from: change.split(' ')[0]!, to: change.split(' ')[1]!, residents: count }))
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => b.residents - a.residents || rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to));
  const changed = changes.reduce((total, change) => total + change.residents, 0);
  return { table: table.id, residents, answers, changed, changes };
}

const rank = (outcome: string): number => (outcomes as readonly string[]).indexOf(outcome);

/** Page by page, each in a transaction of its own: answers of one resident follow each other, oldest first. */
async function* storedResponses(app: App, kit: AccountKit, stopping: AbortSignal) {
  let after: Parameters<typeof responsesAfter>[2];
  for (;;) {
    stopping.throwIfAborted();
    const page = await app.inScope(kit, operator(), ({ tx, account }) =>
      responsesAfter(tx, account.id, after, pageSize),
    );
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = { residentId: last.residentId, responseId: last.response.responseId };
  }
}

function told({ residents, answers, changed, changes }: Replay, file: string): string {
  const share = residents === 0 ? '' : ` (${((100 * changed) / residents).toFixed(1)} %)`;
  const summary =
    `By ${file}, the latest outcome of ${changed.toLocaleString('en')} of ${counted(residents, 'resident')}${share} would be another ` +
    `(${counted(answers, 'answer')} decided again; nothing was written).`;
  if (changes.length === 0) return summary;
  const rows = changes.map((change) => [change.from, change.to, change.residents.toLocaleString('en')]);
  return `${summary}\n\n${table([['told', 'would be told', 'residents'], ...rows], 2)}`;
}
