import { jstParts } from '../base/jst.ts';
import { servedPrefectures } from '../engines/accounts/index.ts';
import { prefectures } from '../engines/places/index.ts';
import type { AccountContent, Content } from '../features/content/index.ts';
import { commandConfig } from './command-config.ts';
import { accountIn, soundContent } from './content-at.ts';
import { type LineStop, lineStops } from './line-stops.ts';
import { counted, print, table } from './print.ts';

/** One line an account, by opening day. */
export async function listAccounts(): Promise<void> {
  const config = commandConfig();
  const content = await soundContent(config.MIMAMORI_CONTENT);
  const stops = await lineStops(config);
  const accounts = [...content.accounts.values()]
    .map(({ account }) => account)
    .sort((a, b) => (a.opened.on < b.opened.on ? -1 : a.opened.on > b.opened.on ? 1 : a.slug < b.slug ? -1 : 1));
  print(
    table([
      ['account', 'opened', 'asks in', 'policy', 'name'],
      ...accounts.map((account) => [
        account.slug,
        account.opened.on,
        account.answerMode,
        `${account.policy.id} ${account.policy.version}`,
        `${account.name.ja}${account.catchAll ? ' (and every prefecture without an account)' : ''}${stops?.has(account.slug) ? ' (LINE stopped)' : ''}`,
      ]),
    ]),
  );
}

/** What the content says of an account, as an operator wants to see it at a glance. */
export async function showAccount(slug: string): Promise<void> {
  const config = commandConfig();
  const folder = config.MIMAMORI_CONTENT;
  const content = await soundContent(folder);
  const account = accountIn(content, slug, folder);
  const stops = await lineStops(config);
  const line = stops ? [['LINE', lineWords(stops.get(slug))]] : [];
  print(table([...facts(content, account), ...line]));
}

const jstText = (at: Date): string => {
  const { on, minute } = jstParts(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${on} ${two(Math.floor(minute / 60))}:${two(minute % 60)} (Japan)`;
};
const lineWords = (stop: LineStop | undefined): string =>
  stop ? `stopped since ${jstText(stop.at)} by ${stop.by}` : 'not stopped';

function facts(content: Content, { account, guidance, points, news }: AccountContent): string[][] {
  const all = [...content.accounts.values()].map((one) => one.account);
  const served = servedPrefectures(account, all, prefectures);
  const own = points.filter(({ jurisdiction }) => jurisdiction.prefectureCode === account.prefectureCode);
  const signed = account.medicalSignOff;
  const inForce = guidance.schedule.map(({ profile, from }) => `${profile} from ${from}`);
  return [
    ['account', account.slug],
    ['name', account.name.ja],
    ['', account.name.en],
    ...account.alsoWritten.map(({ text, source }) => ['also written', `${text} (${source})`]),
    ['opened on', account.opened.on],
    ...(account.opened.alsoGivenAs ?? []).map(({ on, source }) => ['also given as', `${on} (${source})`]),
    ['serves', served.map(({ name }) => name).join(' ')],
    ['languages', account.languages.join(', ')],
    ['asks in', account.answerMode === 'form' ? 'the form on the web' : 'the chat'],
    ['disease pack', account.diseasePack],
    ['guidance', inForce.join(', ')],
    ['policy', `${account.policy.id} ${account.policy.version}`],
    ['contact points', `${counted(points.length, 'point')}, of them ${own.length} of the prefecture itself`],
    ['menu', account.menu.join(', ')],
    ['news', `${counted(news.length, 'item')}, official page ${account.newsUrl}`],
    ['medical sign-off', `${signed.name}, ${signed.role}, ${signed.on}`],
    ['in service', account.demonstration ? 'no: a demonstration' : 'yes'],
  ];
}
