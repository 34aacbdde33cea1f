import { isLineStopped, resumeLine, stopLine } from '../features/accounts/index.ts';
import { print } from './print.ts';
import { kitOf, operator, withApp } from './with-app.ts';

/** Stops the LINE channel of an account, from the next message on, in every process. */
export const stopLineCommand = (slug: string): Promise<void> => change(slug, true);

export const resumeLineCommand = (slug: string): Promise<void> => change(slug, false);

async function change(slug: string, toStopped: boolean): Promise<void> {
  const changed = await withApp((app) =>
    app.inScope(kitOf(app, slug), operator(), async (scope) => {
      if ((await isLineStopped(scope)) === toStopped) return false;
      await (toStopped ? stopLine(scope) : resumeLine(scope));
      return true;
    }),
  );
  const now = toStopped
    ? `stopped: the web goes on, and whoever writes is told where. \`mimamori account resume-line ${slug}\` lets it go on.`
    : 'open: messages are answered again.';
  print(`The LINE channel of ${slug} ${changed ? 'is now' : 'was already'} ${now}`);
}
