import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { ApiProblem } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import { Button } from '../parts/controls.tsx';
import { useWords } from '../words/language.tsx';
import { setExpired } from './expired.ts';

const idleMs = 15 * 60_000;
const signsOfLife = ['pointerdown', 'pointermove', 'keydown', 'scroll', 'visibilitychange'] as const;

/** Covers what is on the screen when nobody has touched it for a quarter of an hour; the page below is kept. */
export function IdleVeil() {
  const { t } = useWords();
  const client = useQueryClient();
  const [idle, setIdle] = useIdle();
  const goOn = async () => {
    try {
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) setExpired(true);
    }
    setIdle(false);
  };
  return (
    <ModalOverlay className="veil opaque" isOpen={idle} isKeyboardDismissDisabled>
      <Modal>
        <Dialog className="dialog narrow">
          <Heading slot="title">{t('idle.title')}</Heading>
          <p className="below">{t('idle.why')}</p>
          <Button kind="main" wide onPress={goOn} autoFocus>
            {t('idle.go-on')}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function useIdle(): [boolean, (idle: boolean) => void] {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    if (idle) return;
    // A device that slept wakes up with its timers late, so the time is compared, not counted.
    let touchedAt = Date.now();
    const touched = () => {
      if (Date.now() - touchedAt >= idleMs) setIdle(true);
      else touchedAt = Date.now();
    };
    const timer = setInterval(() => {
      if (Date.now() - touchedAt >= idleMs) setIdle(true);
    }, 10_000);
    for (const sign of signsOfLife) document.addEventListener(sign, touched, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signsOfLife) document.removeEventListener(sign, touched);
    };
  }, [idle]);
  return [idle, setIdle];
}
