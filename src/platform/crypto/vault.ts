import type { KeyObject } from 'node:crypto';
import type { AccountId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Tx } from '../db/database.ts';
import { deriveKey, keyedHash, keyObject, newKey, seal, unseal } from './seal.ts';
import * as store from './store.ts';

const noKey = {
  code: 'vault.no-key',
  status: 500,
  title: 'There is no key for this: it was erased, or the account was never opened.',
} as const;
const wrongMasterKey = {
  code: 'vault.wrong-master-key',
  status: 500,
  title: 'The master key does not open the keys in this database: restore the key file that belongs to it.',
} as const;

/**
 * Seals identifiers and free text, one key per owner (a chat or a resident). Losing an owner's key is how a person is erased:
 * what it sealed can no longer be read, wherever a copy lies.
 */
export interface Vault {
  /** Makes the account's key if it has none. */
  openAccount(tx: Tx, accountId: AccountId, now: Date): Promise<void>;
  seal(tx: Tx, accountId: AccountId, ownerId: string, text: string): Promise<Buffer>;
  unseal(tx: Tx, accountId: AccountId, ownerId: string, sealed: Buffer): Promise<string>;
  /** With the account's own key, for what belongs to nobody in particular (events that failed). */
  sealForAccount(tx: Tx, accountId: AccountId, text: string): Promise<Buffer>;
  unsealForAccount(tx: Tx, accountId: AccountId, sealed: Buffer): Promise<string>;
  /** A keyed hash, different in every account, by which a LINE user is found again. */
  lookupHash(tx: Tx, accountId: AccountId, text: string): Promise<Buffer>;
  forget(tx: Tx, accountId: AccountId, ownerId: string): Promise<void>;
}

/** @param masterKey 32 bytes that wrap every account's key; kept outside the database and its backups. */
export function createVault(masterKey: Buffer): Vault {
  const master = keyObject(masterKey);
  const accounts = new Map<string, { seals: KeyObject; finds: KeyObject }>();

  async function keysOf(tx: Tx, accountId: AccountId) {
    const known = accounts.get(accountId);
    if (known) return known;
    const wrapped = await store.accountKey(tx, accountId);
    if (!wrapped) throw new Problem(noKey);
    let raw: Buffer;
    try {
      raw = unseal(master, wrapped, accountId);
    } catch {
      throw new Problem(wrongMasterKey);
    }
    const seals = keyObject(raw);
    const keys = { seals, finds: deriveKey(seals, 'find') };
    accounts.set(accountId, keys);
    return keys;
  }

  async function ownerKey(tx: Tx, accountId: AccountId, ownerId: string): Promise<KeyObject | undefined> {
    const wrapped = await store.ownerKey(tx, accountId, ownerId);
    return wrapped && keyObject(unseal((await keysOf(tx, accountId)).seals, wrapped, ownerId));
  }

  async function ownerKeyOrNew(tx: Tx, accountId: AccountId, ownerId: string): Promise<KeyObject> {
    const known = await ownerKey(tx, accountId, ownerId);
    if (known) return known;
    const fresh = newKey();
    const wrapped = seal((await keysOf(tx, accountId)).seals, fresh, ownerId);
    if (await store.addOwnerKey(tx, accountId, ownerId, wrapped)) return keyObject(fresh);
    const kept = await ownerKey(tx, accountId, ownerId);
    if (!kept) throw new Problem(noKey);
    return kept;
  }

  return {
    async openAccount(tx, accountId, now) {
      await store.addAccountKey(tx, accountId, seal(master, newKey(), accountId), now);
      await keysOf(tx, accountId);
    },
    async seal(tx, accountId, ownerId, text) {
      return seal(await ownerKeyOrNew(tx, accountId, ownerId), Buffer.from(text), ownerId);
    },
    async unseal(tx, accountId, ownerId, sealed) {
      const key = await ownerKey(tx, accountId, ownerId);
      if (!key) throw new Problem(noKey);
      return unseal(key, sealed, ownerId).toString();
    },
    async sealForAccount(tx, accountId, text) {
      return seal((await keysOf(tx, accountId)).seals, Buffer.from(text), accountId);
    },
    async unsealForAccount(tx, accountId, sealed) {
      return unseal((await keysOf(tx, accountId)).seals, sealed, accountId).toString();
    },
    async lookupHash(tx, accountId, text) {
      return keyedHash((await keysOf(tx, accountId)).finds, text);
    },
    forget: store.removeOwnerKey,
  };
}
