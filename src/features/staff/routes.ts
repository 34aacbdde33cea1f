import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { localized } from '../../platform/http/schemas.ts';
import { type StaffGate, sessionCookie, siteOf } from './gate.ts';
import { areasOf, permissionsOf, roles } from './model.ts';
import {
  passkeyRegistrationOptions,
  passkeySignInOptions,
  passkeysOf,
  registerPasskey,
  removePasskey,
  signInByPasskey,
} from './passkeys.ts';
import { closeSession, currentSession, type OpenedSession, type SessionRow } from './sessions.ts';
import { type SignInParts, signIn } from './sign-in.ts';

export interface StaffRoutesParts extends SignInParts {
  /** True where the people and answers are made up: the console says so on every page. */
  readonly demonstration: boolean;
  readonly gate: StaffGate;
}

const sessionShape = z.object({
  staff: z.object({
    staffId: z.uuid(),
    login: z.string(),
    name: z.string(),
    organisation: z.object({ id: z.uuid(), name: z.string() }),
  }),
  accounts: z.array(
    z.object({
      slug: z.string(),
      name: localized,
      prefectureCode: z.string(),
      seal: z.string(),
      roles: z.array(z.enum(roles)),
      areas: z.array(z.string()).nullable().describe('municipality codes; null = all'),
      permissions: z.array(z.string()),
    }),
  ),
  home: z.string().nullable().describe('the slug of the account where their work is; null = not said'),
  demonstration: z.boolean(),
  now: z.iso.datetime().describe("the server's clock"),
  expiresAt: z.iso.datetime(),
});

// What the WebAuthn API of browsers produces; the library checks the rest.
const base64Url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]+$/);
const extensions = z.record(z.string(), z.unknown()).default({});
const registrationResponse = z.object({
  id: base64Url,
  rawId: base64Url,
  type: z.literal('public-key'),
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: base64Url,
    attestationObject: base64Url,
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
const signInResponse = z.object({
  id: base64Url,
  rawId: base64Url,
  type: z.literal('public-key'),
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: base64Url,
    authenticatorData: base64Url,
    signature: base64Url,
    userHandle: base64Url.optional(),
  }),
});
const options = z.object({ options: z.record(z.string(), z.unknown()) });

