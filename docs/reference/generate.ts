import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configReference } from '../../src/platform/config/config.ts';

/**
 * Writes the pages of this folder that are made from code: `node docs/reference/generate.ts`. A fact test compares what is
 * written with what would be made, so a page that was forgotten fails it.
 */
export const generatedPages: Readonly<Record<string, () => string>> = {
  'configuration.md': configurationPage,
};

function configurationPage(): string {
  const rows = configReference().map(
    ({ name, meaning, default: value }) =>
      `| \`${name}\` | ${cell(meaning)} | ${value === undefined ? '–' : `\`${cell(value)}\``} |`,
  );
  return `# Configuration

Everything that the environment can say. Made from \`src/platform/config/config.ts\` by \`docs/reference/generate.ts\`: change it
there. The environment is read once, at start-up; an empty variable counts as not set; all faults are told at once, with exit
code 2.

| variable | meaning | default |
| --- | --- | --- |
${rows.join('\n')}

\`npm start\` keeps its data in \`demo\` below \`MIMAMORI_DATA\`, makes its own LINE channels on the emulator, and puts the phone on
the port 100 above \`MIMAMORI_PORT\`. Commands other than \`serve\` log only warnings unless \`LOG_LEVEL\` says otherwise.
`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

if (import.meta.main) {
  for (const [name, make] of Object.entries(generatedPages)) {
    await writeFile(join(import.meta.dirname, name), make());
  }
}
