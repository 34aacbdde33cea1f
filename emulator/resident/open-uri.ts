import type { Login } from '../api/login.ts';
import type { Channel } from '../channel.ts';
import { Refusal } from './refusal.ts';
import type { Residents } from './residents.ts';

/** Where a link leads: a LIFF window with its grant, a page, or an app of the phone (calls, mail). */
export type Opening =
  | { readonly kind: 'liff'; readonly url: string; readonly title: string; readonly grant: LiffGrant }
  | { readonly kind: 'page'; readonly url: string }
  | { readonly kind: 'app'; readonly scheme: string; readonly target: string };

/** What the LIFF shim finds inside the phone; it rides in the window's name. */
export type LiffGrant = {
  readonly liffId: string;
  readonly userId: string;
  readonly idToken: string;
  readonly accessToken: string;
  readonly language: string;
};

/** The LIFF id and what follows it, for the three ways such links are written. */
export function liffLink(uri: string, ownUrl: string): { liffId: string; rest: string } | undefined {
  for (const prefix of ['https://liff.line.me/', 'line://app/', `${ownUrl}/liff/`]) {
    if (!uri.startsWith(prefix)) continue;
    const tail = uri.slice(prefix.length);
    const end = tail.search(/[/?#]/);
    const liffId = end < 0 ? tail : tail.slice(0, end);
    return { liffId, rest: end < 0 ? '' : tail.slice(end) };
  }
  return undefined;
}

/**
 * LINE's first redirect: the app's endpoint, with whatever followed the LIFF id in `liff.state`.
 * The second, to that path, is made by `liff.init()` on the endpoint's page.
 */
export function liffEndpoint(channel: Channel, liffId: string, rest: string): string {
  const app = channel.config.liffApps.find((one) => one.liffId === liffId);
  if (!app) throw new Refusal(`There is no LIFF app "${liffId}".`, 404);
  const url = new URL(app.endpointUrl);
  if (rest !== '' && rest !== '/') url.searchParams.set('liff.state', rest);
  return url.href;
}

export function openUri(residents: Residents, login: Login, ownUrl: string, userId: string, uri: string): Opening {
  const phone = residents.phone(userId);
  const link = liffLink(uri, ownUrl);
  if (link) {
    const channel = residents.world.channelOfLiff(link.liffId);
    if (!channel) throw new Refusal(`There is no LIFF app "${link.liffId}".`, 404);
    const grant = {
      liffId: link.liffId,
      userId,
      idToken: login.idToken(channel, userId),
      accessToken: login.accessToken(channel, userId),
      language: phone.language === 'en' ? 'en' : 'ja',
    };
    return {
      kind: 'liff',
      url: liffEndpoint(channel, link.liffId, link.rest),
      title: channel.config.displayName,
      grant,
    };
  }
  if (!URL.canParse(uri)) throw new Refusal(`"${uri}" is not a link.`);
  const { protocol } = new URL(uri);
  if (protocol === 'http:' || protocol === 'https:') return { kind: 'page', url: uri };
  return { kind: 'app', scheme: protocol.slice(0, -1), target: decodeURIComponent(uri.slice(protocol.length)) };
}
