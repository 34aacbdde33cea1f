import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PolicyDetail } from '../../api/content-contract.ts';
import { contentQuery, policyQuery } from '../../api/queries.ts';
import { useHere } from '../../frame/session.tsx';
import { Segments } from '../../parts/controls.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { useWords } from '../../words/language.tsx';
import { ContentHead } from './crumbs.tsx';
import { Plain } from './plain.tsx';
import { PolicyText } from './policy-text.tsx';

/** A policy in both of its forms: the data that the software keeps to, and the text that residents read. */
export function PolicyPage({ id, version }: { readonly id: string; readonly version: string }) {
  const { t, of, language: mine } = useWords();
  const { account } = useHere();
  const [language, setLanguage] = useState(mine);
  const options = policyQuery(account.slug, id, version);
  const query = useQuery(options);
  const { data: content } = useQuery(contentQuery(account.slug));
  const summary = content?.policies.find((item) => item.id === id && item.version === version);
  return (
    <>
      <ContentHead title={summary ? of(summary.title) : id} code={`${id} v${version}`}>
        <Segments
          label={t('content.language')}
          value={language}
          onChange={setLanguage}
          options={[
            { id: 'ja', text: '日本語', lang: 'ja' },
            { id: 'en', text: 'English', lang: 'en' },
          ]}
        />
      </ContentHead>
      <Loaded query={query} queryKey={options.queryKey} what={t('what.content')}>
        {(policy) => (
          <div className="grid">
            <section className="card c7">
              <header>
                <h2>{t('policy.text')}</h2>
                <span className="xs">{t('policy.text-note')}</span>
              </header>
              <div className="policy-text" lang={language}>
                <PolicyText text={policy.text[language]} />
              </div>
            </section>
            <Facts policy={policy} />
          </div>
        )}
      </Loaded>
    </>
  );
}

const shownElsewhere = ['id', 'version', 'title', 'text'];

function Facts({ policy }: { readonly policy: PolicyDetail }) {
  const { t, find } = useWords();
  return (
    <section className="card c5">
      <header>
        <h2>{t('policy.data')}</h2>
        <span className="xs">{t('policy.data-note')}</span>
      </header>
      <dl className="facts">
        {Object.entries(policy)
          .filter(([name]) => !shownElsewhere.includes(name))
          .map(([name, value]) => (
            <div key={name}>
              <dt>{find(`policy-field.${name}`) ?? <span className="mono">{name}</span>}</dt>
              <dd>
                <Plain value={value} />
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
