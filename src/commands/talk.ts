import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { App } from '../app.ts';
import type { ChatMessage } from '../base/chat-message.ts';
import type { Language } from '../base/language.ts';
import { Problem } from '../base/problem.ts';
import type { Content } from '../features/content/index.ts';
import type { Config } from '../platform/config/config.ts';
import { commandConfig } from './command-config.ts';
import { accountIn, soundContent } from './content-at.ts';
import { counted, print } from './print.ts';
import { openConversation } from './talk/conversation.ts';
import { type Did, heardOf, saidOf, type TalkCase, turnMs } from './talk/talk-case.ts';
import { meant, shown, talkHelp } from './talk/terminal-view.ts';
import { instantOption } from './time-options.ts';
import { kitOf, withApp } from './with-app.ts';

const fileExists = {
  code: 'cli.case-exists',
  status: 409,
  title: '--record: {file} is there already and is not written over; choose another name.',
} as const;

export interface TalkOptions {
  readonly account: string;
  readonly lang: Language;
  readonly at?: string;
  readonly record?: string;
}

/** A chat in the terminal. What is said there is stored in a database of its own and thrown away: nobody is counted. */
export async function talkCommand({ account, lang, at, record }: TalkOptions): Promise<void> {
  const beginsAt = at === undefined ? new Date() : instantOption('--at', at);
  if (record !== undefined && existsSync(record)) throw new Problem(fileExists, { file: record });
  const config = commandConfig();
  const content = await soundContent(config.MIMAMORI_CONTENT);
  accountIn(content, account, config.MIMAMORI_CONTENT);
  const told = await inThrowAwayDatabase(config, content, (app, clock, stopping) =>
    talk(app, { account, language: lang, at: beginsAt.toISOString(), turns: [] }, clock, stopping),
  );
  if (record === undefined) return;
  await writeFile(record, `${JSON.stringify(told, null, 2)}\n`, { flag: 'wx' });
  print(`\nRecorded ${counted(told.turns.length, 'turn')} in ${record}.`);
}

/** Time as a conversation has it: it goes on with each turn. */
export interface TalkClock {
  begin(at: Date): void;
  tick(): void;
}

/** Runs a piece of work over an empty database that is gone afterwards, on a clock of its own. */
export async function inThrowAwayDatabase<T>(
  config: Config,
  content: Content,
  work: (app: App, clock: TalkClock, stopping: AbortSignal) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mimamori-talk-'));
  // As root, PostgreSQL runs as another user, who must be let through to its own closed folder.
  await chmod(folder, 0o755);
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  let nowMs = Date.now();
  const clock: TalkClock = {
    begin: (at) => {
      nowMs = at.getTime();
    },
    tick: () => {
      nowMs += turnMs;
    },
  };
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, MIMAMORI_LINE_CHANNELS: ___, ...rest } = config;
  try {
    return await withApp((app, stopping) => work(app, clock, stopping), {
      config: { ...rest, MIMAMORI_DATA: join(folder, 'data') },
      overrides: { now: () => new Date(nowMs), content },
    });
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    await rm(folder, { recursive: true, force: true });
  }
}

async function talk(app: App, begun: TalkCase, clock: TalkClock, stopping: AbortSignal): Promise<TalkCase> {
  clock.begin(new Date(begun.at));
  const conversation = openConversation(app, kitOf(app, begun.account), begun.language);
  const turns: TalkCase['turns'] = [];
  let said: readonly ChatMessage[] = [];
  const take = async (what: Did) => {
    const heard = heardOf(what, said);
    if (!heard) return;
    clock.tick();
    said = await conversation.hear(heard);
    turns.push({ heard: what, said: saidOf(said) });
    print(shown(said));
  };
  print(talkHelp);
  await take({ follow: true });
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ', signal: stopping });
  // In a terminal readline takes Ctrl-C for itself: hand it on.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const prompt = () => {
    if (process.stdin.isTTY) terminal.prompt();
  };
  try {
    prompt();
    for await (const line of terminal) {
      const meaning = meant(line, said);
      if (meaning.do === 'quit') break;
      if (meaning.do === 'help') print(talkHelp);
      if (meaning.do === 'tell') print(meaning.text);
      if (meaning.do === 'say') await take(meaning.what);
      prompt();
    }
  } finally {
    terminal.close();
  }
  return { ...begun, turns };
}

/** Has the same conversation again, as someone of this name: what was heard then, and what is said to it now. For tests. */
export async function talkAgain(app: App, recorded: TalkCase, clock: TalkClock, name: string): Promise<TalkCase> {
  clock.begin(new Date(recorded.at));
  const conversation = openConversation(app, kitOf(app, recorded.account), recorded.language, name);
  const turns: TalkCase['turns'] = [];
  let said: readonly ChatMessage[] = [];
  for (const { heard: what } of recorded.turns) {
    const heard = heardOf(what, said);
    // A button that is not shown any more: the conversation cannot go on as it did.
    if (!heard) return { ...recorded, turns: [...turns, { heard: what, said: ['nothing that could be pressed'] }] };
    clock.tick();
    said = await conversation.hear(heard);
    turns.push({ heard: what, said: saidOf(said) });
  }
  return { ...recorded, turns };
}
