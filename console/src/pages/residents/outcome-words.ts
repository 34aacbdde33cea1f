import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Level, OutcomeWords } from '../../api/contract.ts';
import { contentQuery } from '../../api/queries.ts';
import { useHere } from '../../frame/session.tsx';
import { useWords } from '../../words/language.tsx';

export interface Named {
  readonly text: string;
  readonly level: Level;
}

/** What each outcome is called is content; until it is there, and for outcomes of old content, the code stands for itself. */
export function useOutcomes(): { readonly all: readonly OutcomeWords[]; name(outcome: string): Named } {
  const { of } = useWords();
  const { account, may } = useHere();
  const { data } = useQuery({ ...contentQuery(account.slug), enabled: may('content.read') });
  const all = data?.outcomes ?? none;
  const name = useCallback(
    (outcome: string): Named => {
      const known = all.find((item) => item.outcome === outcome);
      return known ? { text: of(known.label), level: known.level } : { text: outcome, level: 'watch' };
    },
    [all, of],
  );
  return { all, name };
}

const none: readonly OutcomeWords[] = [];
