-- The schema after all migrations, as the database itself describes it. Not run: read it beside a migration's change.
-- Generated and compared by test/facts/schema.test.ts; `npm run update-snapshots` writes it anew.

create schema mimamori;
grant usage on schema mimamori to mimamori_app;

create table mimamori.account (
  account_id uuid not null,
  slug text not null,
  prefecture_code text not null,
  line_stopped_at timestamp with time zone,
  line_stopped_by text,
  created_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (account_id),
  constraint account_slug_key UNIQUE (slug),
  constraint account_prefecture_code_check CHECK ((prefecture_code ~ '^(0[1-9]|[1-3][0-9]|4[0-7])$'::text)),
  constraint account_slug_check CHECK ((slug ~ '^[a-z][a-z0-9-]{1,40}$'::text))
);
grant insert, select, update on mimamori.account to mimamori_app;

create table mimamori.account_key (
  account_id uuid not null,
  wrapped bytea not null,
  created_at timestamp with time zone not null,
  constraint account_key_pkey PRIMARY KEY (account_id),
  constraint account_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id)
);
alter table mimamori.account_key enable row level security;
alter table mimamori.account_key force row level security;
create policy own_account on mimamori.account_key as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant insert, select on mimamori.account_key to mimamori_app;

create table mimamori.audit_entry (
  account_id uuid not null,
  entry_id uuid not null,
  chain_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text not null,
  verb text not null,
  subject text,
  detail text not null,
  previous_hash bytea not null,
  hash bytea not null,
  constraint audit_entry_pkey PRIMARY KEY (account_id, entry_id),
  constraint audit_entry_account_id_chain_id_seq_key UNIQUE (account_id, chain_id, seq),
  constraint audit_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id),
  constraint audit_entry_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['staff'::text, 'resident'::text, 'system'::text, 'operator'::text]))),
  constraint audit_entry_seq_check CHECK ((seq > 0)),
  constraint audit_entry_verb_check CHECK ((verb ~ '^[a-z-]+\.[a-z-]+$'::text))
);
CREATE INDEX audit_entry_actor ON mimamori.audit_entry USING btree (account_id, actor_id, entry_id);
CREATE INDEX audit_entry_subject ON mimamori.audit_entry USING btree (account_id, subject, entry_id) WHERE (subject IS NOT NULL);
CREATE INDEX audit_entry_verb ON mimamori.audit_entry USING btree (account_id, verb, entry_id);
alter table mimamori.audit_entry enable row level security;
alter table mimamori.audit_entry force row level security;
create policy own_account on mimamori.audit_entry as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant insert, select on mimamori.audit_entry to mimamori_app;

create table mimamori.audit_lane (
  account_id uuid not null,
  chain_id uuid not null,
  last_seq bigint not null,
  last_hash bytea not null,
  constraint audit_lane_pkey PRIMARY KEY (account_id, chain_id),
  constraint audit_lane_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id)
);
alter table mimamori.audit_lane enable row level security;
alter table mimamori.audit_lane force row level security;
create policy own_account on mimamori.audit_lane as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant insert, select, update on mimamori.audit_lane to mimamori_app;

create table mimamori.callback (
  account_id uuid not null,
  resident_id uuid not null,
  callback_id uuid not null,
  response_id uuid not null,
  number_sealed bytea not null,
  given_at timestamp with time zone not null,
  constraint callback_pkey PRIMARY KEY (account_id, resident_id, callback_id),
  constraint callback_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id)
);
CREATE INDEX callback_age ON mimamori.callback USING btree (account_id, given_at);
alter table mimamori.callback enable row level security;
alter table mimamori.callback force row level security;
create policy own_account on mimamori.callback as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select, update on mimamori.callback to mimamori_app;

create table mimamori.chat (
  account_id uuid not null,
  chat_id uuid not null,
  channel text not null,
  user_hash bytea,
  user_sealed bytea,
  language text not null,
  session jsonb not null default '{}'::jsonb,
  followed_at timestamp with time zone,
  blocked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  constraint chat_pkey PRIMARY KEY (account_id, chat_id),
  constraint chat_account_id_user_hash_key UNIQUE (account_id, user_hash),
  constraint chat_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id),
  constraint chat_channel_check CHECK ((channel = ANY (ARRAY['line'::text, 'web'::text]))),
  constraint chat_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'easy'::text, 'en'::text])))
);
CREATE INDEX chat_age ON mimamori.chat USING btree (account_id, created_at) WHERE (erased_at IS NULL);
CREATE INDEX chat_erased ON mimamori.chat USING btree (account_id, erased_at) WHERE (erased_at IS NOT NULL);
alter table mimamori.chat enable row level security;
alter table mimamori.chat force row level security;
create policy own_account on mimamori.chat as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select, update on mimamori.chat to mimamori_app;

