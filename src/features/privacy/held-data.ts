/**
 * Everything that is held, and which item of a policy (content/policies/items.yaml) announces it: each column of the database,
 * each cookie, each field of the log. test/facts/held-data.test.ts compares this with the database, with the policies that are
 * shipped and with the sources, and makes docs/reference/retention.md of it.
 */
export interface HeldColumn {
  /** Ids of items; none where the column tells of nobody. */
  readonly items: readonly string[];
  /** What becomes of it when the person is erased: unreadable, or kept as the policy says and closed to view. */
  readonly afterErasure: 'erasable' | 'kept' | 'not-personal';
  readonly form: Form;
  /** What an erased row holds here where that is not null: a value, or the name of the column whose value it takes. */
  readonly blank?: string | number | { readonly sameAs: string };
}

/**
 * `sealed`: encrypted with the key of the chat or person. `hash`: keyed or of a random secret, so that it cannot be tried
 * out. `key`: a wrapped key.
 */
export type Form = 'plain' | 'sealed' | 'hash' | 'key';

export interface HeldTable {
  /** One line: what a row is. */
  readonly holds: string;
  /** Whom it tells of. Staff are no residents: erasing a resident does not touch them. */
  readonly of: 'resident' | 'staff' | 'nobody';
  /** 'account': forced row-level security by account_id. Anything else says why there is none. */
  readonly wall: 'account' | { readonly none: string };
  /** What the application's role may do, sorted. */
  readonly rights: string;
  readonly columns: Readonly<Record<string, HeldColumn>>;
}

type Blank = Exclude<HeldColumn['blank'], undefined>;

const column = (
  afterErasure: HeldColumn['afterErasure'],
  items: readonly string[],
  form: Form = 'plain',
): HeldColumn => ({
  items,
  afterErasure,
  form,
});
const erasable = (...items: readonly string[]): HeldColumn => column('erasable', items);
const blanked = (blank: Blank, ...items: readonly string[]): HeldColumn => ({ ...erasable(...items), blank });
const kept = (...items: readonly string[]): HeldColumn => column('kept', items);
const sealed = (...items: readonly string[]): HeldColumn => column('erasable', items, 'sealed');
const hash = (...items: readonly string[]): HeldColumn => column('erasable', items, 'hash');
const nobody: HeldColumn = column('not-personal', []);
const staff = kept('staff_records');
const seen = kept('staff_access_records');
const consent = kept('consent_records');
const count = kept('anonymous_counts');
/** What is left to show that somebody was erased, and when. */
const tombstone = kept('erased_tombstone');

const everything = 'delete, insert, select, update';
const ofStaff = { none: 'staff work for organisations and may act for several accounts' } as const;

