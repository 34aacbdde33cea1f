import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLanguage, type Language, wantedLanguage } from '../../base/language.ts';
import { Problem } from '../../base/problem.ts';
import { sessionHours, sessionOf } from '../../features/entry/index.ts';
import { type Chat, chatOf } from '../../features/residents/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Actor, Scope } from '../../platform/scope.ts';
import { type AccountKit, organisationName } from '../account-kit.ts';
import type { Frame } from './views/frame.ts';
import type { Door } from './web-limits.ts';
import type { WebParts } from './web-parts.ts';

export const sessionCookie = 'mimamori';
const languageCookie = 'mimamori_language';

export const sessionNeeded = {
  code: 'entry.session-needed',
  status: 401,
  title: 'Open this page from the chat, or begin on the start page.',
} as const;
export const foreignForm = {
  code: 'entry.foreign-form',
  status: 403,
  title: 'This form was not sent from its own page.',
} as const;
export const noSuchAccount = {
  code: 'accounts.not-found',
  status: 404,
  title: 'There is no account at this address.',
} as const;

/** A request to a page of one account. */
export interface Visit {
  readonly kit: AccountKit;
  readonly language: Language;
  readonly frame: Frame;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Fields of the form that was sent; a field sent several times is a list. */
  readonly body: Readonly<Record<string, string | string[] | undefined>>;
  readonly params: Readonly<Record<string, string | undefined>>;
  /** The browser's secret; its session is looked up in the transaction. */
  readonly secret: string | undefined;
  /** Runs work in a transaction, whoever visits. */
  anyone<T>(work: (scope: Scope) => Promise<T>): Promise<T>;
  /** Runs work for the chat of this browser's session. @throws Problem `entry.session-needed` */
  someone<T>(work: (scope: Scope, visitor: Visitor) => Promise<T>): Promise<T>;
  /** The same for what many send at once: taken in together with what others send. The work may be run again. */
  taking<T>(work: (scope: Scope, visitor: Visitor) => Promise<T>): Promise<T>;
  /** An address of this account. */
  at(path: string): string;
}

export interface Visitor {
  readonly chat: Chat;
  readonly secret: string;
  /** The person whose answers are on the screen. */
  readonly residentId: string | null;
}

export type PageAnswer =
  | { readonly page: string; readonly status?: number }
  /** 303: the browser gets the next page, so that going back sends nothing again. */
  | { readonly to: string; readonly session?: string; readonly language?: Language }
  | { readonly download: string; readonly name: string; readonly type: string };

export type PageHandler = (visit: Visit) => Promise<PageAnswer>;

/** Doors with a limit of their own. */
const doors: Readonly<Record<string, Door>> = { '/begin': 'begin', '/return': 'return' };

/** Registers a page below `/m/:slug`. */
export function page(
  app: HttpServer,
  parts: WebParts,
  method: 'GET' | 'POST',
  path: string,
  handle: PageHandler,
): void {
  app.route({
    method,
    url: `/m/:slug${path}`,
    schema: { hide: true },
    helmet: parts.helmet,
    handler: async (request, reply) => {
      const visit = visitOf(parts, request);
      if (method === 'POST') {
        refuseForeign(parts, request);
        await parts.limits.count(request, reply, doors[path]);
      }
      return answer(parts, visit, reply, await handle(visit));
    },
  });
}

export function visitOf(parts: WebParts, request: FastifyRequest): Visit {
  const params = request.params as Record<string, string | undefined>;
  const kit = parts.kits().get(params.slug ?? '');
  if (!kit) throw new Problem(noSuchAccount);
  const query = firstOfEach(request.query as Record<string, string | string[] | undefined>);
  const language = languageOf(kit, request);
  const at = (path: string) => `${kit.urls.base}${path}`;
  const secret = request.cookies[sessionCookie];
  const actor = async (scope: Scope, told: (visitor: Visitor) => void): Promise<Actor> => {
    const visitor = await find(scope);
    told(visitor);
    return { kind: 'resident', chatId: visitor.chat.chatId };
  };
  const find = async (scope: Scope): Promise<Visitor> => {
    const session = await sessionOf(scope, secret);
    const chat = session && (await chatOf(scope, session.chatId));
    if (!session || !chat || !secret) throw new Problem(sessionNeeded);
    return { chat, secret, residentId: session.residentId };
  };
  return {
    kit,
    language,
    frame: frameOf(parts, kit, language, addressOf(request)),
    query,
    body: (request.body ?? {}) as Visit['body'],
    params,
    secret,
    at,
    anyone: (work) => parts.inScope(kit, { kind: 'system', job: 'web.visit' }, work),
    someone: async (work) => {
      let visitor: Visitor | undefined;
      const tell = (found: Visitor) => {
        visitor = found;
      };
      return parts.inScope(
        kit,
        (scope) => actor(scope, tell),
        (scope) => work(scope, visitor!),
      );
    },
    taking: async (work) => {
      let visitor: Visitor | undefined;
      const tell = (found: Visitor) => {
        visitor = found;
      };
      return parts.takeIn(
        kit,
        `session ${secret}`,
        (scope) => actor(scope, tell),
        (scope) => work(scope, visitor!),
      );
    },
  };
}

