-- A code by which someone without LINE comes back to their pages once the browser's session is over. One a chat; only a keyed hash
-- of it is kept. It takes the place of the one-time links, of which none was ever handed out.
drop table mimamori.entry_link;

create table mimamori.return_code (
  account_id uuid not null references mimamori.account,
  chat_id    uuid not null,
  code_hash  bytea not null,
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  -- When it was last used: shown to its owner, who may notice somebody else.
  used_at    timestamptz,
  primary key (account_id, code_hash)
);
create index return_code_chat on mimamori.return_code (account_id, chat_id);
call mimamori.wall_in('mimamori.return_code');
