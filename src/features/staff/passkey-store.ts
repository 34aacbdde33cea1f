import type { StaffId } from '../../base/ids.ts';
import type { Db } from '../../platform/db/database.ts';

interface PasskeyTable {
  passkey_id: string;
  staff_id: StaffId;
  public_key: Buffer;
  counter: number;
  transports: string[];
  label: string;
  created_at: Date;
  last_used_at: Date | null;
}
interface PasskeyChallengeTable {
  challenge: string;
  staff_id: string | null;
  purpose: 'register' | 'sign-in';
  expires_at: Date;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    passkey: PasskeyTable;
    passkey_challenge: PasskeyChallengeTable;
  }
}

export type ChallengePurpose = PasskeyChallengeTable['purpose'];

export async function addChallenge(
  db: Db,
  challenge: { challenge: string; staffId: StaffId | null; purpose: ChallengePurpose; now: Date; expiresAt: Date },
): Promise<void> {
  await db.deleteFrom('passkey_challenge').where('expires_at', '<=', challenge.now).execute();
  await db
    .insertInto('passkey_challenge')
    .values({
      challenge: challenge.challenge,
      staff_id: challenge.staffId,
      purpose: challenge.purpose,
      expires_at: challenge.expiresAt,
    })
    .execute();
}

/** Takes the challenge away, so that it is signed once; false when it was never given, is used up or too old. */
export async function takeChallenge(
  db: Db,
  challenge: string,
  purpose: ChallengePurpose,
  staffId: StaffId | null,
  now: Date,
): Promise<boolean> {
  const row = await db
    .deleteFrom('passkey_challenge')
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('staff_id', 'is not distinct from', staffId)
    .where('expires_at', '>', now)
    .returning('challenge')
    .executeTakeFirst();
  return row !== undefined;
}

export interface PasskeyRow {
  readonly passkeyId: string;
  readonly staffId: StaffId;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const columns = [
  'passkey_id as passkeyId',
  'staff_id as staffId',
  'public_key as publicKey',
  'counter',
  'transports',
  'label',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
] as const;

export async function passkeysOf(db: Db, staffId: StaffId): Promise<PasskeyRow[]> {
  return db.selectFrom('passkey').select(columns).where('staff_id', '=', staffId).orderBy('created_at').execute();
}

export async function passkeyById(db: Db, passkeyId: string): Promise<PasskeyRow | undefined> {
  return db.selectFrom('passkey').select(columns).where('passkey_id', '=', passkeyId).executeTakeFirst();
}

/** False when the passkey is registered already. */
export async function addPasskey(db: Db, passkey: Omit<PasskeyRow, 'lastUsedAt'>): Promise<boolean> {
  const result = await db
    .insertInto('passkey')
    .values({
      passkey_id: passkey.passkeyId,
      staff_id: passkey.staffId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: [...passkey.transports],
      label: passkey.label,
      created_at: passkey.createdAt,
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.column('passkey_id').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function markPasskeyUsed(db: Db, passkeyId: string, counter: number, at: Date): Promise<void> {
  await db.updateTable('passkey').set({ counter, last_used_at: at }).where('passkey_id', '=', passkeyId).execute();
}

/** False when the person has no such passkey. */
export async function removePasskey(db: Db, staffId: StaffId, passkeyId: string): Promise<boolean> {
  const row = await db
    .deleteFrom('passkey')
    .where('passkey_id', '=', passkeyId)
    .where('staff_id', '=', staffId)
    .returning('passkey_id')
    .executeTakeFirst();
  return row !== undefined;
}
