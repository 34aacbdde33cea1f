-- Staff work for organisations and may act for several accounts, so these tables stand outside the accounts' walls.
-- What staff do in an account is in that account's audit log.

create table mimamori.organisation (
  organisation_id uuid primary key,
  name            text not null unique,
  kind            text not null check (kind in ('prefecture', 'city', 'contractor', 'university', 'ministry'))
);
grant select, insert, update on mimamori.organisation to mimamori_app;

create table mimamori.staff (
  staff_id        uuid primary key,
  organisation_id uuid not null references mimamori.organisation,
  login           text not null unique check (login ~ '^[a-z0-9][a-z0-9._-]{1,62}$'),
  name            text not null,
  -- argon2id in PHC string format; null while only passkeys or an identity provider may sign in.
  password_hash   text,
  created_at      timestamptz not null,
  disabled_at     timestamptz
);
grant select, insert, update on mimamori.staff to mimamori_app;

-- What someone may do, where. `areas` are municipality codes; null means the whole account.
create table mimamori.staff_role (
  staff_id   uuid not null references mimamori.staff on delete cascade,
  account_id uuid not null references mimamori.account,
  role       text not null check (role in ('viewer', 'officer', 'nurse', 'analyst', 'privacy', 'administrator')),
  areas      text[],
  primary key (staff_id, account_id, role)
);
grant select, insert, update, delete on mimamori.staff_role to mimamori_app;

create table mimamori.staff_session (
  session_hash bytea primary key,
  staff_id     uuid not null references mimamori.staff on delete cascade,
  created_at   timestamptz not null,
  seen_at      timestamptz not null,
  expires_at   timestamptz not null
);
grant select, insert, update, delete on mimamori.staff_session to mimamori_app;

create table mimamori.passkey (
  passkey_id    text primary key,
  staff_id      uuid not null references mimamori.staff on delete cascade,
  public_key    bytea not null,
  counter       bigint not null,
  transports    text[] not null default '{}',
  label         text not null,
  created_at    timestamptz not null,
  last_used_at  timestamptz
);
grant select, insert, update, delete on mimamori.passkey to mimamori_app;

-- Challenges that a passkey is to sign: short-lived, used once.
create table mimamori.passkey_challenge (
  challenge  text primary key,
  staff_id   uuid references mimamori.staff on delete cascade,
  purpose    text not null check (purpose in ('register', 'sign-in')),
  expires_at timestamptz not null
);
grant select, insert, delete on mimamori.passkey_challenge to mimamori_app;

-- Failed sign-ins per login (hashed, so that mistyped passwords in the login field are not kept).
create table mimamori.sign_in_failure (
  login_hash bytea not null,
  at         timestamptz not null,
  failure_id uuid not null primary key
);
grant select, insert, delete on mimamori.sign_in_failure to mimamori_app;
create index sign_in_failure_recent on mimamori.sign_in_failure (login_hash, at);
