import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';
import { useWords } from '../words/language.tsx';
import { Button } from './controls.tsx';
import { Icon } from './icon.tsx';

interface Done {
  readonly text: string;
  readonly undo?: () => void;
  readonly at: number;
}

const SayContext = createContext<((text: string, undo?: () => void) => void) | null>(null);
const stays = 10;

/** Says what was done and, for ten seconds, offers to undo it, instead of asking beforehand. */
export function UndoProvider({ children }: { readonly children: ReactNode }) {
  const [done, setDone] = useState<Done | null>(null);
  const say = useCallback((text: string, undo?: () => void) => {
    setDone({ text, at: Date.now(), ...(undo ? { undo } : {}) });
  }, []);
  return (
    <SayContext value={say}>
      {children}
      <div className="undo" role="status">
        {done ? <Said key={done.at} done={done} onGone={() => setDone(null)} /> : null}
      </div>
    </SayContext>
  );
}

function Said({ done, onGone }: { readonly done: Done; readonly onGone: () => void }) {
  const { t } = useWords();
  const [left, setLeft] = useState(stays);
  useEffect(() => {
    const timer = setInterval(() => setLeft((was) => was - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) onGone();
  }, [left, onGone]);
  const { undo } = done;
  return (
    <div className="note g">
      <Icon name="check" />
      <div>{done.text}</div>
      {undo ? (
        <Button
          kind="quiet"
          size="small"
          onPress={() => {
            undo();
            onGone();
          }}
        >
          {t('undo.back')} <span aria-hidden="true">{t('undo.left', { n: left })}</span>
        </Button>
      ) : null}
    </div>
  );
}

export function useSay() {
  const say = use(SayContext);
  if (!say) throw new Error('useSay is used outside UndoProvider');
  return say;
}
