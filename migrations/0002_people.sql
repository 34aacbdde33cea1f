-- Chats and people are two things: a chat is where someone writes from, a resident is a person who is looked after.

create table mimamori.chat (
  account_id  uuid not null references mimamori.account,
  chat_id     uuid not null,
  channel     text not null check (channel in ('line', 'web')),
  -- Keyed hash of the LINE user id; null for the web, where the session's cookie leads here.
  user_hash   bytea,
  user_sealed bytea,
  language    text not null check (language in ('ja', 'easy', 'en')),
  -- The conversation between two turns, as data.
  session     jsonb not null default '{}',
  followed_at timestamptz,
  blocked_at  timestamptz,
  created_at  timestamptz not null,
  erased_at   timestamptz,
  primary key (account_id, chat_id),
  unique (account_id, user_hash)
);
call mimamori.wall_in('mimamori.chat');

create table mimamori.resident (
  account_id          uuid not null references mimamori.account,
  resident_id         uuid not null,
  chat_id             uuid,
  relation            text not null check (relation in ('self', 'family')),
  -- What the chat's holder calls this person (「母」); sealed. Null for oneself.
  label_sealed        bytea,
  -- Who answers: the person, or someone for them.
  answered_by         text not null check (answered_by in ('self', 'guardian', 'carer')),
  -- Kept answers by question id, coded and dated: {"sex": {"value": "female", "keptOn": "2020-04-21"}, …}.
  profile             jsonb not null default '{}',
  -- Kept answers in free text (medication), in the same shape; sealed.
  profile_sealed      bytea,
  prefecture_code     text check (prefecture_code ~ '^[0-9]{2}$'),
  municipality_code   text check (municipality_code ~ '^[0-9]{5}$'),
  episode             jsonb,
  -- Contact and travel dates of the last full answer, which the daily questionnaire builds on.
  exposure            jsonb,
  known_positive_since timestamptz,
  last_outcome        text,
  last_outcome_since  timestamptz,
  last_response_id    uuid,
  last_answered_at    timestamptz,
  answers             integer not null default 0 check (answers >= 0),
  created_at          timestamptz not null,
  erased_at           timestamptz,
  primary key (account_id, resident_id)
);
call mimamori.wall_in('mimamori.resident');
create index resident_chat on mimamori.resident (account_id, chat_id);
create index resident_recent on mimamori.resident (account_id, last_answered_at desc, resident_id desc)
  where last_answered_at is not null and erased_at is null;
create index resident_place on mimamori.resident (account_id, municipality_code, last_answered_at desc, resident_id desc)
  where last_answered_at is not null and erased_at is null;
create index resident_outcome on mimamori.resident (account_id, last_outcome, last_answered_at desc, resident_id desc)
  where last_answered_at is not null and erased_at is null;

-- The consent ledger: one row per tick given, refused or withdrawn. The newest row of an item is what holds now.
create table mimamori.consent (
  account_id     uuid not null references mimamori.account,
  resident_id    uuid not null,
  consent_id     uuid not null,
  item           text not null check (item in ('terms', 'privacy', 'research', 'followup')),
  document_id    text not null,
  version        text not null,
  document_hash  text not null check (document_hash ~ '^[0-9a-f]{64}$'),
  given          boolean not null,
  meaning        text not null check (meaning in ('consent', 'opt-out', 'acknowledged')),
  channel        text not null check (channel in ('line', 'web', 'staff')),
  given_by       text not null check (given_by in ('self', 'guardian', 'carer')),
  at             timestamptz not null,
  primary key (account_id, resident_id, consent_id)
);
call mimamori.wall_in('mimamori.consent', 'select, insert');
create index consent_item on mimamori.consent (account_id, resident_id, item, consent_id desc);

-- A browser that may act for a chat. The cookie holds a secret, the table only its hash.
create table mimamori.web_session (
  account_id   uuid not null references mimamori.account,
  session_hash bytea not null,
  chat_id      uuid not null,
  resident_id  uuid,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  primary key (account_id, session_hash)
);
call mimamori.wall_in('mimamori.web_session');

-- A link that opens the pages for one chat, once, outside LINE.
create table mimamori.entry_link (
  account_id uuid not null references mimamori.account,
  link_hash  bytea not null,
  chat_id    uuid not null,
  target     text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  primary key (account_id, link_hash)
);
call mimamori.wall_in('mimamori.entry_link');
