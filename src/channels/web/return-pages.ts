import { jstDate } from '../../base/jst.ts';
import { comeBack, makeReturnCode, openSession, returnCodeOf, withdrawReturnCode } from '../../features/entry/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Scope } from '../../platform/scope.ts';
import { comeBackPage } from './views/come-back-page.ts';
import { newReturnCodePage, returnCodePage } from './views/return-code-pages.ts';
import { field, type PageAnswer, page, type Visit, type Visitor } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** The way back for people without LINE, whose page would be gone with the browser's session. */
export function returnPages(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'GET', '/return', async (visit) => ({ page: askForCode(visit) }));
  // Showing the page uses nothing: link previews and virus scanners open links too. Pressing its button does.
  page(app, parts, 'GET', '/return/:code', async (visit) => ({ page: askForCode(visit, visit.params.code) }));
  page(app, parts, 'POST', '/return', (visit) =>
    visit.anyone(async (scope) => {
      const typed = (field(visit, 'code') ?? '').slice(0, 100);
      const chatId = await comeBack(scope, typed);
      if (!chatId) return { page: askForCode(visit, undefined, typed), status: 422 };
      return { to: visit.at(''), session: await openSession(scope, chatId) };
    }),
  );

  page(app, parts, 'GET', '/return-code', (visit) => visit.someone((s, v) => show(visit, s, v)));
  page(app, parts, 'POST', '/return-code', (visit) =>
    visit.someone(async (scope, { chat }) => {
      if (chat.channel !== 'web') return { to: visit.at('') };
      const { code, expiresAt } = await makeReturnCode(scope, chat.chatId);
      return {
        page: newReturnCodePage(visit.frame, {
          code,
          link: visit.kit.urls.page(`/return/${code}`),
          validUntilOn: jstDate(expiresAt),
          guidanceHref: visit.at('/guidance'),
          returnCodeHref: visit.at('/return-code'),
        }),
      };
    }),
  );
  page(app, parts, 'POST', '/return-code/withdraw', (visit) =>
    visit.someone(async (scope, { chat }) => {
      await withdrawReturnCode(scope, chat.chatId);
      return { to: visit.at('/return-code') };
    }),
  );
}

function askForCode(visit: Visit, given?: string, refused?: string): string {
  return comeBackPage(visit.frame, {
    form: { action: visit.at('/return'), hidden: given === undefined ? {} : { code: given.slice(0, 100) } },
    given: given !== undefined,
    ...(refused === undefined ? {} : { refused }),
    beginHref: visit.at(''),
  });
}

async function show(visit: Visit, scope: Scope, { chat }: Visitor): Promise<PageAnswer> {
  // Who comes from LINE comes back from LINE.
  if (chat.channel !== 'web') return { to: visit.at('') };
  const known = await returnCodeOf(scope, chat.chatId);
  return {
    page: returnCodePage(visit.frame, {
      make: { action: visit.at('/return-code'), hidden: {} },
      ...(known
        ? {
            known: {
              madeOn: jstDate(known.madeAt),
              validUntilOn: jstDate(known.expiresAt),
              ...(known.usedAt ? { usedAt: known.usedAt } : {}),
              withdraw: { action: visit.at('/return-code/withdraw'), hidden: {} },
            },
          }
        : {}),
      backHref: visit.at(''),
    }),
  };
}
