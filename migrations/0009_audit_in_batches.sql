-- Entries are hashed by the program now, a batch at a time (src/platform/audit/store.ts), over the same lines as before.
drop function mimamori.append_audit;
