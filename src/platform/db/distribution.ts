/**
 * Where the rows of each table live on a Citus cluster: `mimamori migrate --distribute` makes it so, and
 * docs/explanation/citus.md says when one needs it. A fact test holds every table to a place here.
 */
export type Place =
  /** Cut into shards by a column. Tables cut by the same kind of id lie together: a person's rows are on one machine. */
  | { readonly by: string; readonly with?: string; readonly why: string }
  /** A whole copy on every machine: read everywhere, written seldom. */
  | { readonly copy: 'everywhere'; readonly why: string }
  /** One copy, on the coordinator. */
  | { readonly copy: 'coordinator'; readonly why: string };

const ofPerson = (why: string): Place => ({ by: 'resident_id', with: 'resident', why });
const ofChat = (why: string): Place => ({ by: 'chat_id', with: 'resident', why });

export const distribution: Readonly<Record<string, Place>> = {
  account: { copy: 'everywhere', why: 'every other table refers to it; a few dozen rows' },
  account_key: { copy: 'everywhere', why: 'one row an account, read by every process' },
  contact_point_set: { copy: 'everywhere', why: 'content' },
  news_item: { copy: 'everywhere', why: 'content' },
  organisation: { copy: 'everywhere', why: 'staff refer to it' },
  staff: { copy: 'everywhere', why: 'sessions and roles refer to it; thousands of rows' },
  staff_role: { copy: 'everywhere', why: 'read with every request of the console' },

  staff_session: { copy: 'coordinator', why: 'written with every request of the console, which are few' },
  passkey: { copy: 'coordinator', why: 'read when somebody signs in' },
  passkey_challenge: { copy: 'coordinator', why: 'lives for minutes' },
  sign_in_failure: { copy: 'coordinator', why: 'lives for a quarter of an hour' },

  resident: { by: 'resident_id', why: 'the heart of it: all that is a person’s lies with the person' },
  consent: ofPerson('read and written with the person'),
  form: ofPerson('read and written with the person'),
  response: ofPerson('written in one transaction with the person'),
  callback: ofPerson('written with the response'),
  owner_key: { by: 'owner_id', with: 'resident', why: 'a key lies with the person or chat that it belongs to' },

  chat: ofChat('the session of a conversation is locked, read and kept by chat'),
  outbox: ofChat('what is said lies with the chat; workers claim shard by shard'),

  web_session: { by: 'session_hash', why: 'found by what the cookie holds, before the chat is known' },
  return_code: { by: 'code_hash', why: 'found by what somebody typed, before the chat is known' },
  typed_answer: { by: 'message_hash', why: 'asked for by LINE’s message alone, when it is taken back' },
  line_event: { by: 'webhook_event_id', why: 'asked for by LINE’s id alone, once for each event' },
  dead_letter: { by: 'dead_letter_id', why: 'seldom written, read by its id' },

  audit_entry: { by: 'chain_id', why: 'a chain is written in order, by one writer at a time' },
  audit_lane: { by: 'chain_id', with: 'audit_entry', why: 'the end of a chain lies with the chain' },

  counter: { by: 'account_id', why: 'a situation page reads one account; written by one job, not by answers' },
  counter_delta: { by: 'delta_id', why: 'written with answers: any shard will do, so the writer takes its own' },
};

/** Of `public`: kept by the program itself. */
export const ownTables = ['migration'] as const;

/**
 * What the schema has to give up first: on a cluster a key is only unique within the column that its table is cut by. Each is
 * said in docs/explanation/citus.md.
 */
export const beforeDistributing: readonly string[] = [
  // The hash of a LINE user: `chat` is cut by chat. Two first messages at the same instant could open two chats.
  'alter table mimamori.chat drop constraint chat_account_id_user_hash_key',
  'create index chat_user_hash on mimamori.chat (account_id, user_hash)',
  // Entries are found by their chain.
  'alter table mimamori.audit_entry drop constraint audit_entry_pkey',
  'alter table mimamori.audit_entry add primary key (account_id, chain_id, entry_id)',
];
