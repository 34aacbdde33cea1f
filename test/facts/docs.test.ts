import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generatedPages } from '../../docs/reference/generate.ts';
import { mimamoriProgram } from '../../src/commands/program.ts';
import { configReference } from '../../src/platform/config/config.ts';
import {
  anchorsOf,
  brokenLinks,
  decisionFaults,
  dependencyFaults,
  jobsIn,
  orphans,
  type Page,
  privateWords,
  runbookFaults,
  type Surroundings,
  unknownCommands,
  unknownVariables,
  usedAfterAll,
} from './docs.ts';
import { importsOf, projectFiles, read } from './source-files.ts';

interface PackageJson {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}
const packageJson = JSON.parse(read('package.json')) as PackageJson;

/** Read by tests alone, not by the program. */
const testVariables = ['MIMAMORI_REFERENCE'];

const files = projectFiles.filter((path) => existsSync(path));
const pages = new Map<string, Page>(
  files.filter((path) => path.endsWith('.md')).map((path) => [path, { path, text: read(path) }]),
);
const around: Surroundings = {
  files: new Set(files),
  pages,
  scripts: new Set(Object.keys(packageJson.scripts)),
  program: mimamoriProgram(),
  variables: new Set([...configReference().map(({ name }) => name), ...testVariables]),
};
const everyPage = <T>(check: (page: Page) => T[]): T[] => [...pages.values()].flatMap(check);

const dependencies = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
  Object.keys(packageJson[kind as keyof PackageJson]).map((name) => {
    const path = `node_modules/${name}/package.json`;
    const sure = existsSync(path);
    const licence = sure ? (JSON.parse(readFileSync(path, 'utf8')) as { license: string }).license : '';
    // Optional ones are installed on their own platform alone.
    return { name, licence, sure };
  }),
);
const jobs = jobsIn(files.filter((path) => /^src\/.*(?<!\.test)\.ts$/.test(path)).map(read));

describe('the documents', () => {
  test('lead where they say', () => {
    expect(pages.size).toBeGreaterThan(20);
    expect(everyPage((page) => brokenLinks(page, around))).toEqual([]);
  });
  test('name commands and options that exist', () => {
    expect(everyPage((page) => unknownCommands(page, around))).toEqual([]);
  });
  test('name variables that something reads', () => {
    expect(everyPage((page) => unknownVariables(page, around))).toEqual([]);
  });
  test('name no place on somebody’s machine', () => {
    expect(everyPage(privateWords)).toEqual([]);
  });
  test('give every dependency its line, with its licence', () => {
    expect(dependencyFaults(read('docs/explanation/dependencies.md'), dependencies)).toEqual([]);
  });
  test('call no dependency unused that is used', () => {
    const sources = files.filter((path) => /^(src|console|emulator|test|bench)\/.*\.tsx?$/.test(path));
    const imported = sources.flatMap((path) => importsOf(path)).filter((one) => one.isPackage);
    expect(imported.length).toBeGreaterThan(100);
    expect(
      usedAfterAll(
        read('docs/explanation/dependencies.md'),
        imported.map(({ to }) => to),
      ),
    ).toEqual([]);
  });
  test('hold a runbook for every job, and for nothing else', () => {
    expect(jobs.length).toBeGreaterThan(0);
    expect(runbookFaults(jobs, files)).toEqual([]);
  });
  test('number decisions without a gap, each with its context, decision and consequences', () => {
    expect(decisionFaults([...pages.values()])).toEqual([]);
  });
  test('are all within reach', () => {
    expect(orphans(pages)).toEqual([]);
  });
  test('say in Japanese what they say in English at the door', () => {
    const sections = (path: string) => read(path).match(/^## /gm)?.length;
    expect(sections('README.ja.md')).toBe(sections('README.md'));
  });
  test('bring pictures that load quickly', () => {
    const pictures = files.filter((path) => path.startsWith('docs/images/'));
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.filter((path) => statSync(path).size > 300_000)).toEqual([]);
  });
  test.for(Object.keys(generatedPages))('hold %s as the code makes it', (name) => {
    expect(read(`docs/reference/${name}`), 'run `node docs/reference/generate.ts`').toBe(generatedPages[name]!());
  });
});

