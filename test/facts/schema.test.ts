import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { heldTables } from '../../src/features/privacy/held-data.ts';
import { withClient } from '../../src/platform/db/roles.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { schemaSnapshot } from '../support/schema-snapshot.ts';
import { storedTables } from './held-data.ts';
import { schemaPage } from './schema-page.ts';

const file = 'migrations/schema.snapshot.sql';
const reference = 'docs/reference/schema.md';

describe('the schema', () => {
  let database: TestDatabase;
  let now: string;
  beforeAll(async () => {
    database = await testDatabase();
    now = await withClient(database.superuser, schemaSnapshot);
  });
  afterAll(() => database.drop());

  test('is what migrations/schema.snapshot.sql shows', async () => {
    if (process.env.UPDATE_SNAPSHOTS) await writeFile(file, now);
    expect(now, 'a migration changed the schema: run `npm run update-snapshots` and read the difference').toBe(
      await readFile(file, 'utf8'),
    );
  });

  test('is what docs/reference/schema.md shows', async () => {
    const page = schemaPage(await withClient(database.superuser, storedTables), heldTables);
    if (process.env.UPDATE_SNAPSHOTS) await writeFile(reference, page);
    expect(page, 'run `npm run update-snapshots` and read the difference').toBe(await readFile(reference, 'utf8'));
  });

  test.for([
    'alter table mimamori.chat add column nickname text',
    `alter table mimamori.chat alter column language set default 'ja'`,
    'alter table mimamori.resident alter column relation drop not null',
    'alter table mimamori.response drop constraint response_outcome_row_check',
    'alter table mimamori.news_item add constraint known unique (account_id, url)',
    'drop index mimamori.resident_recent',
    'alter table mimamori.outbox no force row level security',
    'drop policy own_account on mimamori.consent',
    'alter policy own_account on mimamori.consent using (true)',
    'grant delete on mimamori.audit_entry to mimamori_app',
    'grant update (hash) on mimamori.audit_entry to mimamori_app',
    'grant select on mimamori.resident to public',
    'create or replace function mimamori.current_account() returns uuid language sql stable as $$ select null::uuid $$',
    'revoke execute on function mimamori.current_account from public',
    'create view mimamori.everyone as select * from mimamori.resident',
  ])('and the snapshot would show: %s', async (change) => {
    await withClient(database.superuser, async (client) => {
      await client.query('begin');
      await client.query(change);
      expect(await schemaSnapshot(client)).not.toBe(now);
      await client.query('rollback');
    });
  });
});
