import { createHash } from 'node:crypto';
import { type Emulator, startEmulator, VirtualClock } from '../../../emulator/index.ts';
import type { LineChannel } from '../../channels/line/line-channels.ts';
import type { Content } from '../../features/content/index.ts';
import type { Cast } from './cast.ts';

/** The moment at which the demo begins: Tuesday 21 April 2020, 10:15 in Japan, two weeks into the state of emergency. */
export const demoBeginsAt = new Date('2020-04-21T10:15:00+09:00');

interface WorldOptions {
  readonly content: Content;
  readonly cast: Cast;
  readonly port: number;
  readonly dataFile: string;
  readonly continued: boolean;
  /** Where our server will be. */
  readonly origin: string;
}

/** The emulator with a channel for every account, and the channels as our server is to know them. */
export async function startLineWorld(options: WorldOptions): Promise<{ emulator: Emulator; channels: LineChannel[] }> {
  const accounts = [...options.content.accounts.values()].map(({ account }) => account);
  const channels = accounts.map(({ slug }) => demoChannel(slug));
  const emulator = await startEmulator({
    port: options.port,
    dataFile: options.dataFile,
    ...(options.continued ? {} : { clock: new VirtualClock({ startAt: demoBeginsAt }) }),
    channels: accounts.map((account, at) => {
      const channel = channels[at]!;
      const prefecture = options.content.words('ja')(`prefecture.p${account.prefectureCode}`);
      return {
        channelId: channel.channelId,
        channelSecret: channel.channelSecret,
        botUserId: channel.botUserId,
        basicId: `@${account.slug}-demo`,
        displayName: prefecture,
        displayNameEn: options.content.words('en')(`prefecture.p${account.prefectureCode}`),
        webhookUrl: `${options.origin}/line/${account.slug}`,
        liffApps: [{ liffId: channel.liffId, endpointUrl: `${options.origin}/m/${account.slug}/liff` }],
        loginChannelId: channel.loginChannelId,
        seal: account.seal,
        about: {
          ja: options.content.words('ja')('account.service'),
          en: options.content.words('en')('account.service'),
        },
        verified: false,
      };
    }),
    residents: options.cast.residents.map(({ name, note, language, home }) => ({
      name,
      note,
      language,
      homeChannelId: demoChannel(home).channelId,
    })),
    title: options.cast.desk.title,
    links: [{ text: options.cast.desk.console, url: `${options.origin.replace('127.0.0.1', 'localhost')}/console/` }],
  });
  return { emulator, channels };
}

/** Ids and secrets that repeat from start to start: they guard nothing but the demo. */
function demoChannel(slug: string): LineChannel {
  const hex = (use: string, digits: number) =>
    createHash('sha256').update(`mimamori demo ${use} ${slug}`).digest('hex').slice(0, digits);
  const number = (use: string) => `2${(Number.parseInt(hex(use, 8), 16) % 1_000_000_000).toString().padStart(9, '0')}`;
  const loginChannelId = number('login');
  return {
    account: slug,
    channelId: number('channel'),
    channelSecret: hex('secret', 32),
    botUserId: `U${hex('bot', 32)}`,
    loginChannelId,
    liffId: `${loginChannelId}-${slug}`,
  };
}
