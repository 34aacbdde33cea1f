-- Whose event it was, where that is known: it is sealed with that chat's key, and goes when the chat is erased.
alter table mimamori.dead_letter add column chat_id uuid;
