import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { Problem } from '../../base/problem.ts';

const unknownMode = {
  code: 'database.sslmode-unknown',
  status: 500,
  title:
    'sslmode={mode} in {variable} is none that is kept here: write verify-full (or verify-ca, or disable); what may fall back to no encryption is not offered.',
} as const;
const noCa = {
  code: 'database.no-ca-file',
  status: 500,
  title: 'The certificate of the database’s authority cannot be read from {path} ({reason}).',
} as const;

export interface ExternalOptions {
  /** PEM file with the authority that signed the server's certificate; the system's authorities unless told. */
  readonly caFile?: string | undefined;
  readonly connectSeconds?: number | undefined;
}

/**
 * How node-postgres reaches a server of the operator's. `sslmode` and `sslrootcert` in the address mean what they mean to
 * libpq, but for `require`, which checks the certificate here as well: encryption to whoever answers protects nobody. Nothing
 * is set for the session, and no start-up parameter is sent that a pooler would refuse.
 * @param variable where the address stands, for what is said of it
 */
export function externalConnection(url: string, variable: string, options: ExternalOptions = {}): pg.ClientConfig {
  const [address = '', query = ''] = url.split(/\?(.*)/s);
  const settings = new URLSearchParams(query);
  const mode = settings.get('sslmode');
  const caFile = settings.get('sslrootcert') ?? options.caFile;
  for (const name of ['sslmode', 'sslrootcert']) settings.delete(name);
  const rest = settings.toString();
  return {
    connectionString: rest === '' ? address : `${address}?${rest}`,
    ssl: tls(mode, caFile, variable),
    application_name: 'mimamori',
    keepAlive: true,
    connectionTimeoutMillis: (options.connectSeconds ?? 10) * 1000,
  };
}

function tls(mode: string | null, caFile: string | undefined, variable: string): pg.ClientConfig['ssl'] {
  const ca = caFile === undefined || mode === 'disable' ? {} : { ca: readCa(caFile) };
  switch (mode) {
    case 'disable':
      return false;
    case null:
      // Whoever names an authority wants it asked.
      return caFile === undefined ? false : { ...ca, rejectUnauthorized: true };
    case 'require':
    case 'verify-full':
      return { ...ca, rejectUnauthorized: true };
    case 'verify-ca':
      return { ...ca, rejectUnauthorized: true, checkServerIdentity: () => undefined };
    default:
      throw new Problem(unknownMode, { mode, variable });
  }
}

function readCa(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Problem(noCa, { path, reason: (error as NodeJS.ErrnoException).code ?? 'unreadable' });
  }
}
