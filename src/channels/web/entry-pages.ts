import { isProblem } from '../../base/problem.ts';
import { isLineStopped } from '../../features/accounts/index.ts';
import { openSession, returnCodeOf } from '../../features/entry/index.ts';
import { meetLineUser, openWebChat } from '../../features/residents/index.ts';
import { responsesOf } from '../../features/responses/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { type EntryTarget, isEntryTarget } from '../account-kit.ts';
import { beginAnew } from './begin-form.ts';
import { personInView } from './person.ts';
import { liffPage } from './views/liff-page.ts';
import { menuPage } from './views/menu-page.ts';
import { messagePage } from './views/message-page.ts';
import { welcomePage } from './views/welcome-page.ts';
import { field, type PageAnswer, page, sessionNeeded, type Visit } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** How people come in: the account's public page, or from inside LINE. */
export function entryPages(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'GET', '', (visit) => home(visit, parts));

  /** Where the chat's buttons lead outside LINE. */
  page(app, parts, 'GET', '/go/:target', async (visit) => ({ to: pathOf(visit, visit.params.target) }));

  page(app, parts, 'POST', '/begin', (visit) =>
    visit.anyone(async (scope) => {
      const chat = await openWebChat(scope, visit.language);
      return { to: visit.at('/consent'), session: await openSession(scope, chat.chatId) };
    }),
  );

  if (parts.line) liffEntry(app, parts, parts.line);
}

async function home(visit: Visit, parts: WebParts): Promise<PageAnswer> {
  const { frame, kit } = visit;
  try {
    return await visit.someone(async (scope, visitor) => {
      const person = await personInView(scope, visitor);
      const [newest] = person ? await responsesOf(scope, person.residentId, 1) : [];
      return {
        page: menuPage(frame, {
          report: { action: visit.at('/report'), hidden: {} },
          ...(newest ? { guidanceHref: visit.at('/guidance') } : {}),
          peopleHref: visit.at('/people'),
          ...(visitor.chat.channel === 'web' && newest && !(await returnCodeOf(scope, visitor.chat.chatId))
            ? { returnCodeHref: visit.at('/return-code') }
            : {}),
          ...(person?.label === undefined ? {} : { about: person.label }),
        }),
      };
    });
  } catch (error) {
    if (!isProblem(error) || error.code !== sessionNeeded.code) throw error;
  }
  const stopped = await visit.anyone(isLineStopped);
  const friend = stopped ? undefined : parts.line?.friendUrlOf(kit.slug);
  return {
    page: welcomePage(frame, {
      start: { action: visit.at('/begin'), hidden: {} },
      returnHref: visit.at('/return'),
      ...(friend === undefined ? {} : { messengerHref: friend }),
      servesOthers: kit.content.account.catchAll,
    }),
  };
}

const paths: Readonly<Record<EntryTarget, string>> = {
  start: '/form',
  report: '/report',
  guidance: '/guidance',
  faq: '/faq',
  news: '/news',
  doctor: '/doctor',
  'my-data': '/my-data',
  people: '/people',
  'contact-points': '/contact-points',
  privacy: '/privacy',
  more: '/guidance',
  language: '',
};

const pathOf = (visit: Visit, target: string | undefined): string =>
  visit.at(isEntryTarget(target) ? paths[target] : paths.start);

/** Inside LINE: the page sends the ID token, we check whose it is, and the browser gets a session for that chat. */
function liffEntry(app: HttpServer, parts: WebParts, line: NonNullable<WebParts['line']>): void {
  const framed = { ...parts, helmet: line.helmet };
  page(app, framed, 'GET', '/liff', async (visit) => {
    const liffId = line.liffIdOf(visit.kit.slug);
    if (!liffId) return { to: visit.at('') };
    return {
      page: liffPage(visit.frame, {
        liffId,
        sdk: line.sdkUrl,
        script: parts.assets.liffScript,
        signInAction: visit.at('/liff'),
        hidden: { to: targetOf(visit) },
        webHref: visit.at(''),
      }),
    };
  });
  page(app, parts, 'POST', '/liff', async (visit) => {
    const userId = await line.userOf(visit.kit.slug, field(visit, 'id_token') ?? '');
    if (!userId)
      return { page: messagePage(visit.frame, { message: 'link-expired', nextHref: visit.at('') }), status: 401 };
    return visit.anyone(async (scope) => {
      const chat = await meetLineUser(scope, userId, visit.language);
      // The pages speak as the chat does.
      const session = await openSession(scope, chat.chatId);
      const target = field(visit, 'to');
      const spoken = { session, language: chat.language };
      // Pressed in the chat, and sent from there: nothing is asked about a second time.
      if (target === 'report')
        return { ...(await beginAnew(visit, scope, { chat, secret: session, residentId: null })), ...spoken };
      return { to: pathOf(visit, target), ...spoken };
    });
  });
}

/** LINE hands what was added to a LIFF address on in `liff.state`. */
function targetOf({ query }: Visit): string {
  const state = new URLSearchParams((query['liff.state'] ?? '').replace(/^[^?]*\?/, ''));
  const target = query.to ?? state.get('to');
  return isEntryTarget(target) ? target : 'start';
}
