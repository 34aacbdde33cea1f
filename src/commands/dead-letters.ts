import { replayEvent } from '../channels/line/replay-event.ts';
import { isLineStopped } from '../features/accounts/index.ts';
import {
  type DeadLetter,
  listDeadLetters,
  openDeadLetter,
  queueAgain,
  readDeadLetter,
  takeDeadLetter,
  type UndeliveredMessage,
} from '../features/messages/index.ts';
import { exitCodes } from './exit-codes.ts';
import { print, table } from './print.ts';
import { kitOf, operator, withApp } from './with-app.ts';

/** More is no list to read. */
const mostShown = 200;

/** What could not be worked on, in one account or in all. */
export async function listCommand(options: { readonly account?: string; readonly all?: boolean }): Promise<void> {
  const found = await withApp(async (app) => {
    const kits = options.account === undefined ? [...app.kits().values()] : [kitOf(app, options.account)];
    const lists = [];
    for (const kit of kits) {
      const list = await app.inScope(kit, operator(), (scope) =>
        listDeadLetters(scope, { settledToo: options.all ?? false, limit: mostShown + 1 }),
      );
      lists.push({ slug: kit.slug, list });
    }
    return lists;
  });
  const rows = found.flatMap(({ slug, list }) => list.slice(0, mostShown).map((letter) => rowOf(slug, letter)));
  if (rows.length === 0) {
    print(options.all ? 'There are no dead letters.' : 'There are no dead letters that wait.');
    return;
  }
  print(table([['account', 'id', 'time', 'source', 'settled', 'reason'], ...rows]));
  for (const { slug, list } of found)
    if (list.length > mostShown) process.stderr.write(`Of ${slug} only the oldest ${mostShown} are shown.\n`);
}

const rowOf = (slug: string, { id, at, source, settledAt, reason }: DeadLetter): string[] => [
  slug,
  id,
  at.toISOString(),
  source,
  settledAt?.toISOString() ?? '–',
  reason,
];

export interface ShowOptions {
  readonly account: string;
  readonly event?: boolean;
}

/** One dead letter; with `event`, what was sealed in it, with identifiers masked. */
export async function showCommand(id: string, { account, event }: ShowOptions): Promise<void> {
  await withApp((app) =>
    app.inScope(kitOf(app, account), operator(), async (scope) => {
      const letter = await readDeadLetter(scope, id);
      print(
        table([
          ['account', account],
          ['id', letter.id],
          ['time', letter.at.toISOString()],
          ['source', letter.source],
          ['event', letter.eventId ?? '–'],
          ['chat', letter.chatId ?? 'not known'],
          ['reason', letter.reason],
          ['settled', letter.settledAt?.toISOString() ?? 'no'],
        ]),
      );
      if (event) print(JSON.stringify(await openDeadLetter(scope, id), null, 2));
    }),
  );
}

export interface RetryOptions {
  readonly account: string;
  readonly evenIfItArrived?: boolean;
}

/** Works on a dead letter once more, and settles it. */
export async function retryCommand(id: string, { account, evenIfItArrived = false }: RetryOptions): Promise<void> {
  const result = await withApp(async (app) => {
    const kit = kitOf(app, account);
    const { source } = await app.inScope(kit, operator(), (scope) => readDeadLetter(scope, id));
    if (source === 'line')
      return replayEvent(
        { inScope: app.inScope, takeIn: app.intake.takeIn, isStopped: isLineStopped },
        kit,
        operator(),
        id,
      );
    return app.inScope(kit, operator(), async (scope) => {
      const { letter, event } = await takeDeadLetter(scope, id);
      await queueAgain(scope, letter, event as UndeliveredMessage, { evenIfItArrived });
      return { outcome: 'queued' } as const;
    });
  });
  switch (result.outcome) {
    case 'done':
      print(`The event was taken in, and the dead letter ${id} is settled.`);
      break;
    case 'queued':
      print(`The message waits in the outbox again, and the dead letter ${id} is settled; the server sends it.`);
      break;
    case 'failed-again':
      process.stderr.write(
        `mimamori: it failed again (${result.reason}) and waits under a new id now: ${result.letterId}.\n`,
      );
      process.exitCode = exitCodes.refused;
  }
}
