import { actorId, type Scope } from '../../platform/scope.ts';
import * as store from './store.ts';

/** Stops the LINE channel of the account in one step: the web goes on, and whoever writes is told where. */
export async function stopLine(scope: Scope): Promise<void> {
  scope.require('accounts.stop-line');
  await store.setLineStopped(scope.tx, scope.account.id, { at: scope.now, by: actorId(scope.actor) });
  await scope.audit('accounts.line-stopped');
}

export async function resumeLine(scope: Scope): Promise<void> {
  scope.require('accounts.stop-line');
  await store.setLineStopped(scope.tx, scope.account.id, null);
  await scope.audit('accounts.line-resumed');
}

export const isLineStopped = (scope: Scope): Promise<boolean> => store.isLineStopped(scope.tx, scope.account.id);
