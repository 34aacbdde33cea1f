import { z } from 'zod';
import { Problem } from '../../base/problem.ts';

/** One account's connection to LINE. Secrets live in a file or variable of the operator's, never in content or the database. */
const channel = z.strictObject({
  account: z.string().min(1),
  channelId: z.string().min(1),
  channelSecret: z.string().min(16),
  /** The old secret, accepted while webhooks signed with it may still arrive. */
  previousSecret: z.string().min(16).optional(),
  /** The bot's own user id: the webhook's `destination`. */
  botUserId: z.string().regex(/^U[0-9a-f]{32}$/),
  /** The LINE Login channel that the LIFF app belongs to. */
  loginChannelId: z.string().min(1),
  liffId: z.string().min(1),
  /** Adds the account as a friend: shown on the account's public page. */
  friendUrl: z.url({ protocol: /^https?$/ }).optional(),
});
export type LineChannel = z.infer<typeof channel>;

const badChannels = {
  code: 'line.bad-channels',
  status: 500,
  title: 'The LINE channels in {where} cannot be used: {faults}.',
} as const;

/** @throws Problem `line.bad-channels` naming every fault at once. */
export function readLineChannels(json: unknown, where: string): LineChannel[] {
  const parsed = z.array(channel).safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Problem(badChannels, { where, faults });
  }
  return parsed.data;
}
