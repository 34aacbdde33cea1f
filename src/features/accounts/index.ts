/** Which official accounts are open? Owns `account`. What an account says of itself is content (features/content). */
export { type OpenAccount, openAccounts } from './open-accounts.ts';
export { isLineStopped, resumeLine, stopLine } from './stop-line.ts';
export { type AccountRow, allAccounts } from './store.ts';
