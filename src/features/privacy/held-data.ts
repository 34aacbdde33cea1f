import { accountsHeld } from './held/accounts.ts';
import { consentHeld } from './held/consent.ts';
import { contactPointsHeld } from './held/contact-points.ts';
import type { HeldTable } from './held/declare.ts';
import { entryHeld } from './held/entry.ts';
import { messagesHeld } from './held/messages.ts';
import { newsHeld } from './held/news.ts';
import { platformHeld } from './held/platform.ts';
import { residentsHeld } from './held/residents.ts';
import { responsesHeld } from './held/responses.ts';
import { situationHeld } from './held/situation.ts';
import { staffHeld } from './held/staff.ts';

export type { Form, HeldColumn, HeldTable } from './held/declare.ts';
export { announcedNotStored, type HeldElsewhere, heldCookies, heldLogFields } from './held/elsewhere.ts';

/**
 * Everything that is held, and which item of a policy (content/policies/items.yaml) announces it: each column of the database,
 * each cookie, each field of the log. test/facts/held-data.test.ts compares this with the database, with the policies that are
 * shipped and with the sources, and makes docs/reference/retention.md of it. Each feature that owns tables has a file in held/.
 */
export const heldTables: Readonly<Record<string, HeldTable>> = {
  ...accountsHeld,
  ...residentsHeld,
  ...consentHeld,
  ...entryHeld,
  ...responsesHeld,
  ...situationHeld,
  ...messagesHeld,
  ...contactPointsHeld,
  ...newsHeld,
  ...staffHeld,
  ...platformHeld,
};