create table mimamori.consent (
  account_id uuid not null,
  resident_id uuid not null,
  consent_id uuid not null,
  item text not null,
  document_id text not null,
  version text not null,
  document_hash text not null,
  given boolean not null,
  meaning text not null,
  channel text not null,
  given_by text not null,
  at timestamp with time zone not null,
  constraint consent_pkey PRIMARY KEY (account_id, resident_id, consent_id),
  constraint consent_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id),
  constraint consent_channel_check CHECK ((channel = ANY (ARRAY['line'::text, 'web'::text, 'staff'::text]))),
  constraint consent_document_hash_check CHECK ((document_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint consent_given_by_check CHECK ((given_by = ANY (ARRAY['self'::text, 'guardian'::text, 'carer'::text]))),
  constraint consent_item_check CHECK ((item = ANY (ARRAY['terms'::text, 'privacy'::text, 'research'::text, 'followup'::text]))),
  constraint consent_meaning_check CHECK ((meaning = ANY (ARRAY['consent'::text, 'opt-out'::text, 'acknowledged'::text])))
);
CREATE INDEX consent_item ON mimamori.consent USING btree (account_id, resident_id, item, consent_id DESC);
alter table mimamori.consent enable row level security;
alter table mimamori.consent force row level security;
create policy own_account on mimamori.consent as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select on mimamori.consent to mimamori_app;

create table mimamori.contact_point_set (
  account_id uuid not null,
  set_id uuid not null,
  source text not null,
  hash text not null,
  points jsonb not null,
  imported_at timestamp with time zone not null,
  imported_by text not null,
  constraint contact_point_set_pkey PRIMARY KEY (account_id, set_id),
  constraint contact_point_set_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id),
  constraint contact_point_set_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
);
alter table mimamori.contact_point_set enable row level security;
alter table mimamori.contact_point_set force row level security;
create policy own_account on mimamori.contact_point_set as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant insert, select on mimamori.contact_point_set to mimamori_app;

create table mimamori.counter (
  account_id uuid not null,
  counted_on date not null,
  prefecture_code text not null,
  municipality_code text not null,
  measure text not null,
  n bigint not null,
  constraint counter_pkey PRIMARY KEY (account_id, counted_on, measure, prefecture_code, municipality_code),
  constraint counter_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id)
);
alter table mimamori.counter enable row level security;
alter table mimamori.counter force row level security;
create policy own_account on mimamori.counter as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select, update on mimamori.counter to mimamori_app;

create table mimamori.counter_delta (
  account_id uuid not null,
  delta_id uuid not null,
  counts jsonb not null,
  constraint counter_delta_pkey PRIMARY KEY (account_id, delta_id),
  constraint counter_delta_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id)
);
alter table mimamori.counter_delta enable row level security;
alter table mimamori.counter_delta force row level security;
create policy own_account on mimamori.counter_delta as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select on mimamori.counter_delta to mimamori_app;

create table mimamori.dead_letter (
  account_id uuid not null,
  dead_letter_id uuid not null,
  source text not null,
  event_id text,
  event_sealed bytea,
  reason text not null,
  at timestamp with time zone not null,
  settled_at timestamp with time zone,
  chat_id uuid,
  constraint dead_letter_pkey PRIMARY KEY (account_id, dead_letter_id),
  constraint dead_letter_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id),
  constraint dead_letter_source_check CHECK ((source = ANY (ARRAY['line'::text, 'outbox'::text, 'job'::text])))
);
alter table mimamori.dead_letter enable row level security;
alter table mimamori.dead_letter force row level security;
create policy own_account on mimamori.dead_letter as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select, update on mimamori.dead_letter to mimamori_app;

create table mimamori.form (
  account_id uuid not null,
  resident_id uuid not null,
  form_id uuid not null,
  questionnaire text not null,
  version text not null,
  session_sealed bytea not null,
  recorded_at timestamp with time zone,
  started_at timestamp with time zone not null,
  touched_at timestamp with time zone not null,
  constraint form_pkey PRIMARY KEY (account_id, resident_id, form_id),
  constraint form_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id)
);
alter table mimamori.form enable row level security;
alter table mimamori.form force row level security;
create policy own_account on mimamori.form as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select, update on mimamori.form to mimamori_app;

