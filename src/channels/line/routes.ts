import type { KeyObject } from 'node:crypto';
import { Problem } from '../../base/problem.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { AccountKit } from '../account-kit.ts';
import type { LineChannel } from './line-channels.ts';
import { type ReceiveParts, receiveEvents } from './receive-webhook.ts';
import { isSigned } from './signature.ts';
import { readWebhook } from './webhook-event.ts';

export interface LineRouteParts extends ReceiveParts {
  readonly kits: () => ReadonlyMap<string, AccountKit>;
  readonly channelOf: (
    slug: string,
  ) => { readonly channel: LineChannel; readonly keys: readonly KeyObject[] } | undefined;
}

const notSigned = { code: 'line.not-signed', status: 401, title: 'The signature does not fit the body.' } as const;
const notAWebhook = { code: 'line.not-a-webhook', status: 400, title: 'The body is not a webhook.' } as const;
const otherDestination = {
  code: 'line.other-destination',
  status: 400,
  title: 'The webhook is for another bot.',
} as const;
const tryAgain = {
  code: 'line.try-again',
  status: 503,
  title: 'The events could not be stored; send them again.',
} as const;
const noChannel = { code: 'line.no-channel', status: 404, title: 'This account has no LINE channel.' } as const;

/** Bytes; LINE's own bodies stay below. */
const webhookLimit = 2 * 1024 * 1024;

/** `POST /line/:slug`: size cap, signature over the raw bytes, then one transaction, then 200. */
export function lineRoutes(app: HttpServer, parts: LineRouteParts): void {
  app.register(async (scope) => {
    // The signature is over the bytes as they came, whatever the content type says.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { slug: string } }>(
      '/line/:slug',
      { bodyLimit: webhookLimit, schema: { hide: true } },
      async (request, reply) => {
        const kit = parts.kits().get(request.params.slug);
        const line = kit && parts.channelOf(kit.slug);
        if (!kit || !line) throw new Problem(noChannel);
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const signature = request.headers['x-line-signature'];
        if (!isSigned(body, typeof signature === 'string' ? signature : undefined, line.keys))
          throw new Problem(notSigned);
        const webhook = readWebhook(body);
        if (!webhook) throw new Problem(notAWebhook);
        if (webhook.destination !== line.channel.botUserId) throw new Problem(otherDestination);
        try {
          await receiveEvents(parts, kit, webhook.events);
        } catch (error) {
          request.log.error({ err: error }, 'webhook not stored');
          throw new Problem(tryAgain);
        }
        return reply.send({});
      },
    );
  });
}
