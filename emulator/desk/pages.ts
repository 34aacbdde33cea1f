import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { bytes, type Call, escapeHtml, html, json, lineError, redirect } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import { liffEndpoint } from '../resident/open-uri.ts';
import type { LocalText } from '../types.ts';
import type { World } from '../world.ts';

/** The pages: the desk at `/`, one phone's screen alone at `/phone/<userId>`, their scripts and styles, LIFF links. */

const FOLDER = join(import.meta.dirname, '..', 'phone');
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const STYLES = ['base', 'screen', 'chat', 'flex', 'desk'];
/** Pages load nothing from elsewhere but pictures and films that accounts send; frames hold the accounts' own pages. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src * data: blob:',
  'media-src * data: blob:',
  "connect-src 'self'",
  'frame-src *',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export function pageRoutes(world: World, title: LocalText): Route[] {
  const ANYWHERE = { 'access-control-allow-origin': '*' };
  return [
    { method: 'GET', path: '/', handle: () => page(title, 'desk') },
    { method: 'GET', path: '/phone/:userId', handle: (call) => phonePage(world, title, call) },
    { method: 'GET', path: '/phone/files/*', handle: (call) => file(call.params['*'] ?? '') },
    { method: 'GET', path: '/liff/sdk.js', handle: () => ({ ...file('liff-sdk.js'), headers: scriptForAll() }) },
    { method: 'GET', path: '/liff/:liffId', handle: (call) => liffRedirect(world, call) },
    { method: 'GET', path: '/liff/:liffId/*', handle: (call) => liffRedirect(world, call) },
    {
      method: 'GET',
      path: '/liff-apps/:liffId',
      handle: (call) => {
        const channel = world.channelOfLiff(call.params.liffId ?? '');
        return channel
          ? json({ loginChannelId: channel.config.loginChannelId }, 200, ANYWHERE)
          : json({ message: 'There is no such LIFF app.' }, 404, ANYWHERE);
      },
    },
    { method: 'GET', path: '/favicon.ico', handle: () => file('icon.svg') },
  ];
}

const scriptForAll = () => ({
  'content-type': TYPES['.js'] ?? '',
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
  'cache-control': 'no-cache',
});

function page(title: LocalText, kind: 'desk' | 'alone') {
  const answer = html(`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title.ja)}</title>
<link rel="icon" href="/phone/files/icon.svg">
${STYLES.map((name) => `<link rel="stylesheet" href="/phone/files/${name}.css">`).join('\n')}
<script type="module" src="/phone/files/${kind}.js"></script>
</head>
<body class="${kind}"><noscript>${escapeHtml(title.ja)}: JavaScript</noscript></body>
</html>`);
  return { ...answer, headers: { ...answer.headers, 'content-security-policy': POLICY, 'cache-control': 'no-cache' } };
}

function phonePage(world: World, title: LocalText, call: Call) {
  return world.phones.has(call.params.userId ?? '')
    ? page(title, 'alone')
    : html('<p>There is no such phone.</p>', 404);
}

function file(name: string) {
  const type = TYPES[extname(name)];
  if (!type || !/^[a-z0-9-]+(?:\/[a-z0-9-]+)?\.[a-z]+$/.test(name)) return lineError(404, 'Not found');
  try {
    return bytes(type, readFileSync(join(FOLDER, name)), { 'cache-control': 'no-cache' });
  } catch {
    return lineError(404, 'Not found');
  }
}

function liffRedirect(world: World, call: Call) {
  const liffId = call.params.liffId ?? '';
  const channel = world.channelOfLiff(liffId);
  if (!channel) return html('<p>There is no such LIFF app.</p>', 404);
  const rest = call.url.pathname.slice(`/liff/${liffId}`.length) + call.url.search;
  return redirect(liffEndpoint(channel, liffId, rest));
}