create table mimamori.line_event (
  account_id uuid not null,
  webhook_event_id text not null,
  received_at timestamp with time zone not null,
  constraint line_event_pkey PRIMARY KEY (account_id, webhook_event_id),
  constraint line_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id),
  constraint line_event_webhook_event_id_check CHECK (((length(webhook_event_id) >= 1) AND (length(webhook_event_id) <= 64)))
);
CREATE INDEX line_event_age ON mimamori.line_event USING btree (account_id, received_at);
alter table mimamori.line_event enable row level security;
alter table mimamori.line_event force row level security;
create policy own_account on mimamori.line_event as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select on mimamori.line_event to mimamori_app;

create table mimamori.news_item (
  account_id uuid not null,
  news_id uuid not null,
  title jsonb not null,
  url text not null,
  published_on date not null,
  state text not null,
  content_key text,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  constraint news_item_pkey PRIMARY KEY (account_id, news_id),
  constraint news_item_account_id_content_key_key UNIQUE (account_id, content_key),
  constraint news_item_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id),
  constraint news_item_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text]))),
  constraint news_item_url_check CHECK ((url ~ '^https?://'::text))
);
CREATE INDEX news_item_shown ON mimamori.news_item USING btree (account_id, published_on DESC) WHERE (state = 'published'::text);
alter table mimamori.news_item enable row level security;
alter table mimamori.news_item force row level security;
create policy own_account on mimamori.news_item as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select, update on mimamori.news_item to mimamori_app;

create table mimamori.organisation (
  organisation_id uuid not null,
  name text not null,
  kind text not null,
  constraint organisation_pkey PRIMARY KEY (organisation_id),
  constraint organisation_name_key UNIQUE (name),
  constraint organisation_kind_check CHECK ((kind = ANY (ARRAY['prefecture'::text, 'city'::text, 'contractor'::text, 'university'::text, 'ministry'::text])))
);
grant insert, select, update on mimamori.organisation to mimamori_app;

create table mimamori.outbox (
  account_id uuid not null,
  chat_id uuid not null,
  message_id uuid not null,
  retry_key uuid not null,
  reply_token text,
  reply_until timestamp with time zone,
  body jsonb not null,
  purpose text not null,
  state text not null,
  attempts integer not null default 0,
  not_before timestamp with time zone not null,
  leased_until timestamp with time zone,
  sent_by text,
  last_error text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (account_id, chat_id, message_id),
  constraint outbox_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id),
  constraint outbox_sent_by_check CHECK ((sent_by = ANY (ARRAY['reply'::text, 'push'::text]))),
  constraint outbox_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'dropped'::text])))
);
CREATE INDEX outbox_due ON mimamori.outbox USING btree (account_id, not_before) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));
CREATE INDEX outbox_over ON mimamori.outbox USING btree (account_id, created_at) WHERE (state = ANY (ARRAY['sent'::text, 'failed'::text, 'dropped'::text]));
alter table mimamori.outbox enable row level security;
alter table mimamori.outbox force row level security;
create policy own_account on mimamori.outbox as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select, update on mimamori.outbox to mimamori_app;

create table mimamori.owner_key (
  account_id uuid not null,
  owner_id uuid not null,
  wrapped bytea not null,
  constraint owner_key_pkey PRIMARY KEY (account_id, owner_id),
  constraint owner_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id)
);
alter table mimamori.owner_key enable row level security;
alter table mimamori.owner_key force row level security;
create policy own_account on mimamori.owner_key as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select on mimamori.owner_key to mimamori_app;

create table mimamori.passkey (
  passkey_id text not null,
  staff_id uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}'::text[],
  label text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkey_pkey PRIMARY KEY (passkey_id),
  constraint passkey_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES mimamori.staff(staff_id) ON DELETE CASCADE
);
grant delete, insert, select, update on mimamori.passkey to mimamori_app;

create table mimamori.passkey_challenge (
  challenge text not null,
  staff_id uuid,
  purpose text not null,
  expires_at timestamp with time zone not null,
  constraint passkey_challenge_pkey PRIMARY KEY (challenge),
  constraint passkey_challenge_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES mimamori.staff(staff_id) ON DELETE CASCADE,
  constraint passkey_challenge_purpose_check CHECK ((purpose = ANY (ARRAY['register'::text, 'sign-in'::text])))
);
grant delete, insert, select on mimamori.passkey_challenge to mimamori_app;

