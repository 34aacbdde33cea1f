import { type BrokenReason, verifyChains } from '../platform/audit/verify-chains.ts';
import { exitCodes } from './exit-codes.ts';
import { counted, print } from './print.ts';
import { kitOf, operator, withApp } from './with-app.ts';

const reasons: Readonly<Record<BrokenReason, string>> = {
  altered: 'it was altered after it was written',
  missing: 'an entry before it is missing',
  unlinked: 'it does not follow the entry before it',
  'cut-off': 'it is missing, with all that followed it',
};

/** Reads the whole audit log of an account and says whether it is as it was written. */
export async function verifyAuditCommand({ account }: { readonly account: string }): Promise<void> {
  const report = await withApp((app) => {
    const kit = kitOf(app, account);
    return app.inScope(kit, operator(), (scope) => verifyChains(scope.tx, kit.id));
  });
  const { chains, entries, brokenAt } = report;
  if (brokenAt === null) {
    print(
      `The audit log of ${account} is as it was written: ${counted(entries, 'entry', 'entries')} in ${counted(chains, 'chain')}.`,
    );
    return;
  }
  const { chainId, seq, reason } = brokenAt;
  process.stderr.write(
    `mimamori: the audit log of ${account} was tampered with: entry ${seq} of chain ${chainId}: ${reasons[reason]}. Keep a copy of the database, and tell the privacy officer.\n`,
  );
  process.exitCode = exitCodes.auditBroken;
}
