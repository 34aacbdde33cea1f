-- Finding one person from the console, among a million: by the short code that staff read out (it shows the last 30 bits of
-- the id: src/features/residents/search-code.ts), or by the first digits of the postal code.
-- Columns rather than indexes on expressions: behind row-level security PostgreSQL enters an index only by operators that it
-- knows not to leak (=, <, >= on text), never by a function such as right() or by `like`.
alter table mimamori.resident
  add column id_end text not null generated always as (right(resident_id::text, 8)) stored,
  add column zip text collate "C" generated always as (profile -> 'zip' ->> 'value') stored;
create index resident_code on mimamori.resident (account_id, id_end);
create index resident_zip on mimamori.resident (account_id, zip)
  where zip is not null and last_answered_at is not null and erased_at is null;

-- The audit log is read newest first, for the whole account, for one actor, or for the verbs of one feature, which is a range
-- of text only where text is ordered by its bytes.
alter table mimamori.audit_entry alter column verb type text collate "C";
create index audit_entry_actor on mimamori.audit_entry (account_id, actor_id, entry_id);
