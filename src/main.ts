// The `mimamori` command. What can be run, and how, stands in commands/program.ts.
import { enableCompileCache } from 'node:module';

// Half of a start is compiling: what was compiled once is kept in the system's folder for temporary files.
enableCompileCache();

const major = Number(process.versions.node.split('.')[0]);
if (major >= 24) {
  const { run } = await import('./commands/run.ts');
  process.exitCode = await run(process.argv.slice(2));
} else {
  process.stderr.write(
    `mimamori needs Node 24 or newer, and this is ${process.versions.node}; start it as npm run -s mimamori -- …, which brings its own.\n`,
  );
  process.exitCode = 2;
}
