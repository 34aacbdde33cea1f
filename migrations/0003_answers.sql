-- Questionnaires under way, answers, and the counters that dashboards read.

-- A questionnaire that someone is filling in. Its id is the id that the response will have, so that however often the last
-- page is sent there is one answer.
create table mimamori.form (
  account_id    uuid not null references mimamori.account,
  resident_id   uuid not null,
  form_id       uuid not null,
  questionnaire text not null,
  version       text not null,
  -- The answers so far, sealed with the person's key.
  session_sealed bytea not null,
  -- Set once the answers are stored; the optional questions may still follow.
  recorded_at   timestamptz,
  started_at    timestamptz not null,
  touched_at    timestamptz not null,
  primary key (account_id, resident_id, form_id)
);
call mimamori.wall_in('mimamori.form');

create table mimamori.response (
  account_id        uuid not null references mimamori.account,
  resident_id       uuid not null,
  -- UUIDv7: also the order of time, and later the partition key.
  response_id       uuid not null,
  questionnaire     text not null,
  version           text not null,
  channel           text not null check (channel in ('line', 'web', 'staff')),
  language          text not null check (language in ('ja', 'easy', 'en')),
  answered_at       timestamptz not null,
  answered_on       date not null,
  -- Coded answers that were shown; free text is in text_sealed.
  answers           jsonb not null,
  text_sealed       bytea,
  -- What guidance was decided on besides the answers (episode, exposure), so that a new table can be replayed.
  context           jsonb not null,
  outcome           text not null,
  previous_outcome  text,
  outcome_row       smallint not null check (outcome_row between 0 and 12),
  profile           text not null,
  table_version     text not null,
  rule_id           text not null,
  contact_point_id  text,
  prefecture_code   text check (prefecture_code ~ '^[0-9]{2}$'),
  municipality_code text check (municipality_code ~ '^[0-9]{5}$'),
  optional_at       timestamptz,
  primary key (account_id, resident_id, response_id)
);
call mimamori.wall_in('mimamori.response');

-- Optional number to be called back on, for that purpose alone.
create table mimamori.callback (
  account_id    uuid not null references mimamori.account,
  resident_id   uuid not null,
  callback_id   uuid not null,
  response_id   uuid not null,
  number_sealed bytea not null,
  given_at      timestamptz not null,
  withdrawn_at  timestamptz,
  primary key (account_id, resident_id, callback_id)
);
call mimamori.wall_in('mimamori.callback');

-- Counts, kept exact by the transaction that stores an answer: it writes one delta row, a job merges deltas into counters,
-- readers add both. Nothing about a person is in here, so erasing someone leaves totals right.
create table mimamori.counter (
  account_id        uuid not null references mimamori.account,
  counted_on        date not null,
  prefecture_code   text not null,
  municipality_code text not null,
  measure           text not null,
  n                 bigint not null,
  primary key (account_id, counted_on, measure, prefecture_code, municipality_code)
);
call mimamori.wall_in('mimamori.counter');

create table mimamori.counter_delta (
  account_id uuid not null references mimamori.account,
  delta_id   uuid not null,
  -- [[counted_on, prefecture, municipality, measure, n], …]
  counts     jsonb not null,
  primary key (account_id, delta_id)
);
call mimamori.wall_in('mimamori.counter_delta', 'select, insert, delete');
