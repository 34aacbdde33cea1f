import type { ReactNode } from 'react';
import { useState } from 'react';
import { useWords } from '../words/language.tsx';
import { Segments } from './controls.tsx';

/** A card whose picture has a twin in a table, with the same figures (図 / 表). */
export function Twin(props: {
  readonly title: string;
  readonly note: string;
  readonly width: 'c6' | 'c7' | 'c12';
  readonly picture: ReactNode;
  readonly table: ReactNode;
}) {
  const { t } = useWords();
  const [shown, setShown] = useState<'picture' | 'table'>('picture');
  return (
    <section className={`card ${props.width}`}>
      <header>
        <h2>{props.title}</h2>
        <span className="xs">{props.note}</span>
        <span className="end">
          <Segments
            small
            label={t('figure.show-as', { title: props.title })}
            value={shown}
            onChange={setShown}
            options={[
              { id: 'picture', text: t('figure.picture') },
              { id: 'table', text: t('figure.table') },
            ]}
          />
        </span>
      </header>
      {shown === 'picture' ? props.picture : props.table}
    </section>
  );
}

/** Hatching for what is not known yet, or not shown: a pattern of diagonal strokes, named so that a page can have several. */
export function Hatch({ id, ground }: { readonly id: string; readonly ground?: boolean }) {
  return (
    <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      {ground ? <rect width="7" height="7" fill="var(--surface)" /> : null}
      <path d="M0 0v7" stroke="var(--hatch)" strokeWidth="1.4" opacity="0.6" />
    </pattern>
  );
}

/** A scrolling region that the keyboard can reach, with a name for those who do not see it. */
export function Scroll({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key (WCAG 2.1.1).
    <section className={className ?? 'scroll-x'} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