/** An address may hold a name twice. */
const firstOfEach = (query: Readonly<Record<string, string | string[] | undefined>>): Visit['query'] =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));

/** The language chosen last in this browser; else the one of the browser's own, best first, that the account speaks. */
function languageOf(kit: AccountKit, request: FastifyRequest): Language {
  const spoken = kit.content.account.languages;
  const chosen = request.cookies[languageCookie];
  if (isLanguage(chosen) && spoken.includes(chosen)) return chosen;
  return wantedLanguage(String(request.headers['accept-language'] ?? ''), spoken);
}

/** This page's address, to open it again. A page that was sent to may have none of its own: then the first page's. */
function addressOf(request: FastifyRequest): string | undefined {
  const { url = '' } = request.routeOptions;
  return request.method === 'GET' || request.server.hasRoute({ method: 'GET', url }) ? request.url : undefined;
}

function frameOf(parts: WebParts, kit: AccountKit, language: Language, address: string | undefined): Frame {
  const at = (page: string) => `${kit.urls.base}${page}`;
  const say = kit.words(language);
  return {
    language,
    say,
    now: parts.now(),
    isHoliday: (on) => kit.calendar.specialDay(on) === 'holiday',
    account: { organisation: organisationName(kit, language), service: say('account.service') },
    demonstration: kit.content.account.demonstration,
    languageChoice: {
      form: { action: at('/language'), hidden: { back: address ?? at('') } },
      spoken: kit.content.account.languages,
    },
    links: {
      home: at(''),
      contactPoints: at('/contact-points'),
      faq: at('/faq'),
      news: at('/news'),
      doctor: at('/doctor'),
      about: at('/about'),
      questions: at('/questions'),
      privacy: at('/privacy'),
      terms: at('/terms'),
      myData: at('/my-data'),
      sampleCall: at('/call-119'),
    },
    assets: parts.assets,
  };
}

function setLanguage(parts: WebParts, visit: Visit, reply: FastifyReply, language: Language): void {
  reply.setCookie(languageCookie, language, {
    path: visit.kit.urls.base,
    sameSite: 'lax',
    httpOnly: true,
    secure: parts.origin.startsWith('https:'),
    maxAge: 31_536_000,
  });
}

/**
 * Browsers say where a form was sent from; one of another site is refused. Ours are the address by which the account is known, and
 * the one that the page was opened at: a demo at 127.0.0.1 is also localhost.
 */
function refuseForeign(parts: WebParts, request: FastifyRequest): void {
  const { origin } = request.headers;
  const ours = [parts.origin, `${request.protocol}://${request.host}`];
  if (origin !== undefined && !ours.includes(origin)) throw new Problem(foreignForm);
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site') throw new Problem(foreignForm);
}

function answer(parts: WebParts, visit: Visit, reply: FastifyReply, said: PageAnswer): FastifyReply {
  reply.header('cache-control', 'no-store');
  if ('to' in said) {
    if (said.language !== undefined) setLanguage(parts, visit, reply, said.language);
    if (said.session !== undefined) {
      reply.setCookie(sessionCookie, said.session, {
        path: visit.kit.urls.base,
        sameSite: 'lax',
        httpOnly: true,
        secure: parts.origin.startsWith('https:'),
        maxAge: sessionHours * 3600,
      });
    }
    return reply.redirect(said.to, 303);
  }
  if ('download' in said) {
    return reply
      .type(said.type)
      .header('content-disposition', `attachment; filename="${said.name}"`)
      .send(said.download);
  }
  return reply
    .code(said.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(said.page);
}

/** One value of a field, however often it was sent. */
export const field = (visit: Visit, name: string): string | undefined => {
  const value = visit.body[name];
  return Array.isArray(value) ? value[0] : value;
};

/** All values of a field. */
export const fields = (visit: Visit, name: string): string[] => {
  const value = visit.body[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
};
