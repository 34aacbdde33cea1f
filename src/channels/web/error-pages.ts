import type { FastifyReply } from 'fastify';
import { consentRequired } from '../../features/consent/index.ts';
import { notYours } from '../../features/residents/index.ts';
import type { PageErrors } from '../../platform/http/server.ts';
import { type Message, messagePage } from './views/message-page.ts';
import { noSuchAccount, sessionNeeded, visitOf } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** Faults below `/m/` as pages: what happened, what is kept, the next step, and the numbers to call. */
export const pageErrors = (parts: () => WebParts): PageErrors => ({
  prefix: '/m/',
  answer: (fault, request, reply) => {
    const slug = /^\/m\/([a-z0-9-]+)/.exec(request.url)?.[1];
    const known = slug !== undefined && parts().kits().has(slug);
    if (!known || fault.code === noSuchAccount.code) return plain(reply, fault.status);
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

/** Without an account there is no page's frame to stand in. */
const plain = (reply: FastifyReply, status: number): FastifyReply =>
  reply.type('text/plain; charset=utf-8').send(status === 404 ? '404\n' : `${status}\n`);
