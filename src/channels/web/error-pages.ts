import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Language, languages, wantedLanguage } from '../../base/language.ts';
import { consentRequired } from '../../features/consent/index.ts';
import { notYours } from '../../features/residents/index.ts';
import type { PageErrors } from '../../platform/http/server.ts';
import { type AccountKit, organisationName } from '../account-kit.ts';
import { lostPage } from './views/lost-page.ts';
import { type Message, messagePage } from './views/message-page.ts';
import { noSuchAccount, sessionNeeded, visitOf } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** Faults below `/m/` as pages: what happened, what is kept, the next step, and the numbers to call. */
export const pageErrors = (parts: () => WebParts): PageErrors => ({
  prefix: '/m/',
  answer: (fault, request, reply) => {
    const slug = /^\/m\/([a-z0-9-]+)/.exec(request.url)?.[1];
    const known = slug !== undefined && parts().kits().has(slug);
    if (!known || fault.code === noSuchAccount.code) return lost(parts(), request, reply);
    // Handlers that failed early have no parameters yet.
    request.params = { slug };
    const visit = visitOf(parts(), request);
    if (fault.code === sessionNeeded.code || fault.code === consentRequired.code) {
      return reply
        .code(303)
        .header('location', visit.at(fault.code === consentRequired.code ? '/consent' : ''))
        .send();
    }
    const message = messageOf(fault.status, fault.code);
    const page = messagePage(visit.frame, {
      message,
      nextHref: visit.at(''),
      ...(message === 'error' ? { correlationId: fault.correlationId } : {}),
    });
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page);
  },
});

function messageOf(status: number, code: string): Message {
  if (code === notYours.code || status === 404 || status === 405) return 'not-found';
  if (status === 429) return 'too-many';
  if (status === 503) return 'busy';
  return status >= 500 ? 'error' : 'form-expired';
}

/** Addresses that lead nowhere at all, for people: a browser says that it wants a page. */
export const lostErrors = (parts: () => WebParts): PageErrors => ({
  prefix: '/',
  takes: ({ method, headers }) => method === 'GET' && String(headers.accept ?? '').includes('text/html'),
  answer: (fault, request, reply) =>
    fault.status === 404
      ? lost(parts(), request, reply)
      : reply.type('text/plain; charset=utf-8').send(`${fault.status} ${fault.title}\n`),
});

/** Without an account there is no page's frame to stand in. */
function lost({ kits, assets }: WebParts, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('cache-control', 'no-store');
  const open = [...kits().values()];
  const [one] = open;
  if (!one) return reply.type('text/plain; charset=utf-8').send('404\n');
  const names = (kit: AccountKit) =>
    Object.fromEntries(languages.map((language) => [language, organisationName(kit, language)])) as Record<
      Language,
      string
    >;
  const page = lostPage({
    words: one.words,
    first: wantedLanguage(String(request.headers['accept-language'] ?? ''), languages),
    accounts: open
      .map((kit) => ({ href: kit.urls.base, code: kit.content.account.prefectureCode, names: names(kit) }))
      .sort((a, b) => a.code.localeCompare(b.code)),
    assets,
  });
  return reply.type('text/html; charset=utf-8').send(page);
}
