import { expect, test } from 'vitest';
import { cliReference } from '../../src/commands/cli-reference.ts';
import { leavesOf, mimamoriProgram } from '../../src/commands/program.ts';
import { read } from './source-files.ts';

test('docs/reference/cli.md says what the commands say of themselves', () => {
  expect(read('docs/reference/cli.md'), 'run `node src/commands/cli-reference.ts`').toBe(cliReference());
});

test('every command and every option of it is described in a line', () => {
  const commands = leavesOf(mimamoriProgram());
  expect(commands.length).toBeGreaterThan(12);
  for (const command of commands) {
    expect(command.description(), command.name()).not.toBe('');
    for (const option of command.options) expect(option.description, `${command.name()} ${option.flags}`).not.toBe('');
  }
});
