import type { Content } from '../../api/content-contract.ts';
import { useWords } from '../../words/language.tsx';
import { Plain } from './plain.tsx';

/** The account's own settings as its file states them. */
export function AccountCard({ content }: { readonly content: Content }) {
  const { t, find } = useWords();
  return (
    <section className="card c12">
      <header>
        <h2>{t('content.account')}</h2>
        <span className="xs">{t('content.account-note')}</span>
      </header>
      <dl className="facts">
        {Object.entries(content.account).map(([name, value]) => (
          <div key={name}>
            <dt>{find(`setting.${name}`) ?? <span className="mono">{name}</span>}</dt>
            <dd>
              <Plain value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
