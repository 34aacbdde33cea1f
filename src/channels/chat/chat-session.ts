import { z } from 'zod';
import type { ResidentId } from '../../base/ids.ts';
import { consentItems } from '../../features/consent/index.ts';

/** Where a chat stands between two turns: JSON, so that any process can take the next one. Holds no answer. */
const shape = z.object({
  /** Whom the chat is about. */
  resident: z
    .uuid()
    .transform((id) => id as ResidentId)
    .optional(),
  /** Ticks given so far, while they are asked one by one; the number that is asked next. */
  consenting: z.object({ next: z.int().min(0).max(10), given: z.array(z.enum(consentItems)) }).optional(),
  /** A questionnaire is being asked in this chat. */
  asking: z.boolean().optional(),
});
export type ChatSession = Readonly<z.infer<typeof shape>>;

/** What an older program left and this one cannot read is begun anew. */
export const readChatSession = (stored: unknown): ChatSession => {
  const parsed = shape.safeParse(stored ?? {});
  return parsed.success ? parsed.data : {};
};
