-- The account where someone's work is: the console opens there, not at the first by name.
alter table mimamori.staff add column home_account_id uuid references mimamori.account;
update mimamori.staff s set home_account_id = sole.account_id
from (
  select staff_id, (array_agg(distinct account_id))[1] as account_id from mimamori.staff_role
  group by staff_id having count(distinct account_id) = 1
) sole
where sole.staff_id = s.staff_id;

-- Finding people by sex and age among a million. Columns rather than expressions, as in 0007; '' and 0 where nobody said, so
-- that every person stands in one place of the index.
alter table mimamori.resident
  add column sex text collate "C" not null generated always as (coalesce(profile -> 'sex' ->> 'value', '')) stored,
  add column birth_year integer not null generated always as (
    case when jsonb_typeof(profile -> 'age' -> 'value') = 'number' then (profile -> 'age' -> 'value')::integer else 0 end
  ) stored;
create index resident_born on mimamori.resident (account_id, birth_year, sex, last_answered_at desc, resident_id desc)
  where last_answered_at is not null and erased_at is null;
