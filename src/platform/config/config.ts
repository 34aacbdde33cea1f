import { z } from 'zod';
import { Problem } from '../../base/problem.ts';

/**
 * What the environment says, read once at start-up. What it means (opening databases, reading files) is decided elsewhere.
 * Every variable is listed in docs/reference/configuration.md, which is generated from here.
 */
const variables = {
  MIMAMORI_HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
  MIMAMORI_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(7200)
    .describe('Port to listen on; 0 takes a free one.'),
  MIMAMORI_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address under which residents and staff reach this server; default http://HOST:PORT.'),
  MIMAMORI_TRUST_PROXY: z
    .string()
    .optional()
    .describe(
      'Addresses of the proxies in front, separated by commas (127.0.0.1,10.0.0.0/8): only their x-forwarded-* headers are believed.',
    ),
  MIMAMORI_METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('Whoever sends it as a bearer token may read /metrics from elsewhere; without it only this machine may.'),
  MIMAMORI_DATA: z.string().default('data').describe('Folder for the embedded database and the keys.'),
  MIMAMORI_CONTENT: z.string().default('content').describe('Folder with packs, accounts, policies and words.'),
  MIMAMORI_MASTER_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits (32 bytes)')
    .optional()
    .describe(
      'Key that wraps every account key, as 64 hexadecimal digits; default: made once in MIMAMORI_DATA/master.key.',
    ),
  MIMAMORI_LINE_CHANNELS: z
    .string()
    .optional()
    .describe('JSON file with the LINE channels; see docs/how-to/connect-line.md.'),
  LINE_API_URL: z.url().default('https://api.line.me').describe('Messaging API and LINE Login.'),
  LINE_DATA_API_URL: z.url().default('https://api-data.line.me').describe('Content and rich menu pictures.'),
  LINE_LIFF_URL: z.url().default('https://liff.line.me').describe('Addresses that open pages inside LINE.'),
  LINE_LIFF_SDK_URL: z
    .url()
    .default('https://static.line-scdn.net/liff/edge/2/sdk.js')
    .describe('The LIFF client script that our pages load inside LINE.'),
  DATABASE_URL: z
    .string()
    .optional()
    .describe(
      'PostgreSQL as the application role, directly or through a pooler; with ?sslmode=verify-full over TLS. Default: the embedded server.',
    ),
  DATABASE_OWNER_URL: z
    .string()
    .optional()
    .describe('PostgreSQL as the owner role, directly, for migrations, backup and restore.'),
  DATABASE_CA_FILE: z
    .string()
    .optional()
    .describe('PEM file with the authority that signed the database’s certificate; default: those of the system.'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(500).default(20).describe('Most connections of this process.'),
  DATABASE_CONNECT_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(600)
    .default(10)
    .describe('How long to wait for a connection, a free one included.'),
  DATABASE_IDLE_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(30)
    .describe('A connection that nobody uses is closed after so many seconds.'),
  MIMAMORI_WRITERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(16)
    .default(2)
    .describe('Transactions in which this process stores what arrives, side by side; more than 2 seldom pays.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severity that is logged.'),
} as const;

const schema = z.object(variables);
export type Config = z.infer<typeof schema>;

const badConfig = {
  code: 'config.bad',
  status: 500,
  title: 'The environment cannot be used as it is: {faults}. See docs/reference/configuration.md.',
} as const;

/** @throws Problem `config.bad` that lists every fault at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is how shells and container files say "not set".
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ');
  throw new Problem(badConfig, { faults });
}

/** Name, meaning and default of every variable, for the reference page. */
export const configReference = (): { name: string; meaning: string; default: string | undefined }[] =>
  Object.entries(variables).map(([name, type]) => {
    const parsed = type.safeParse(undefined);
    return {
      name,
      meaning: type.description ?? '',
      default: parsed.success && parsed.data !== undefined ? String(parsed.data) : undefined,
    };
  });