create table mimamori.resident (
  account_id uuid not null,
  resident_id uuid not null,
  chat_id uuid,
  relation text not null,
  label_sealed bytea,
  answered_by text not null,
  profile jsonb not null default '{}'::jsonb,
  profile_sealed bytea,
  prefecture_code text,
  municipality_code text,
  episode jsonb,
  exposure jsonb,
  known_positive_since timestamp with time zone,
  last_outcome text,
  last_outcome_since timestamp with time zone,
  last_response_id uuid,
  last_answered_at timestamp with time zone,
  answers integer not null default 0,
  created_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  id_end text not null generated always as "right"((resident_id)::text, 8),
  zip text generated always as ((profile -> 'zip'::text) ->> 'value'::text),
  sex text not null generated always as COALESCE(((profile -> 'sex'::text) ->> 'value'::text), ''::text),
  birth_year integer not null generated always as 
CASE
    WHEN (jsonb_typeof(((profile -> 'age'::text) -> 'value'::text)) = 'number'::text) THEN (((profile -> 'age'::text) -> 'value'::text))::integer
    ELSE 0
END,
  constraint resident_pkey PRIMARY KEY (account_id, resident_id),
  constraint resident_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id),
  constraint resident_answered_by_check CHECK ((answered_by = ANY (ARRAY['self'::text, 'guardian'::text, 'carer'::text]))),
  constraint resident_answers_check CHECK ((answers >= 0)),
  constraint resident_municipality_code_check CHECK ((municipality_code ~ '^[0-9]{5}$'::text)),
  constraint resident_prefecture_code_check CHECK ((prefecture_code ~ '^[0-9]{2}$'::text)),
  constraint resident_relation_check CHECK ((relation = ANY (ARRAY['self'::text, 'family'::text])))
);
CREATE INDEX resident_age ON mimamori.resident USING btree (account_id, created_at) WHERE ((erased_at IS NULL) AND (last_answered_at IS NULL));
CREATE INDEX resident_born ON mimamori.resident USING btree (account_id, birth_year, sex, last_answered_at DESC, resident_id DESC) WHERE ((last_answered_at IS NOT NULL) AND (erased_at IS NULL));
CREATE INDEX resident_chat ON mimamori.resident USING btree (account_id, chat_id);
CREATE INDEX resident_code ON mimamori.resident USING btree (account_id, id_end);
CREATE INDEX resident_erased ON mimamori.resident USING btree (account_id, erased_at) WHERE (erased_at IS NOT NULL);
CREATE INDEX resident_outcome ON mimamori.resident USING btree (account_id, last_outcome, last_answered_at DESC, resident_id DESC) WHERE ((last_answered_at IS NOT NULL) AND (erased_at IS NULL));
CREATE INDEX resident_place ON mimamori.resident USING btree (account_id, municipality_code, last_answered_at DESC, resident_id DESC) WHERE ((last_answered_at IS NOT NULL) AND (erased_at IS NULL));
CREATE INDEX resident_recent ON mimamori.resident USING btree (account_id, last_answered_at DESC, resident_id DESC) WHERE ((last_answered_at IS NOT NULL) AND (erased_at IS NULL));
CREATE INDEX resident_zip ON mimamori.resident USING btree (account_id, zip) WHERE ((zip IS NOT NULL) AND (last_answered_at IS NOT NULL) AND (erased_at IS NULL));
alter table mimamori.resident enable row level security;
alter table mimamori.resident force row level security;
create policy own_account on mimamori.resident as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select, update on mimamori.resident to mimamori_app;

create table mimamori.response (
  account_id uuid not null,
  resident_id uuid not null,
  response_id uuid not null,
  questionnaire text not null,
  version text not null,
  channel text not null,
  language text not null,
  answered_at timestamp with time zone not null,
  answered_on date not null,
  answers jsonb not null,
  text_sealed bytea,
  context jsonb not null,
  outcome text not null,
  previous_outcome text,
  outcome_row smallint not null,
  profile text not null,
  table_version text not null,
  rule_id text not null,
  contact_point_id text,
  prefecture_code text,
  municipality_code text,
  optional_at timestamp with time zone,
  constraint response_pkey PRIMARY KEY (account_id, resident_id, response_id),
  constraint response_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id),
  constraint response_channel_check CHECK ((channel = ANY (ARRAY['line'::text, 'web'::text, 'staff'::text]))),
  constraint response_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'easy'::text, 'en'::text]))),
  constraint response_municipality_code_check CHECK ((municipality_code ~ '^[0-9]{5}$'::text)),
  constraint response_outcome_row_check CHECK (((outcome_row >= 0) AND (outcome_row <= 12))),
  constraint response_prefecture_code_check CHECK ((prefecture_code ~ '^[0-9]{2}$'::text))
);
alter table mimamori.response enable row level security;
alter table mimamori.response force row level security;
create policy own_account on mimamori.response as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select, update on mimamori.response to mimamori_app;