/** Signing in and out, and one's own passkeys. Register below /api/v1. */
export function staffRoutes(parts: StaffRoutesParts): FastifyPluginAsyncZod {
  const { gate } = parts;
  return async (app) => {
    gate.guard(app);
    const tags = ['session'];
    const openToAll = { config: { openToAll: true } };

    async function told(session: SessionRow) {
      return sessionJson(parts, session);
    }
    async function opened(request: FastifyRequest, reply: FastifyReply, session: OpenedSession) {
      reply.setCookie(sessionCookie, session.secret, {
        path: '/api/v1',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
        // Relative: the server's clock may be a virtual one, the browser's is not.
        maxAge: Math.round((session.expiresAt.getTime() - parts.now().getTime()) / 1000),
      });
      const row = await currentSession(parts, session.secret, true);
      if (!row) throw new Error('the session that was just opened is not there');
      return told(row);
    }

    app.post(
      '/session',
      {
        ...openToAll,
        schema: {
          tags,
          summary: 'Sign in by password',
          security: [],
          body: z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
          response: { 200: sessionShape },
        },
      },
      async (request, reply) => opened(request, reply, await signIn(parts, { ...request.body, address: request.ip })),
    );
    app.get(
      '/session',
      { schema: { tags, summary: 'Who is signed in, for which accounts', response: { 200: sessionShape } } },
      (request) => told(gate.staffOf(request)),
    );
    app.delete(
      '/session',
      { ...openToAll, schema: { tags, summary: 'Sign out', response: { 204: z.null() } } },
      async (request, reply) => {
        const secret = request.cookies[sessionCookie];
        if (secret) await closeSession(parts, secret);
        return reply.clearCookie(sessionCookie, { path: '/api/v1' }).code(204).send(null);
      },
    );
    app.post(
      '/session/passkey/options',
      {
        ...openToAll,
        schema: {
          tags,
          summary: 'Begin to sign in by passkey',
          description:
            'The answer is the same for every login: the device knows its passkeys, and nobody learns which logins exist.',
          security: [],
          body: z.object({ login: z.string().max(100).optional() }),
          response: { 200: options },
        },
      },
      async (request) => ({ options: { ...(await passkeySignInOptions(parts, siteOf(request))) } }),
    );
    app.post(
      '/session/passkey',
      {
        ...openToAll,
        schema: {
          tags,
          summary: 'Sign in by passkey',
          security: [],
          body: z.object({ response: signInResponse }),
          response: { 200: sessionShape },
        },
      },
      async (request, reply) => {
        const { response } = request.body;
        const { userHandle, ...rest } = response.response;
        const given = { ...response, response: { ...rest, ...(userHandle !== undefined && { userHandle }) } };
        return opened(request, reply, await signInByPasskey(parts, siteOf(request), given));
      },
    );

    app.post(
      '/me/passkeys/options',
      { schema: { tags, summary: 'Begin to register a passkey', response: { 200: options } } },
      async (request) => ({
        options: { ...(await passkeyRegistrationOptions(parts, gate.staffOf(request), siteOf(request))) },
      }),
    );
    app.post(
      '/me/passkeys',
      {
        schema: {
          tags,
          summary: 'Register a passkey',
          body: z.object({ response: registrationResponse, label: z.string().trim().min(1).max(60) }),
          response: { 201: z.null() },
        },
      },
      async (request, reply) => {
        const { response, label } = request.body;
        const { transports, ...rest } = response.response;
        const given = { ...response, response: { ...rest, ...(transports && { transports }) } };
        await registerPasskey(parts, gate.staffOf(request), siteOf(request), { response: given, label });
        return reply.code(201).send(null);
      },
    );
    app.get(
      '/me/passkeys',
      {
        schema: {
          tags,
          summary: "One's own passkeys",
          response: {
            200: z.array(
              z.object({
                passkeyId: z.string(),
                label: z.string(),
                createdAt: z.iso.datetime(),
                lastUsedAt: z.iso.datetime().nullable(),
              }),
            ),
          },
        },
      },
      async (request) =>
        (await passkeysOf(parts, gate.staffOf(request).staffId)).map((passkey) => ({
          passkeyId: passkey.passkeyId,
          label: passkey.label,
          createdAt: passkey.createdAt.toISOString(),
          lastUsedAt: passkey.lastUsedAt?.toISOString() ?? null,
        })),
    );
    app.delete(
      '/me/passkeys/:passkeyId',
      {
        schema: {
          tags,
          summary: "Remove one of one's own passkeys",
          params: z.object({ passkeyId: base64Url }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await removePasskey(parts, gate.staffOf(request).staffId, request.params.passkeyId);
        return reply.code(204).send(null);
      },
    );
  };
}

async function sessionJson(parts: StaffRoutesParts, session: SessionRow): Promise<z.infer<typeof sessionShape>> {
  const open = await parts.accounts();
  const home = open.find((account) => account.id === session.homeAccountId);
  const accounts = open.flatMap((account) => {
    const grants = session.grants.filter((grant) => grant.accountId === account.id);
    if (grants.length === 0) return [];
    const { slug, name, prefectureCode, seal } = account;
    const areas = areasOf(grants, 'residents.find') ?? areasOf(grants, 'situation.read');
    return [
      {
        slug,
        name: { ...name },
        prefectureCode,
        seal,
        roles: grants.map((grant) => grant.role),
        areas: areas && [...areas],
        permissions: [...permissionsOf(grants)].sort(),
      },
    ];
  });
  const { staffId, login, name, organisation, expiresAt } = session;
  return {
    staff: { staffId, login, name, organisation: { ...organisation } },
    accounts,
    home: accounts.find(({ slug }) => slug === home?.slug)?.slug ?? null,
    demonstration: parts.demonstration,
    now: parts.now().toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
