import { dirname, join, normalize } from 'node:path';
import type { Command } from 'commander';

/** One document of the repository. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** What the repository holds besides documents. */
export interface Surroundings {
  /** Paths of all files. */
  readonly files: ReadonlySet<string>;
  readonly pages: ReadonlyMap<string, Page>;
  readonly scripts: ReadonlySet<string>;
  readonly program: Command;
  readonly variables: ReadonlySet<string>;
}

const fence = /^(`{3,}|~{3,}).*\n[\s\S]*?^\1\s*$/gm;

/** The text outside code blocks and code spans. */
const prose = (text: string): string => text.replace(fence, '').replace(/`[^`\n]*`/g, '');

/** Every code span and every line of a code block. */
export function codeOf(text: string): string[] {
  const blocks = [...text.matchAll(fence)].flatMap(([block]) => block.split('\n').slice(1, -1));
  const spans = [...text.replace(fence, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!);
  return [...blocks, ...spans];
}

/** The anchors of a page's headings, as the repository host makes them. */
export function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of text.replace(fence, '').matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const slug = heading!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** Links to files and headings that are not there. */
export function brokenLinks(page: Page, { files, pages }: Surroundings): string[] {
  const faults: string[] = [];
  for (const target of linksOf(page)) {
    const [file = '', anchor] = target.split('#', 2);
    const path = file === '' ? page.path : normalize(join(dirname(page.path), decodeURI(file))).replace(/\/$/, '');
    const isThere = path === page.path || files.has(path) || [...files].some((one) => one.startsWith(`${path}/`));
    const text = path === page.path ? page.text : pages.get(path)?.text;
    if (!isThere) faults.push(`${page.path}: ${target} leads nowhere`);
    else if (anchor !== undefined && !anchorsOf(text ?? '').has(decodeURIComponent(anchor)))
      faults.push(`${page.path}: ${target} names a heading that is not there`);
  }
  return faults;
}

/** Targets of a page's links and pictures within the repository. */
export const linksOf = ({ text }: Page): string[] =>
  [...prose(text).matchAll(/\]\(([^)\s]+)\)|<(?:img|a)\s[^>]*?(?:src|href)="([^"]+)"/g)]
    .map((match) => match[1] ?? match[2]!)
    .filter((target) => !/^[a-z]+:/.test(target));

/** npm scripts, `mimamori` commands and their options that a page names and that do not exist. */
export function unknownCommands(page: Page, { scripts, program }: Surroundings): string[] {
  return codeOf(page.text).flatMap((code) =>
    code.split(/&&|;|\|/).flatMap((part) => {
      const said = part.trim().replace(/^(\$ |sudo (-\S+ \S+ )*|[A-Z_]+=\S+ )+/, '');
      const fault = faultOf(said, scripts, program);
      return fault === undefined ? [] : [`${page.path}: \`${said}\`: ${fault}`];
    }),
  );
}

function faultOf(said: string, scripts: ReadonlySet<string>, program: Command): string | undefined {
  const script = /^npm (?:run (?:-s |--silent )?([\w:-]+)|(start|test))(?=$|\s)/.exec(said);
  const name = script?.[1] ?? script?.[2];
  if (name !== undefined && !scripts.has(name)) return `there is no script ${name}`;
  const after = /^(?:npm run -s mimamori --|mimamori) (.+)$/.exec(said)?.[1];
  return after === undefined ? undefined : unknownIn(program, after.split(/\s+/));
}

function unknownIn(program: Command, words: readonly string[]): string | undefined {
  let command = program;
  let at = 0;
  for (; at < words.length && command.commands.length > 0; at += 1) {
    const word = words[at]!;
    if (word.startsWith('-') || word === '…') break;
    const next = command.commands.find((one) => one.name() === word);
    if (!next) return `there is no command ${word}`;
    command = next;
  }
  const known = new Set([...command.options, ...program.options].map((option) => option.long));
  const unknown = words.slice(at).find((word) => /^--[a-z]/.test(word) && word !== '--help' && !known.has(word));
  return unknown === undefined ? undefined : `${command.name()} has no option ${unknown}`;
}

/** Environment variables of ours that a page names and nothing reads. */
export const unknownVariables = (page: Page, { variables }: Surroundings): string[] =>
  [...page.text.matchAll(/\b(?:MIMAMORI|DATABASE|LINE|LOG)_[A-Z][A-Z_]*[A-Z]\b/g)]
    .filter(([name]) => !variables.has(name))
    .map(([name]) => `${page.path}: nothing reads ${name}`);

