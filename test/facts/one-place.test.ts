import { describe, expect, test } from 'vitest';
import { projectFiles, read } from './source-files.ts';

/** Each kind of knowledge has one place. Patterns are crude on purpose: a false alarm is answered by moving the code. */
const places = [
  {
    what: 'SQL lives only in store.ts and *-store.ts files, and in src/platform/db',
    files: /^src\/.*\.ts$/,
    except: /store\.ts$|^src\/platform\/(db\/|in-scope\.ts)|\.test\.ts$/,
    pattern: /\bfrom 'kysely'|\.selectFrom\(|\.insertInto\(|\.updateTable\(|\.deleteFrom\(|\bclient\.query\(/,
    example: `await tx.selectFrom('resident').execute()`,
  },
  {
    what: 'LINE’s addresses and JSON live only in src/channels/line (and the emulator)',
    files: /^src\/.*\.ts$/,
    except: /^src\/channels\/line\/|^src\/platform\/config\/|\.test\.ts$/,
    pattern: /\/v2\/bot\/|altText|webhookEventId|x-line-/i,
    example: `call('/v2/bot/message/push')`,
  },
  {
    what: 'sessions are never changed for good: no `set` but `set local` (a pooler would hand it to others)',
    files: /^(src|migrations)\/.*\.(ts|sql)$/,
    except: /\.test\.ts$|^src\/platform\/db\/roles\.ts$/,
    pattern:
      /(query|raw|sql)[(`]\s*['"`]?set (?!local|transaction)|set_config\([^)]*,\s*false\s*\)|set session (characteristics|authorization)/i,
    example: `sql.raw('set app.account = x')`,
  },
  {
    what: 'what a pooler in transaction mode does not carry is not used: LISTEN, statements with names, start-up parameters, locks of a session',
    files: /^src\/.*\.ts$/,
    // Migrations run as the owner, directly.
    except: /\.test\.ts$|^src\/platform\/db\/migrate\.ts$/,
    pattern:
      /\blisten [a-z_"]+[`'"]|\bon\('notification'|\bprepare [a-z_]+ as\b|query\(\{[^}]*\bname:|\b(statement_timeout|query_timeout|lock_timeout|idle_in_transaction_session_timeout):|options: ['"`]-c|pg_(try_)?advisory_lock\(|\bwith hold\b/i,
    example: `await client.query('listen outbox')`,
    code: true,
  },
  {
    what: 'the clock is an argument: no Date.now() and no new Date() in engines and features',
    files: /^src\/(engines|features|base)\/.*\.ts$/,
    except: /\.test\.ts$/,
    pattern: /Date\.now\(\)|new Date\(\)|Math\.random\(\)/,
    example: 'const now = new Date()',
  },
  {
    what: 'words for residents live only in content: no Japanese in code that runs (comments may quote)',
    files: /^src\/(features|channels|platform|commands)\/.*\.ts$|^src\/(app|main)\.ts$/,
    except: /\.test\.ts$|^src\/channels\/web\/views\/gallery|^src\/features\/staff/,
    pattern: /[ぁ-んァ-ヶ一-龠]/,
    example: `const title = 'はい'`,
    code: true,
  },
] as const;

/** Source without comments: what runs. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');

const look = (place: (typeof places)[number], text: string): string[] =>
  ('code' in place ? withoutComments(text) : text).split('\n').filter((line) => place.pattern.test(line));

describe('each kind of knowledge has one place', () => {
  test.for(places)('$what', (place) => {
    const files = projectFiles.filter((path) => place.files.test(path) && !place.except.test(path));
    expect(files.length).toBeGreaterThan(0);
    const found = files.flatMap((path) => look(place, read(path)).map((line) => `${path}: ${line.trim()}`));
    expect(found, place.what).toEqual([]);
  });
  test.for(places)('and it would be noticed: $example', (place) => {
    expect(look(place, place.example)).toHaveLength(1);
  });
});