export const heldTables: Readonly<Record<string, HeldTable>> = {
  account: {
    holds: 'an official account',
    of: 'nobody',
    wall: { none: 'the webhook’s destination and the page’s address lead to it, before any account is known' },
    rights: 'insert, select, update',
    columns: {
      account_id: nobody,
      slug: nobody,
      prefecture_code: nobody,
      line_stopped_at: nobody,
      line_stopped_by: seen,
      created_at: nobody,
    },
  },
  account_key: {
    holds: 'the key of an account, wrapped by the master key, which is not in the database',
    of: 'nobody',
    wall: 'account',
    rights: 'insert, select',
    columns: { account_id: nobody, wrapped: column('not-personal', [], 'key'), created_at: nobody },
  },
  owner_key: {
    holds: 'the key of a chat or person, wrapped by the account’s; without it nothing that it sealed opens',
    of: 'resident',
    wall: 'account',
    rights: 'delete, insert, select',
    columns: {
      account_id: nobody,
      owner_id: erasable('internal_ids'),
      wrapped: column('erasable', ['internal_ids'], 'key'),
    },
  },
  audit_lane: {
    holds: 'the end of one chain of the audit log',
    of: 'nobody',
    wall: 'account',
    rights: 'insert, select, update',
    columns: { account_id: nobody, chain_id: nobody, last_seq: nobody, last_hash: { ...nobody, form: 'hash' } },
  },
  audit_entry: {
    holds: 'who did what, when and to whom (ids alone), in a chain that shows when it was altered',
    of: 'resident',
    wall: 'account',
    rights: 'insert, select',
    columns: {
      account_id: nobody,
      entry_id: seen,
      chain_id: seen,
      seq: seen,
      at: seen,
      actor_kind: seen,
      actor_id: seen,
      verb: seen,
      subject: seen,
      detail: seen,
      previous_hash: { ...seen, form: 'hash' },
      hash: { ...seen, form: 'hash' },
    },
  },
  chat: {
    holds: 'where someone writes from: a LINE friend, or a browser',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      chat_id: tombstone,
      channel: blanked('web', 'chat_status'),
      user_hash: hash('line_user_id'),
      user_sealed: sealed('line_user_id'),
      language: blanked('ja', 'language'),
      session: blanked('{}', 'chat_status'),
      followed_at: erasable('chat_status'),
      blocked_at: erasable('chat_status'),
      created_at: blanked({ sameAs: 'erased_at' }, 'timestamps'),
      erased_at: tombstone,
    },
  },
  resident: {
    holds: 'a person who is looked after: what is kept of the answers, and where things stand',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      resident_id: tombstone,
      chat_id: erasable('internal_ids'),
      relation: blanked('self', 'carer_relation'),
      label_sealed: sealed('subject_label'),
      answered_by: blanked('self', 'carer_relation'),
      profile: blanked('{}', 'health_profile', 'residence'),
      profile_sealed: sealed('health_profile'),
      prefecture_code: erasable('residence'),
      municipality_code: erasable('residence'),
      episode: erasable('follow_up_plan'),
      exposure: erasable('questionnaire_answers'),
      known_positive_since: erasable('questionnaire_answers'),
      last_outcome: erasable('guidance_records'),
      last_outcome_since: erasable('guidance_records'),
      last_response_id: erasable('internal_ids'),
      last_answered_at: erasable('timestamps'),
      answers: blanked(0, 'questionnaire_answers'),
      created_at: blanked({ sameAs: 'erased_at' }, 'timestamps'),
      erased_at: tombstone,
      id_end: tombstone,
      zip: erasable('residence'),
    },
  },
  consent: {
    holds: 'one tick given, refused or withdrawn',
    of: 'resident',
    wall: 'account',
    rights: 'insert, select',
    columns: {
      account_id: nobody,
      resident_id: consent,
      consent_id: consent,
      item: consent,
      document_id: consent,
      version: consent,
      document_hash: consent,
      given: consent,
      meaning: consent,
      channel: consent,
      given_by: consent,
      at: consent,
    },
  },
  web_session: {
    holds: 'a browser that may act for a chat; its cookie holds the secret',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      session_hash: hash('session_cookies'),
      chat_id: erasable('internal_ids'),
      resident_id: erasable('internal_ids'),
      created_at: erasable('timestamps'),
      expires_at: erasable('timestamps'),
    },
  },
  return_code: {
    holds: 'the code by which someone without LINE comes back to their pages',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      chat_id: erasable('internal_ids'),
      code_hash: hash('return_codes'),
      made_at: erasable('timestamps'),
      expires_at: erasable('timestamps'),
      used_at: erasable('return_codes'),
    },
  },
  form: {
    holds: 'a questionnaire under way, with the answers so far',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      resident_id: erasable('internal_ids'),
      form_id: erasable('internal_ids'),
      questionnaire: erasable('questionnaire_answers'),
      version: erasable('questionnaire_answers'),
      session_sealed: sealed('questionnaire_answers', 'health_profile', 'residence'),
      recorded_at: erasable('timestamps'),
      started_at: erasable('timestamps'),
      touched_at: erasable('timestamps'),
    },
  },
  response: {
    holds: 'one answer, with the guidance that was given to it',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      resident_id: erasable('internal_ids'),
      response_id: erasable('internal_ids'),
      questionnaire: erasable('questionnaire_answers'),
      version: erasable('questionnaire_answers'),
      channel: erasable('questionnaire_answers'),
      language: erasable('language'),
      answered_at: erasable('timestamps'),
      answered_on: erasable('timestamps'),
      answers: erasable('questionnaire_answers', 'health_profile', 'residence'),
      text_sealed: sealed('questionnaire_answers', 'health_profile'),
      context: erasable('questionnaire_answers', 'health_profile', 'follow_up_plan'),
      outcome: erasable('guidance_records'),
      previous_outcome: erasable('guidance_records'),
      outcome_row: erasable('guidance_records'),
      profile: erasable('guidance_records'),
      table_version: erasable('guidance_records'),
      rule_id: erasable('guidance_records'),
      contact_point_id: erasable('guidance_records'),
      prefecture_code: erasable('residence'),
      municipality_code: erasable('residence'),
      optional_at: erasable('timestamps'),
    },
  },
  callback: {
    holds: 'a number to call back on',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      resident_id: erasable('internal_ids'),
      callback_id: erasable('internal_ids'),
      response_id: erasable('internal_ids'),
      number_sealed: sealed('callback_number'),
      given_at: erasable('timestamps'),
      withdrawn_at: erasable('timestamps'),
    },
  },
  counter: {
    holds: 'how many, by day and place',
    of: 'nobody',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      counted_on: count,
      prefecture_code: count,
      municipality_code: count,
      measure: count,
      n: count,
    },
  },
  counter_delta: {
    holds: 'what one answer adds to the counts, until it is added a moment later',
    of: 'nobody',
    wall: 'account',
    rights: 'delete, insert, select',
    columns: { account_id: nobody, delta_id: count, counts: count },
  },
  line_event: {
    holds: 'the number that LINE gave an event, without whose it was, so that it is worked on once; for a week',
    of: 'nobody',
    wall: 'account',
    rights: 'delete, insert, select',
    columns: { account_id: nobody, webhook_event_id: nobody, received_at: nobody },
  },
  outbox: {
    holds: 'a message that waits; once it is sent, that it was, without its words',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      chat_id: erasable('internal_ids'),
      message_id: erasable('internal_ids'),
      retry_key: erasable('delivery_state'),
      reply_token: erasable('delivery_state'),
      reply_until: erasable('delivery_state'),
      body: erasable('messages_sent'),
      purpose: erasable('messages_sent'),
      state: erasable('delivery_state'),
      attempts: erasable('delivery_state'),
      not_before: erasable('delivery_state'),
      leased_until: erasable('delivery_state'),
      sent_by: erasable('delivery_state'),
      last_error: erasable('delivery_state'),
      created_at: erasable('timestamps'),
      sent_at: erasable('messages_sent'),
    },
  },
  dead_letter: {
    holds: 'an event or message that could not be worked on, for staff to look into',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      dead_letter_id: erasable('internal_ids'),
      source: erasable('failed_events'),
      event_id: erasable('failed_events'),
      event_sealed: sealed('failed_events'),
      reason: erasable('failed_events'),
      at: erasable('timestamps'),
      settled_at: erasable('timestamps'),
      chat_id: erasable('internal_ids'),
    },
  },
  contact_point_set: {
    holds: 'the contact points of an account, as they were imported',
    of: 'nobody',
    wall: 'account',
    rights: 'insert, select',
    columns: {
      account_id: nobody,
      set_id: nobody,
      source: nobody,
      hash: nobody,
      points: nobody,
      imported_at: nobody,
      imported_by: seen,
    },
  },
  news_item: {
    holds: 'one item of an account’s news',
    of: 'nobody',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      news_id: nobody,
      title: nobody,
      url: nobody,
      published_on: nobody,
      state: nobody,
      content_key: nobody,
      updated_at: nobody,
      updated_by: seen,
    },
  },
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
  'public.migration': {
    holds: 'a change of the schema that was applied',
    of: 'nobody',
    wall: { none: 'it belongs to the database, and the application cannot read it' },
    rights: '',
    columns: { name: nobody, hash: nobody, applied_at: nobody },
  },
};

