-- What an account publishes and staff may change.

-- Contact points are imported as a whole set; the newest set is in force, older ones show what was said when.
create table mimamori.contact_point_set (
  account_id  uuid not null references mimamori.account,
  set_id      uuid not null,
  source      text not null,
  hash        text not null check (hash ~ '^[0-9a-f]{64}$'),
  points      jsonb not null,
  imported_at timestamptz not null,
  imported_by text not null,
  primary key (account_id, set_id)
);
call mimamori.wall_in('mimamori.contact_point_set', 'select, insert');

create table mimamori.news_item (
  account_id   uuid not null references mimamori.account,
  news_id      uuid not null,
  -- {ja, easy, en}
  title        jsonb not null,
  url          text not null check (url ~ '^https?://'),
  published_on date not null,
  state        text not null check (state in ('draft', 'published', 'withdrawn')),
  -- Set for items that came with the account's content, so that they are imported once.
  content_key  text,
  updated_at   timestamptz not null,
  updated_by   text not null,
  primary key (account_id, news_id),
  unique (account_id, content_key)
);
call mimamori.wall_in('mimamori.news_item');
create index news_item_shown on mimamori.news_item (account_id, published_on desc) where state = 'published';
