import { useSyncExternalStore } from 'react';

/** Whether the server has said that the session is over while a page was open. */
let over = false;
const listeners = new Set<() => void>();

export function setExpired(value: boolean): void {
  if (over === value) return;
  over = value;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useExpired = (): boolean => useSyncExternalStore(subscribe, () => over);
