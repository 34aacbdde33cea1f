import type { LineApi } from './line-api.ts';
import type { LineChannel } from './line-channels.ts';

/**
 * Stateless channel access tokens: 15 minutes, unlimited in number, nothing to revoke. One is kept per channel and renewed a
 * minute early; callers that ask at once share one request.
 */
export interface ChannelTokens {
  /** undefined when LINE gave none: the caller tries again later. */
  of(channel: LineChannel): Promise<string | undefined>;
  /** After a 401: the next call asks anew. */
  forget(channel: LineChannel): void;
}

export function createChannelTokens(api: LineApi, now: () => Date): ChannelTokens {
  const kept = new Map<string, { token: string; until: number }>();
  const asking = new Map<string, Promise<string | undefined>>();

  async function ask(channel: LineChannel): Promise<string | undefined> {
    const answer = await api.call({
      host: 'api',
      method: 'POST',
      path: '/oauth2/v3/token',
      form: {
        grant_type: 'client_credentials',
        client_id: channel.channelId,
        client_secret: channel.channelSecret,
      },
    });
    const body = answer.body as { access_token?: string; expires_in?: number } | undefined;
    if (answer.status !== 200 || !body?.access_token) return undefined;
    kept.set(channel.channelId, {
      token: body.access_token,
      until: now().getTime() + ((body.expires_in ?? 899) - 60) * 1000,
    });
    return body.access_token;
  }

  return {
    async of(channel) {
      const known = kept.get(channel.channelId);
      if (known && known.until > now().getTime()) return known.token;
      let pending = asking.get(channel.channelId);
      if (!pending) {
        pending = ask(channel).finally(() => asking.delete(channel.channelId));
        asking.set(channel.channelId, pending);
      }
      return pending;
    },
    forget: (channel) => {
      kept.delete(channel.channelId);
    },
  };
}
