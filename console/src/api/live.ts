import { useEffect, useRef, useState } from 'react';
import { apiUrl } from './client.ts';

export interface Live {
  /** When the stream last said anything, on this device's clock. */
  readonly heardAt: number;
  readonly connected: boolean;
}

/**
 * Listens to the account's stream. `changed` calls back (at most once per `everyMs`: the page is fetched anew, and a busy
 * evening must not become a fetch every two seconds from every desk); the browser reconnects by itself.
 */
export function useLive(slug: string, onChanged: () => void, everyMs = 5_000): Live {
  const [live, setLive] = useState<Live>({ heardAt: Date.now(), connected: true });
  const tell = useRef(onChanged);
  useEffect(() => {
    tell.current = onChanged;
  });
  useEffect(() => {
    const stream = new EventSource(apiUrl(`/accounts/${encodeURIComponent(slug)}/situation/live`));
    let calledAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const heard = () => setLive({ heardAt: Date.now(), connected: true });
    stream.addEventListener('open', heard);
    stream.addEventListener('changed', () => {
      heard();
      if (timer) return;
      timer = setTimeout(
        () => {
          timer = undefined;
          calledAt = Date.now();
          tell.current();
        },
        Math.max(0, calledAt + everyMs - Date.now()),
      );
    });
    stream.addEventListener('error', () => setLive((last) => ({ ...last, connected: false })));
    return () => {
      stream.close();
      clearTimeout(timer);
    };
  }, [slug, everyMs]);
  return live;
}
