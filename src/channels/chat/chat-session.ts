import { z } from 'zod';
import type { ResidentId } from '../../base/ids.ts';
import { consentItems } from '../../features/consent/index.ts';

const shownTick = z.object({
  item: z.enum(consentItems),
  meaning: z.enum(['consent', 'opt-out', 'acknowledged']),
  document: z.object({ id: z.string(), version: z.string(), hash: z.string() }),
  /** Left out while it is not answered. */
  given: z.boolean().optional(),
});
export type ShownTick = Readonly<z.infer<typeof shownTick>>;

/** Where a chat stands between two turns: JSON, so that any process can take the next one. Holds no answer. */
const shape = z.object({
  /** Whom the chat is about. */
  resident: z
    .uuid()
    .transform((id) => id as ResidentId)
    .optional(),
  /** The ticks that were shown, while they are asked one by one: each with the document as it stood then. The last awaits its answer. */
  consenting: z.object({ shown: z.array(shownTick).max(10) }).optional(),
  /** A questionnaire is being asked in this chat. */
  asking: z.boolean().optional(),
});
export type ChatSession = Readonly<z.infer<typeof shape>>;

/** What an older program left and this one cannot read is begun anew. */
export const readChatSession = (stored: unknown): ChatSession => {
  const parsed = shape.safeParse(stored ?? {});
  return parsed.success ? parsed.data : {};
};
