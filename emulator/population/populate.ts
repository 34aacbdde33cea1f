import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import type { Emulator } from '../index.ts';
import { pressables } from '../resident/find-actions.ts';
import type { LiffGrant, Opening } from '../resident/open-uri.ts';
import { performAction } from '../resident/perform-action.ts';
import type { Language } from '../types.ts';
import { type AnswerModel, answersFor } from './answers.ts';
import { Browser, type Page } from './browser.ts';
import { fillForms } from './fill-forms.ts';
import { Chance } from './random.ts';

/**
 * Many residents at once, as they come by the thousand: each adds the account, presses what it offers to begin,
 * opens the form and answers it to its end, through the same webhooks and pages as a person.
 */

export type PopulateOptions = {
  readonly channelId: string;
  readonly count: number;
  readonly seed: string | number;
  readonly answers: AnswerModel;
  /** The first resident's number: to add to an earlier population of the same seed. 0 if absent. */
  readonly from?: number;
  /** Residents busy at the same time; 32 if absent. */
  readonly concurrency?: number;
  /** Weights of the phones' languages; Japanese only if absent. */
  readonly languages?: Partial<Readonly<Record<Language, number>>>;
  /** Words on the button that begins, where the account offers several; the first that is there is pressed. */
  readonly begin?: readonly string[];
  readonly isEnd?: (page: Page) => boolean;
  readonly onProgress?: (done: PopulateResult) => void;
};

export type PopulateResult = {
  readonly count: number;
  finished: number;
  failed: { userId: string; why: string }[];
  /** Forms sent. */
  formsSent: number;
};

const CONCURRENCY = 32;
const MOST_PRESSES = 4;
const ANSWER_WITHIN_MS = 10_000;
/** Only so many failures are kept in words. */
const MOST_REASONS = 100;

/** Resolves when every resident has finished or failed. The same seed gives the same residents and answers. */
export async function populate(emulator: Emulator, options: PopulateOptions): Promise<PopulateResult> {
  const result: PopulateResult = { count: options.count, finished: 0, failed: [], formsSent: 0 };
  const concurrency = options.concurrency ?? CONCURRENCY;
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency, timeout: 2_000 });
  const first = options.from ?? 0;
  let next = first;
  const worker = async () => {
    while (next < first + options.count) {
      const number = next++;
      const userId = syntheticUserId(options.seed, number);
      try {
        const sent = await beResident(emulator, options, agent, number, userId);
        result.formsSent += sent;
        result.finished += 1;
      } catch (error) {
        if (result.failed.length < MOST_REASONS) {
          result.failed.push({ userId, why: error instanceof Error ? error.message : String(error) });
        }
      }
      options.onProgress?.(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, options.count) }, worker));
  agent.destroy();
  return result;
}

export function syntheticUserId(seed: string | number, number: number): string {
  return `U${createHash('sha256').update(`${seed}:${number}`).digest('hex').slice(0, 32)}`;
}

async function beResident(
  emulator: Emulator,
  options: PopulateOptions,
  agent: Agent,
  number: number,
  userId: string,
): Promise<number> {
  const chance = new Chance(`${options.seed}:${number}`);
  const language = (chance.weighted({ ...(options.languages ?? { ja: 1 }) }) ?? 'ja') as Language;
  emulator.addPhone({ userId, name: `住民${number + 1}`, language, synthetic: true });
  const answers = answersFor(options.answers, chance);
  const opening = await findForm(emulator, options, userId);
  const { url, grant } = destination(opening);
  const browser = new Browser(agent, language === 'en' ? 'en' : 'ja');
  const now = () => emulator.clock.now();
  const isEnd = options.isEnd ? { isEnd: options.isEnd } : {};
  const { sent } = await fillForms({ browser, answers, chance, now, grant, ...isEnd }, url);
  return sent;
}

/** Follows the account, and presses on until something opens a page. */
async function findForm(emulator: Emulator, options: PopulateOptions, userId: string): Promise<Opening> {
  const { residents } = emulator;
  const { world } = residents;
  const { channelId } = options;
  const chat = world.chat(channelId, userId);
  if (chat.friendship !== 'friend') {
    await untilSomethingIsSaid(emulator, userId, async () => {
      const { ok, status, failure } = await residents.follow(userId, channelId);
      if (!ok) throw new Error(`The account did not take the follow event: ${status ?? failure}.`);
    });
  }
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    const offered = pressables(chat, residents.channel(channelId).menuFor(userId));
    const wanted = (options.begin ?? []).map((label) => offered.find((one) => one.label.includes(label)));
    const opens = offered.find(
      ({ action }) => action.type === 'uri' && leadsToPage(emulator, userId, String(action.uri)),
    );
    const press =
      wanted.find(Boolean) ??
      opens ??
      offered.find(({ action }) => ['message', 'postback'].includes(String(action.type)));
    if (!press) throw new Error('The account offers nothing to press.');
    if (press.action.type === 'uri') return emulator.open(userId, String(press.action.uri));
    await untilSomethingIsSaid(emulator, userId, () => performAction(residents, userId, channelId, press.action));
  }
  throw new Error(`No form after ${MOST_PRESSES} presses.`);
}

function leadsToPage(emulator: Emulator, userId: string, uri: string): boolean {
  const opening = emulator.open(userId, uri);
  return opening.kind === 'liff' || (opening.kind === 'page' && new URL(opening.url).protocol === 'http:');
}

/** Waits for the account's next message after a deed. */
async function untilSomethingIsSaid(emulator: Emulator, userId: string, deed: () => Promise<unknown>): Promise<void> {
  const { world } = emulator.residents;
  let stop = () => {};
  let timer: NodeJS.Timeout | undefined;
  const said = new Promise<void>((resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The account said nothing within ${ANSWER_WITHIN_MS / 1_000} s.`)),
      ANSWER_WITHIN_MS,
    );
    stop = world.watch((change) => {
      if (change.of !== 'chat' || change.userId !== userId) return;
      if (world.chat(change.channelId, userId).messages.at(-1)?.from === 'account') resolve();
    });
  });
  try {
    await Promise.all([said, deed()]);
  } finally {
    clearTimeout(timer);
    stop();
  }
}

/** The address to begin at. The second redirect, which `liff.init()` would make, is made here. */
function destination(opening: Opening): { url: string; grant: LiffGrant | undefined } {
  if (opening.kind === 'app') throw new Error(`The form is not a page but ${opening.scheme}:`);
  if (opening.kind === 'page') return { url: opening.url, grant: undefined };
  const url = new URL(opening.url);
  const state = url.searchParams.get('liff.state');
  url.searchParams.delete('liff.state');
  if (state !== null) {
    const more = new URL(state.startsWith('/') ? state : `/${state}`, url);
    if (state.startsWith('/')) url.pathname = url.pathname.replace(/\/$/, '') + more.pathname;
    for (const [name, value] of more.searchParams) url.searchParams.append(name, value);
  }
  return { url: url.href, grant: opening.grant };
}
