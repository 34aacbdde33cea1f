import type { IconName } from '../parts/icon.tsx';
import type { Key } from '../words/language.tsx';

export interface Place {
  readonly id: string;
  readonly icon: IconName;
  readonly name: Extract<Key, `place.${string}`>;
  /** Pressed after G. */
  readonly key: string;
  /** What one must be allowed to do to see it; null = everyone who is signed in. */
  readonly permission: string | null;
  /** Set apart by a line, below the daily work. */
  readonly apart?: boolean;
}

export const places: readonly Place[] = [
  { id: 'situation', icon: 'situation', name: 'place.situation', key: 's', permission: 'situation.read' },
  { id: 'residents', icon: 'residents', name: 'place.residents', key: 'r', permission: 'residents.find' },
  { id: 'content', icon: 'content', name: 'place.content', key: 'c', permission: 'content.read' },
  { id: 'news', icon: 'news', name: 'place.news', key: 'o', permission: 'content.read' },
  { id: 'audit', icon: 'audit', name: 'place.audit', key: 'a', permission: 'audit.read' },
  {
    id: 'dead-letters',
    icon: 'aside',
    name: 'place.dead-letters',
    key: 'd',
    permission: 'messages.read-dead-letters',
  },
  { id: 'settings', icon: 'settings', name: 'place.settings', key: 't', permission: null, apart: true },
];
