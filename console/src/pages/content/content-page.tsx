import { useQuery } from '@tanstack/react-query';
import type { Content } from '../../api/content-contract.ts';
import { contentQuery } from '../../api/queries.ts';
import { Link, pathTo, useRoute } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { AccountCard } from './account-card.tsx';
import { ContactPointsPage } from './contact-points-page.tsx';
import { GuidancePage } from './guidance-page.tsx';
import { GuidanceTimeline } from './guidance-timeline.tsx';
import { PolicyPage } from './policy-page.tsx';
import { QuestionnairePage } from './questionnaire-page.tsx';
import { sideOf } from './side-of.ts';

/** 内容: what residents are asked and told here, to read. It is changed in files, which are checked before they count. */
export function ContentPage() {
  const { rest } = useRoute();
  const [part, id, version] = rest;
  if (part === 'questionnaires' && id) return <QuestionnairePage key={id} id={id} />;
  if (part === 'guidance' && id) return <GuidancePage key={id} profile={id} />;
  if (part === 'contact-points') return <ContactPointsPage />;
  if (part === 'policies' && id && version) return <PolicyPage key={`${id} ${version}`} id={id} version={version} />;
  return <Overview />;
}

function Overview() {
  const { t } = useWords();
  const { account } = useHere();
  const options = contentQuery(account.slug);
  const query = useQuery(options);
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>{t('place.content')}</h1>
          <p>{t('content.lead')}</p>
        </div>
      </div>
      <Loaded query={query} queryKey={options.queryKey} what={t('what.content')}>
        {(content) => (
          <div className="grid">
            <GuidanceTimeline guidance={content.guidance} />
            <GuidanceCard content={content} />
            <QuestionnairesCard content={content} />
            <ContactPointsCard content={content} />
            <PoliciesCard content={content} />
            <AccountCard content={content} />
          </div>
        )}
      </Loaded>
    </>
  );
}

interface CardProps {
  readonly content: Content;
}

function GuidanceCard({ content }: CardProps) {
  const { t, of, language } = useWords();
  const { account } = useHere();
  return (
    <section className="card flush c12">
      <header>
        <h2>{t('content.guidance')}</h2>
      </header>
      <div className="inset">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('content.profile')}</th>
              <th scope="col">{t('content.title')}</th>
              <th scope="col" className="n">
                {t('content.version')}
              </th>
              <th scope="col" className="n">
                {t('content.rules')}
              </th>
              <th scope="col">{t('content.source')}</th>
              <th scope="col">{t('content.sign-off')}</th>
            </tr>
          </thead>
          <tbody>
            {content.guidance.map((item) => (
              <tr key={`${item.profile} ${item.from}`}>
                <th scope="row" className="nw">
                  <Link className="mono" href={pathTo(account.slug, 'content', 'guidance', item.profile)}>
                    {item.profile}
                  </Link>{' '}
                  {item.current ? <span className="chip g small">{t('content.in-force')}</span> : null}
                </th>
                <td>{of(item.title)}</td>
                <td className="n mono">{format.hashShort(item.version)}</td>
                <td className="n">{item.rules}</td>
                <td>
                  {item.source.url ? (
                    <a href={item.source.url} rel="noreferrer">
                      {item.source.title}
                    </a>
                  ) : (
                    item.source.title
                  )}{' '}
                  <span className="xs t2 nw">{item.source.on}</span>
                </td>
                <td>
                  {sideOf(item.signOff.name, language)}{' '}
                  <span className="xs t2">{sideOf(item.signOff.role, language)}</span>{' '}
                  {item.signOff.demonstration ? (
                    <span className="chip o small">{t('content.demonstration')}</span>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function QuestionnairesCard({ content }: CardProps) {
  const { t, of } = useWords();
  const { account } = useHere();
  return (
    <section className="card c4">
      <header>
        <h2>{t('content.questionnaires')}</h2>
      </header>
      <ul className="stack-s">
        {content.questionnaires.map((item) => (
          <li key={`${item.id} ${item.version}`}>
            <Link href={pathTo(account.slug, 'content', 'questionnaires', item.id)}>{of(item.title)}</Link>
            <div className="xs t2">
              <span className="mono">
                {item.id} v{item.version}
              </span>{' '}
              {t('content.questions', { n: item.questions })}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ContactPointsCard({ content }: CardProps) {
  const { t, language } = useWords();
  const { account, now } = useHere();
  const { count, importedAt, source } = content.contactPoints;
  return (
    <section className="card c4">
      <header>
        <h2>{t('content.contact-points')}</h2>
      </header>
      <p>
        <Link href={pathTo(account.slug, 'content', 'contact-points')}>
          {t('content.contact-points-n', { n: count })}
        </Link>
      </p>
      {importedAt ? (
        <p className="xs t2">{t('content.imported', { time: format.moment(importedAt, language, now()) })}</p>
      ) : null}
      {source ? <p className="xs t2 mono">{source}</p> : null}
    </section>
  );
}

function PoliciesCard({ content }: CardProps) {
  const { t, of, language } = useWords();
  const { account } = useHere();
  return (
    <section className="card c4">
      <header>
        <h2>{t('content.policies')}</h2>
      </header>
      <ul className="stack-s">
        {content.policies.map((item) => (
          <li key={`${item.id} ${item.version}`}>
            <Link href={pathTo(account.slug, 'content', 'policies', item.id, item.version)}>{of(item.title)}</Link>{' '}
            {item.current ? <span className="chip g small">{t('content.in-force')}</span> : null}
            <div className="xs t2">
              <span className="mono">v{item.version}</span>{' '}
              {t('content.effective', { day: format.dayOfYear(item.effectiveOn, language) })}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
