import { z } from 'zod';
import { jstDate } from '../../base/jst.ts';
import type { Language } from '../../base/language.ts';
import { Problem } from '../../base/problem.ts';
import { rubyBare } from '../../base/ruby.ts';
import { createEmergencyDetector } from '../../engines/emergency-phrases/index.ts';
import type { AccountContent, Content } from '../../features/content/index.ts';
import { buildSearchSet, searchSet, searchSourceOf } from '../../features/faq/index.ts';
import { linesOf } from '../advise/lines.ts';
import { commandConfig } from '../command-config.ts';
import { accountIn, soundContent } from '../content-at.ts';
import { counted, print } from '../print.ts';
import { instantOption } from '../time-options.ts';

const badLines = {
  code: 'cli.bad-questions',
  status: 400,
  title: '{lines} cannot be read (the first is line {first}); write {"id": …, "text": …} on each. Nothing was written.',
} as const;

const line = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

/** What the bot would do with a text. */
export interface Asked {
  readonly kind: 'emergency' | 'answer' | 'choices' | 'none';
  /** Best first; none where it is an emergency, or where nothing fits. */
  readonly entries: ReadonlyArray<{ readonly id: string; readonly question: string; readonly score: number }>;
}

/** As many as a chat offers. */
const choices = 5;

/** JSON lines of texts in, JSON lines of what the bot would do out. */
export async function faqAskCommand(options: { account: string; lang: Language; at?: string }): Promise<void> {
  const folder = commandConfig().MIMAMORI_CONTENT;
  const at = options.at === undefined ? new Date() : instantOption('--at', options.at);
  const content = await soundContent(folder);
  const account = accountIn(content, options.account, folder);
  const questions = await readLines(process.stdin);
  const ask = await createAsking(content, account, options.lang, at);
  for (const { id, text } of questions) print(JSON.stringify({ id, ...ask(text) }));
}

async function readLines(input: AsyncIterable<Uint8Array>): Promise<z.infer<typeof line>[]> {
  const questions: z.infer<typeof line>[] = [];
  const bad: number[] = [];
  let number = 0;
  for await (const text of linesOf(input)) {
    number += 1;
    if (text.trim() === '') continue;
    const parsed = line.safeParse(jsonOf(text));
    if (parsed.success) questions.push(parsed.data);
    else bad.push(number);
  }
  if (bad.length > 0) throw new Problem(badLines, { lines: counted(bad.length, 'line'), first: bad[0]! });
  return questions;
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What an account's bot does, from its content alone: emergencies first, then the FAQ of that day. */
export async function createAsking(content: Content, account: AccountContent, language: Language, at: Date) {
  const emergency = createEmergencyDetector(account.pack.emergencies);
  const set = await buildSearchSet(searchSourceOf(account, content.places, jstDate(at)));
  const questions = new Map(account.pack.faq.map(({ id, question }) => [id, rubyBare(question[language])]));
  return (text: string): Asked => {
    if (emergency(text)) return { kind: 'emergency', entries: [] };
    const { kind, found } = searchSet(set, text, choices);
    const shown = kind === 'none' ? [] : found;
    const entries = shown.map(({ id, score }) => ({
      id,
      question: questions.get(id)!,
      score: Number(score.toFixed(4)),
    }));
    return { kind, entries };
  };
}
