import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { leavesOf, mimamoriProgram, pathOf } from './program.ts';

/** Columns: as wide as fits a page. */
const helpWidth = 100;

/** docs/reference/cli.md: what the commands say of themselves. Written by `node src/commands/cli-reference.ts`. */
export function cliReference(): string {
  const program = mimamoriProgram();
  const sections = leavesOf(program).map((command) => `## ${pathOf(command)}\n\n${helpOf(command)}\n`);
  return `# Commands

What \`mimamori --help\`, and \`--help\` after each command, say; made by \`node src/commands/cli-reference.ts\`. In the project,
\`npm run -s mimamori -- check-content\` starts the first of the examples.

${helpOf(program)}

${sections.join('\n')}`;
}

function helpOf(command: Command): string {
  const written: string[] = [];
  command.configureHelp({ ...command.configureHelp(), helpWidth });
  command.configureOutput({ ...command.configureOutput(), writeOut: (text) => written.push(text) });
  command.outputHelp();
  return `\`\`\`text\n${written.join('').trim()}\n\`\`\``;
}

if (import.meta.main) {
  await writeFile(join(import.meta.dirname, '..', '..', 'docs', 'reference', 'cli.md'), cliReference());
}