describe('what would be noticed in a document', () => {
  const page = (text: string): Page => ({ path: 'docs/new.md', text });

  test.for([
    'see [there](how-to/never-written.md)',
    'see [there](../README.md#a-heading-that-is-not-there)',
    'see [below](#nowhere)',
    '![a picture](images/gone.png)',
    '<img src="images/gone.png" alt="">',
  ])('a link that leads nowhere: %s', (text) => {
    expect(brokenLinks(page(text), around)).toHaveLength(1);
  });
  test('but not a link in code, to the web, to a folder or to its own heading', () => {
    const fine = '# Here it is\n`[x](gone.md)` [web](https://example.org/x) [folder](adr) [up](#here-it-is)';
    expect(brokenLinks(page(fine), around)).toEqual([]);
  });

  test.for([
    'run `npm run never`',
    '```\nnpm run -s mimamori -- account destroy miyagi\n```',
    'then `mimamori audit forge`',
    '`npm run -s mimamori -- import contact-points --acount miyagi x.csv`',
    '```sh\nMIMAMORI_DATA=x npm run -s mimamori -- advise --account miyagi --when 2020-05-08\n```',
    '`npm ci && npm run begin`',
  ])('a command that does not exist: %s', (text) => {
    expect(unknownCommands(page(text), around)).toHaveLength(1);
  });
  test('but not one that does', () => {
    const fine =
      '`npm ci && npm start` `npm run -s mimamori -- import contact-points --account miyagi x.csv --dry-run`';
    expect(unknownCommands(page(fine), around)).toEqual([]);
  });

  test('a variable that nothing reads', () => {
    expect(unknownVariables(page('set MIMAMORI_COLOUR'), around)).toHaveLength(1);
    expect(unknownVariables(page('set MIMAMORI_PORT'), around)).toEqual([]);
  });

  test.for(['copy it to `/home/somebody/x`', 'as in /mnt/notes', 'from https://registry.corp.example/'])(
    'a place on somebody’s machine: %s',
    (text) => {
      expect(privateWords(page(text))).toHaveLength(1);
    },
  );

  test('a dependency without a line, a line without a dependency, another licence', () => {
    const line = (name: string, licence: string) => `| \`${name}\` | why | ${licence} | where |\n`;
    const installed = [{ name: 'pg', licence: 'MIT', sure: true }];
    expect(dependencyFaults(line('pg', 'MIT'), installed)).toEqual([]);
    expect(dependencyFaults('', installed)).toEqual(['pg has no line']);
    expect(dependencyFaults(line('pg', 'MIT') + line('left-pad', 'MIT'), installed)).toHaveLength(1);
    expect(dependencyFaults(line('pg', 'GPL-3.0'), installed)).toHaveLength(1);
  });

  test('a dependency called unused that is used', () => {
    const line = '| `@scope/charts` | **not used yet** | MIT | – |\n';
    expect(usedAfterAll(line, ['react', '@scope/tables'])).toEqual([]);
    expect(usedAfterAll(line, ['@scope/charts/core'])).toHaveLength(1);
  });

  test('a job without a runbook, and a runbook without a job', () => {
    expect(jobsIn([`startLoop({\n  name: 'faq.refresh',\n`])).toEqual(['faq.refresh']);
    expect(runbookFaults(['faq.refresh'], ['docs/runbooks/faq.refresh.md'])).toEqual([]);
    expect(runbookFaults(['faq.refresh'], [])).toHaveLength(1);
    expect(runbookFaults([], ['docs/runbooks/faq.refresh.md'])).toHaveLength(1);
  });

  test('a decision out of order or without its consequences', () => {
    const whole = '# 1\n\n## Context\n\n## Decision\n\n## Consequences\n';
    expect(decisionFaults([{ path: 'docs/adr/0001-x.md', text: whole }])).toEqual([]);
    expect(decisionFaults([{ path: 'docs/adr/0002-x.md', text: whole }])).toHaveLength(1);
    expect(decisionFaults([{ path: 'docs/adr/0001-x.md', text: '# 1\n\n## Context\n\n## Decision\n' }])).toHaveLength(
      1,
    );
  });

  test('a page to which nothing leads', () => {
    const lost = new Map([['docs/lost.md', page('[itself](lost.md)')]]);
    expect(orphans(new Map([...lost].map(([path, one]) => [path, { ...one, path }])))).toEqual(['docs/lost.md']);
  });

  test('headings as the repository host names them', () => {
    expect([...anchorsOf('# A rule, its *row* & `code`\n## 動かしてみる\n## 動かしてみる\n')]).toEqual([
      'a-rule-its-row--code',
      '動かしてみる',
      '動かしてみる-1',
    ]);
  });
});