export interface HeldElsewhere {
  readonly items: readonly string[];
  readonly holds: string;
}

export const heldCookies: Readonly<Record<string, HeldElsewhere>> = {
  mimamori: { items: ['session_cookies'], holds: 'the secret of a resident’s browser, for a day' },
  mimamori_language: { items: ['language'], holds: 'the language chosen in a browser, for a year' },
  mimamori_staff: { items: ['staff_records'], holds: 'the secret of a browser of staff, until they sign out' },
};

/** Fields of a line of the log, the server's and those of errors. No line tells whom it is about. */
export const heldLogFields: Readonly<Record<string, HeldElsewhere>> = {
  level: { items: ['access_logs'], holds: 'how grave it is' },
  time: { items: ['access_logs'], holds: 'when' },
  msg: { items: ['access_logs'], holds: 'what happened: fixed words' },
  requestId: { items: ['access_logs'], holds: 'a random number for one request' },
  method: { items: ['access_logs'], holds: 'GET, POST …' },
  route: { items: ['access_logs'], holds: 'the kind of page: a path with :placeholders' },
  status: { items: ['access_logs'], holds: 'whether it worked' },
  ms: { items: ['access_logs'], holds: 'how long it took' },
  code: { items: ['access_logs'], holds: 'the code of a refusal' },
  err: { items: ['access_logs'], holds: 'an error, without the values that it speaks of' },
  account: { items: [], holds: 'which official account' },
  job: { items: [], holds: 'which of the server’s own jobs' },
  failures: { items: [], holds: 'how often it failed' },
  url: { items: [], holds: 'where the server listens' },
  accounts: { items: [], holds: 'how many accounts are open' },
  database: { items: [], holds: 'embedded or external' },
};

/** Items that policies may announce and that nothing here stores, and why not. */
export const announcedNotStored: Readonly<Record<string, string>> = {
  line_profile: 'never asked of LINE',
  real_name: 'no question asks for it',
  my_number: 'no question asks for it',
  payment_card: 'no question asks for it',
  location: 'answered with a contact point, then dropped',
  talk_content: 'words outside a question are answered, then dropped',
  device_info: 'the browser’s languages choose a page’s language; nothing of it is stored',
  faq_questions: 'the FAQ is a list to read; nothing is typed',
  inquiries: 'enquiries go to the office by telephone',
  rights_requests: 'requests beyond seeing, withdrawing and erasing go to the office',
  care_records: 'staff write no notes yet',
  provision_records: 'nothing is provided to anyone yet',
};
