import { expect, test } from 'vitest';
import { projectFiles, read } from './source-files.ts';

/** In YAML ` #` begins a comment: an unquoted 「call #8000 …」 would lose its end without a word. */
const cutOff = /^\s*(?:- )?(?:[\w-]+: )?[^"'|>#[{&*!\s][^"]* #\d/;

const cutLines = (text: string): string[] =>
  text.split('\n').filter((line) => cutOff.test(line) && !/^\s*#/.test(line));

test('no sentence of the content is cut off at a number sign', () => {
  const files = projectFiles.filter((path) => /^(content|seeds)\/.*\.yaml$/.test(path));
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((path) => cutLines(read(path)).map((line) => `${path}: ${line.trim()}`))).toEqual([]);
});

test('and it would be noticed', () => {
  expect(cutLines('    en: At night, call #8000 for advice.\n    - call #7119\n')).toHaveLength(2);
  expect(cutLines('    en: "At night, call #8000."\n# see #8000')).toEqual([]);
});
