-- What arrives from LINE and what leaves.

-- Event ids already seen: LINE may deliver an event twice, with or without saying so.
create table mimamori.line_event (
  account_id       uuid not null references mimamori.account,
  webhook_event_id text not null check (length(webhook_event_id) between 1 and 64),
  received_at      timestamptz not null,
  primary key (account_id, webhook_event_id)
);
call mimamori.wall_in('mimamori.line_event', 'select, insert, delete');
create index line_event_age on mimamori.line_event (account_id, received_at);

-- Messages to be sent. `body` is a list of channel-neutral messages (src/base/chat-message.ts), emptied once sent.
create table mimamori.outbox (
  account_id     uuid not null references mimamori.account,
  chat_id        uuid not null,
  message_id     uuid not null,
  retry_key      uuid not null,
  reply_token    text,
  reply_until    timestamptz,
  body           jsonb not null,
  -- Why it is sent (`responses.answered`, `conversation.reply` …): shown to staff, never to LINE.
  purpose        text not null,
  state          text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'dropped')),
  attempts       integer not null default 0,
  not_before     timestamptz not null,
  leased_until   timestamptz,
  sent_by        text check (sent_by in ('reply', 'push')),
  last_error     text,
  created_at     timestamptz not null,
  sent_at        timestamptz,
  primary key (account_id, chat_id, message_id)
);
call mimamori.wall_in('mimamori.outbox');
create index outbox_due on mimamori.outbox (account_id, not_before) where state in ('waiting', 'sending');

-- What could not be worked on, with its reason; the event itself is sealed with the account's key.
create table mimamori.dead_letter (
  account_id     uuid not null references mimamori.account,
  dead_letter_id uuid not null,
  source         text not null check (source in ('line', 'outbox', 'job')),
  event_id       text,
  event_sealed   bytea,
  reason         text not null,
  at             timestamptz not null,
  settled_at     timestamptz,
  primary key (account_id, dead_letter_id)
);
call mimamori.wall_in('mimamori.dead_letter');
