import type { ChatId } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { emptyLetter, lettersOf } from './aftermath-store.ts';

/** Empties what is buried of a chat and fits: that something failed stays, what it said goes. */
export async function unbury(scope: Scope, chatId: ChatId, fits: (event: unknown) => boolean): Promise<void> {
  const { tx, account, vault } = scope;
  for (const { letterId, sealed } of await lettersOf(tx, account.id, chatId)) {
    const event: unknown = JSON.parse(await vault.unseal(tx, account.id, chatId, sealed));
    if (fits(event)) await emptyLetter(tx, account.id, letterId);
  }
}
