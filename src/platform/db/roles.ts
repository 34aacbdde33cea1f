import pg from 'pg';

export const ownerRole = 'mimamori_owner';
export const appRole = 'mimamori_app';

/**
 * The two roles. Neither is a superuser and neither may bypass row-level security: superusers are not held even by forced
 * policies, so the embedded server's first user must never be the application's.
 */
export async function prepareRoles(superuser: pg.ClientConfig): Promise<void> {
  await withClient(superuser, async (client) => {
    for (const role of [ownerRole, appRole]) {
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
      if (rowCount) continue;
      await client.query(`create role ${role} login nosuperuser nobypassrls nocreaterole nocreatedb`);
      await client.query(`alter role ${role} set search_path = mimamori`);
    }
  });
}

/** Creates the database if it is not there, owned by the owner role. */
export async function prepareDatabase(superuser: pg.ClientConfig, name: string): Promise<void> {
  await withClient(superuser, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${pg.escapeIdentifier(name)} owner ${ownerRole}`);
  });
}

export async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
