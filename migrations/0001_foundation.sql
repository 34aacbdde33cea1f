-- Accounts, keys, audit: what every other table stands on.
-- Run as the owner role. The application connects as mimamori_app, which owns nothing and may not bypass row-level security.

create schema mimamori;
revoke all on schema mimamori from public;
grant usage on schema mimamori to mimamori_app;

-- The account that this transaction acts for. `nullif` is needed: after the first local setting on a connection the setting
-- is '' rather than null, and ''::uuid would throw instead of matching nothing.
create function mimamori.current_account() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.account', true), '')::uuid;

-- Gives a table that belongs to accounts its wall: forced row-level security and the application's rights.
create procedure mimamori.wall_in(table_name regclass, rights text default 'select, insert, update, delete')
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format(
    'create policy own_account on %s using (account_id = mimamori.current_account())'
    ' with check (account_id = mimamori.current_account())', table_name);
  execute format('grant %s on %s to mimamori_app', rights, table_name);
end $$;

-- One row per official account. Readable without an account: the webhook's destination and the page's address lead to it.
create table mimamori.account (
  account_id      uuid primary key,
  slug            text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,40}$'),
  prefecture_code text not null check (prefecture_code ~ '^(0[1-9]|[1-3][0-9]|4[0-7])$'),
  line_stopped_at timestamptz,
  line_stopped_by text,
  created_at      timestamptz not null
);
grant select, insert, update on mimamori.account to mimamori_app;

-- Keys that seal identifiers and free text (AES-256-GCM). The account's key is wrapped by the master key, which is not in the
-- database; a chat's or resident's key is wrapped by the account's. Erasing a key erases what it sealed, copies included.
create table mimamori.account_key (
  account_id uuid primary key references mimamori.account,
  wrapped    bytea not null,
  created_at timestamptz not null
);
call mimamori.wall_in('mimamori.account_key', 'select, insert');

create table mimamori.owner_key (
  account_id uuid not null references mimamori.account,
  owner_id   uuid not null,
  wrapped    bytea not null,
  primary key (account_id, owner_id)
);
call mimamori.wall_in('mimamori.owner_key', 'select, insert, delete');

-- The audit log: chains of entries, each holding the hash of the one before. Several chains ("lanes") per account, so that
-- simultaneous writers do not wait for one another; a lane is locked by the transaction that appends to it.
create table mimamori.audit_lane (
  account_id uuid not null references mimamori.account,
  chain_id   uuid not null,
  last_seq   bigint not null,
  last_hash  bytea not null,
  primary key (account_id, chain_id)
);
call mimamori.wall_in('mimamori.audit_lane', 'select, insert, update');

create table mimamori.audit_entry (
  account_id    uuid not null references mimamori.account,
  entry_id      uuid not null,
  chain_id      uuid not null,
  seq           bigint not null check (seq > 0),
  at            timestamptz not null,
  actor_kind    text not null check (actor_kind in ('staff', 'resident', 'system', 'operator')),
  actor_id      text not null,
  verb          text not null check (verb ~ '^[a-z-]+\.[a-z-]+$'),
  subject       text,
  -- Text, not jsonb: the hash is over these very characters.
  detail        text not null,
  previous_hash bytea not null,
  hash          bytea not null,
  primary key (account_id, entry_id),
  unique (account_id, chain_id, seq)
);
call mimamori.wall_in('mimamori.audit_entry', 'select, insert');
create index audit_entry_verb on mimamori.audit_entry (account_id, verb, entry_id);
create index audit_entry_subject on mimamori.audit_entry (account_id, subject, entry_id) where subject is not null;

-- Appends one entry to a free lane, or opens a new one. The hash covers, one a line: chain, seq, time (ISO, µs, UTC), actor,
-- verb, subject, detail, and the previous hash in hex. `mimamori audit verify` computes the same in TypeScript.
create function mimamori.append_audit(
  entry uuid, at timestamptz, actor_kind text, actor_id text, verb text, subject text, detail text
) returns void language plpgsql as $$
declare
  account uuid := mimamori.current_account();
  lane mimamori.audit_lane%rowtype;
  new_hash bytea;
begin
  select * into lane from mimamori.audit_lane l where l.account_id = account
    order by l.chain_id for update skip locked limit 1;
  if not found then
    lane := row(account, entry, 0, '\x'::bytea);
    insert into mimamori.audit_lane values (lane.account_id, lane.chain_id, 0, '\x');
  end if;
  new_hash := sha256(convert_to(concat_ws(E'\n',
    lane.chain_id, lane.last_seq + 1, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    actor_kind, actor_id, verb, coalesce(subject, ''), detail, encode(lane.last_hash, 'hex')), 'UTF8'));
  insert into mimamori.audit_entry values
    (account, entry, lane.chain_id, lane.last_seq + 1, at, actor_kind, actor_id, verb, subject, detail, lane.last_hash, new_hash);
  update mimamori.audit_lane l set last_seq = lane.last_seq + 1, last_hash = new_hash
    where l.account_id = account and l.chain_id = lane.chain_id;
end $$;
grant execute on function mimamori.append_audit to mimamori_app;
