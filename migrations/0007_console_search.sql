-- Finding one person from the console, among a million: by the short code that staff read out (it shows the last 30 bits of
-- the id: src/features/residents/search-code.ts), or by the first digits of the postal code.
create index resident_code on mimamori.resident (account_id, right(resident_id::text, 8));
create index resident_zip on mimamori.resident (account_id, (profile -> 'zip' ->> 'value') text_pattern_ops)
  where last_answered_at is not null and erased_at is null;

-- The audit log is read newest first, for the whole account or for one actor.
create index audit_entry_actor on mimamori.audit_entry (account_id, actor_id, entry_id);