const privatePlaces = [
  /(?:^|[\s"'`(=])\/(?:work|home|Users|workspace|mnt)\/[\w.-]+/m,
  /(?:^|[\s"'`(=])\/(?:tmp|root)\/[\w.-]+/m,
  /\b(?:registry|npm|mirror|proxy)\.[a-z0-9-]+\.[a-z]{2,}\b|\b(?:verdaccio|artifactory|nexus)\b/i,
];

/** Places of somebody's machine or workplace that no reader can reach. */
export const privateWords = (page: Page): string[] =>
  privatePlaces.flatMap((pattern) => {
    const found = pattern.exec(page.text);
    return found ? [`${page.path}: names ${found[0].trim()}`] : [];
  });

export interface Dependency {
  readonly name: string;
  readonly licence: string;
}

/** The dependencies that a page's table lists: `| [`name`](…) or `name` | why | licence | … |`. */
export const listedDependencies = (text: string): Dependency[] =>
  [...text.matchAll(/^\| `((?:@[\w.-]+\/)?[\w.-]+)` \|[^|]*\| ([^|]+?) \|/gm)].map((match) => ({
    name: match[1]!,
    licence: match[2]!,
  }));

/** What the page says of dependencies and what is installed, where the two differ. */
export function dependencyFaults(text: string, installed: ReadonlyArray<Dependency & { sure: boolean }>): string[] {
  const listed = listedDependencies(text);
  const named = new Map(listed.map(({ name, licence }) => [name, licence]));
  const known = new Set(installed.map(({ name }) => name));
  return [
    ...installed.filter(({ name }) => !named.has(name)).map(({ name }) => `${name} has no line`),
    ...listed.filter(({ name }) => !known.has(name)).map(({ name }) => `${name} is not in package.json`),
    ...installed
      .filter(({ name, licence, sure }) => sure && named.has(name) && named.get(name) !== licence)
      .map(({ name, licence }) => `${name} is under ${licence}, not ${named.get(name)}`),
  ];
}

/** Dependencies said to be unused that something imports. */
export const usedAfterAll = (text: string, imported: Iterable<string>): string[] => {
  const unused = new Set([...text.matchAll(/^\| `([^`]+)` \|.*\*\*not used yet\*\*/gm)].map((match) => match[1]!));
  const names = new Set([...imported].map((one) => one.split('/', one.startsWith('@') ? 2 : 1).join('/')));
  return [...names].filter((name) => unused.has(name)).map((name) => `${name} is used`);
};

/** Jobs as the code starts them. */
export const jobsIn = (sources: readonly string[]): string[] =>
  sources.flatMap((text) => [...text.matchAll(/startLoop\(\{\s*name: '([^']+)'/g)].map((match) => match[1]!));

/** Jobs without a runbook, and runbooks without a job. */
export function runbookFaults(jobs: readonly string[], files: Iterable<string>): string[] {
  const runbooks = [...files].flatMap((path) => /^docs\/runbooks\/([a-z].+)\.md$/.exec(path)?.[1] ?? []);
  return [
    ...jobs.filter((job) => !runbooks.includes(job)).map((job) => `${job} has no docs/runbooks/${job}.md`),
    ...runbooks.filter((name) => !jobs.includes(name)).map((name) => `docs/runbooks/${name}.md is about no job`),
  ];
}

/** Decisions are numbered without a gap and say what led to them, what was decided and what follows. */
export function decisionFaults(pages: readonly Page[]): string[] {
  const decisions = pages.filter(({ path }) => /^docs\/adr\/\d{4}-/.test(path));
  return decisions.flatMap(({ path, text }, at) => [
    ...(path.startsWith(`docs/adr/${String(at + 1).padStart(4, '0')}-`) ? [] : [`${path} is not number ${at + 1}`]),
    ...['Context', 'Decision', 'Consequences']
      .filter((heading) => !text.includes(`\n## ${heading}\n`))
      .map((heading) => `${path} has no heading ${heading}`),
  ]);
}

/** Pages below docs/ to which no other document leads. */
export function orphans(pages: ReadonlyMap<string, Page>): string[] {
  const reached = new Set(
    [...pages.values()].flatMap((page) =>
      linksOf(page)
        .map((target) => normalize(join(dirname(page.path), decodeURI(target.split('#', 1)[0]!))))
        .filter((path) => path !== page.path),
    ),
  );
  return [...pages.keys()].filter((path) => path.startsWith('docs/') && !reached.has(path));
}
