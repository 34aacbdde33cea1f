import { column, everything, type HeldTable, ofStaff, staff } from './declare.ts';

/** Staff: who they are, what they may do, how they sign in. */
export const staffHeld = {
  organisation: {
    holds: 'an organisation whose staff work here',
    of: 'staff',
    wall: ofStaff,
    rights: 'insert, select, update',
    columns: { organisation_id: staff, name: staff, kind: staff },
  },
  staff: {
    holds: 'a member of staff',
    of: 'staff',
    wall: ofStaff,
    rights: 'insert, select, update',
    columns: {
      staff_id: staff,
      organisation_id: staff,
      login: staff,
      name: staff,
      password_hash: { ...staff, form: 'hash' },
      home_account_id: staff,
      created_at: staff,
      disabled_at: staff,
    },
  },
  staff_role: {
    holds: 'what a member of staff may do, where',
    of: 'staff',
    wall: { none: 'read when someone signs in, before they choose an account' },
    rights: everything,
    columns: { staff_id: staff, account_id: staff, role: staff, areas: staff },
  },
  staff_session: {
    holds: 'a browser in which a member of staff is signed in',
    of: 'staff',
    wall: ofStaff,
    rights: everything,
    columns: {
      session_hash: { ...staff, form: 'hash' },
      staff_id: staff,
      created_at: staff,
      seen_at: staff,
      expires_at: staff,
    },
  },
  passkey: {
    holds: 'a passkey with which a member of staff signs in: its public half',
    of: 'staff',
    wall: ofStaff,
    rights: everything,
    columns: {
      passkey_id: staff,
      staff_id: staff,
      public_key: { ...staff, form: 'key' },
      counter: staff,
      transports: staff,
      label: staff,
      created_at: staff,
      last_used_at: staff,
    },
  },
  passkey_challenge: {
    holds: 'what a passkey is to sign: for minutes, once',
    of: 'staff',
    wall: ofStaff,
    rights: 'delete, insert, select',
    columns: { challenge: staff, staff_id: staff, purpose: staff, expires_at: staff },
  },
  sign_in_failure: {
    holds: 'that a sign-in failed, by a keyed hash of the login or of the network address; for minutes',
    of: 'staff',
    wall: ofStaff,
    rights: 'delete, insert, select',
    columns: {
      login_hash: column('kept', ['staff_records', 'network_address'], 'hash'),
      at: staff,
      failure_id: staff,
    },
  },
} as const satisfies Readonly<Record<string, HeldTable>>;