create table mimamori.return_code (
  account_id uuid not null,
  chat_id uuid not null,
  code_hash bytea not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint return_code_pkey PRIMARY KEY (account_id, code_hash),
  constraint return_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id)
);
CREATE INDEX return_code_chat ON mimamori.return_code USING btree (account_id, chat_id);
alter table mimamori.return_code enable row level security;
alter table mimamori.return_code force row level security;
create policy own_account on mimamori.return_code as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select, update on mimamori.return_code to mimamori_app;

create table mimamori.sign_in_failure (
  login_hash bytea not null,
  at timestamp with time zone not null,
  failure_id uuid not null,
  constraint sign_in_failure_pkey PRIMARY KEY (failure_id)
);
CREATE INDEX sign_in_failure_recent ON mimamori.sign_in_failure USING btree (login_hash, at);
grant delete, insert, select on mimamori.sign_in_failure to mimamori_app;

create table mimamori.staff (
  staff_id uuid not null,
  organisation_id uuid not null,
  login text not null,
  name text not null,
  password_hash text,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  home_account_id uuid,
  constraint staff_pkey PRIMARY KEY (staff_id),
  constraint staff_login_key UNIQUE (login),
  constraint staff_home_account_id_fkey FOREIGN KEY (home_account_id) REFERENCES mimamori.account(account_id),
  constraint staff_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES mimamori.organisation(organisation_id),
  constraint staff_login_check CHECK ((login ~ '^[a-z0-9][a-z0-9._-]{1,62}$'::text))
);
grant insert, select, update on mimamori.staff to mimamori_app;

create table mimamori.staff_role (
  staff_id uuid not null,
  account_id uuid not null,
  role text not null,
  areas text[],
  constraint staff_role_pkey PRIMARY KEY (staff_id, account_id, role),
  constraint staff_role_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id),
  constraint staff_role_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES mimamori.staff(staff_id) ON DELETE CASCADE,
  constraint staff_role_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'officer'::text, 'nurse'::text, 'analyst'::text, 'privacy'::text, 'administrator'::text])))
);
grant delete, insert, select, update on mimamori.staff_role to mimamori_app;

create table mimamori.staff_session (
  session_hash bytea not null,
  staff_id uuid not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint staff_session_pkey PRIMARY KEY (session_hash),
  constraint staff_session_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES mimamori.staff(staff_id) ON DELETE CASCADE
);
grant delete, insert, select, update on mimamori.staff_session to mimamori_app;

create table mimamori.typed_answer (
  account_id uuid not null,
  message_hash bytea not null,
  resident_id uuid not null,
  form_id uuid not null,
  question text not null,
  typed_at timestamp with time zone not null,
  constraint typed_answer_pkey PRIMARY KEY (account_id, message_hash),
  constraint typed_answer_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id)
);
CREATE INDEX typed_answer_age ON mimamori.typed_answer USING btree (account_id, typed_at);
CREATE INDEX typed_answer_person ON mimamori.typed_answer USING btree (account_id, resident_id, form_id);
alter table mimamori.typed_answer enable row level security;
alter table mimamori.typed_answer force row level security;
create policy own_account on mimamori.typed_answer as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select on mimamori.typed_answer to mimamori_app;

create table mimamori.web_session (
  account_id uuid not null,
  session_hash bytea not null,
  chat_id uuid not null,
  resident_id uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint web_session_pkey PRIMARY KEY (account_id, session_hash),
  constraint web_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES mimamori.account(account_id)
);
CREATE INDEX web_session_chat ON mimamori.web_session USING btree (account_id, chat_id);
alter table mimamori.web_session enable row level security;
alter table mimamori.web_session force row level security;
create policy own_account on mimamori.web_session as permissive for all to public using ((account_id = mimamori.current_account())) with check ((account_id = mimamori.current_account()));
grant delete, insert, select, update on mimamori.web_session to mimamori_app;

create table public.migration (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

CREATE OR REPLACE FUNCTION mimamori.current_account()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.account'::text, true), ''::text))::uuid;
grant execute on routine mimamori.current_account to public;

CREATE OR REPLACE PROCEDURE mimamori.wall_in(IN table_name regclass, IN rights text DEFAULT 'select, insert, update, delete'::text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format(
    'create policy own_account on %s using (account_id = mimamori.current_account())'
    ' with check (account_id = mimamori.current_account())', table_name);
  execute format('grant %s on %s to mimamori_app', rights, table_name);
end $procedure$;
grant execute on routine mimamori.wall_in to public;
