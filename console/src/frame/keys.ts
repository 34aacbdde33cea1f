import { type RefObject, useEffect } from 'react';
import { usePreferences } from './preferences.tsx';

/** Whether the person is writing, choosing or in a dialog, where a letter is a letter. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role=listbox], [role=menu], [role=dialog]') !== null
  );
}

/**
 * Single keys as commands while this component is shown: `{ j: next, 'g s': toSituation }`. Two keys are a sequence within
 * 1.5 s. Off while typing, with a modifier held, and when the person has switched them off.
 */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const { shortcuts } = usePreferences();
  useEffect(() => {
    if (!shortcuts) return;
    let before = { key: '', at: 0 };
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const sequence = event.timeStamp - before.at < 1500 ? `${before.key} ${key}` : key;
      const act = keys[sequence] ?? keys[key];
      before = { key, at: event.timeStamp };
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [keys, shortcuts]);
}

/** J and K move between the links marked `data-row` inside an element; Enter opens them, as links do. */
export function useRowKeys(within: RefObject<HTMLElement | null>): void {
  const { shortcuts } = usePreferences();
  useEffect(() => {
    if (!shortcuts) return;
    const pressed = (event: KeyboardEvent) => {
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const rows = [...(within.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      if (rows.length === 0) return;
      const at = rows.indexOf(document.activeElement as HTMLElement);
      const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
      event.preventDefault();
      rows[next]!.focus();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [within, shortcuts]);
}
