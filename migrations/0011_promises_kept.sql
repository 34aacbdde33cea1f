-- Which answer came from which message of the chat, so that taking the message back takes the answer back. The message is known
-- by a keyed hash of LINE's id; the answer itself is in the form, sealed. Kept for as long as ids of events are.
create table mimamori.typed_answer (
  account_id   uuid not null references mimamori.account,
  message_hash bytea not null,
  resident_id  uuid not null,
  form_id      uuid not null,
  question     text not null,
  typed_at     timestamptz not null,
  primary key (account_id, message_hash)
);
call mimamori.wall_in('mimamori.typed_answer', 'select, insert, delete');
create index typed_answer_person on mimamori.typed_answer (account_id, resident_id, form_id);
create index typed_answer_age on mimamori.typed_answer (account_id, typed_at);

-- A number that is withdrawn goes at once, so nothing was ever written here.
alter table mimamori.callback drop column withdrawn_at;

-- The hourly removal (docs/runbooks/privacy.purge.md) finds what is over without reading what is not.
create index outbox_over on mimamori.outbox (account_id, created_at) where state in ('sent', 'failed', 'dropped');
create index chat_age on mimamori.chat (account_id, created_at) where erased_at is null;
create index chat_erased on mimamori.chat (account_id, erased_at) where erased_at is not null;
create index resident_age on mimamori.resident (account_id, created_at) where erased_at is null and last_answered_at is null;
create index resident_erased on mimamori.resident (account_id, erased_at) where erased_at is not null;
create index web_session_chat on mimamori.web_session (account_id, chat_id);
create index callback_age on mimamori.callback (account_id, given_at);
-- The ledger of consent is proof, and kept after erasure for as long as the policy says; then it goes.
grant delete on mimamori.consent to mimamori_app;
