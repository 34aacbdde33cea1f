import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import type { Account, Session } from '../api/contract.ts';

interface Here {
  readonly session: Session;
  readonly account: Account;
  may(permission: string): boolean;
  /** The server's clock now. In the demonstration it may stand in another year than this device's. */
  now(): Date;
  /** What the server's clock showed at a moment of this device's clock (in ms). */
  onServer(deviceMs: number): Date;
}

const HereContext = createContext<Here | null>(null);

/** Who is signed in, and the account they act for on this page. */
export function HereProvider(props: { session: Session; account: Account; children: ReactNode }) {
  const { session, account, children } = props;
  const here = useMemo<Here>(() => {
    const ahead = Date.parse(session.now) - Date.now();
    return {
      session,
      account,
      may: (permission) => account.permissions.includes(permission),
      now: () => new Date(Date.now() + ahead),
      onServer: (deviceMs) => new Date(deviceMs + ahead),
    };
  }, [session, account]);
  return <HereContext value={here}>{children}</HereContext>;
}

export function useHere(): Here {
  const here = use(HereContext);
  if (!here) throw new Error('useHere is used outside HereProvider');
  return here;
}

/** This device's clock, told again every second: for what says how long ago. */
export function useSecond(): number {
  const [at, setAt] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setAt(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return at;
}
