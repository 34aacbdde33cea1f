import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { GuidanceDetail } from '../../api/content-contract.ts';
import { contentQuery, guidanceQuery } from '../../api/queries.ts';
import { navigate, pathTo } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Segments } from '../../parts/controls.tsx';
import { Scroll } from '../../parts/figures.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Shape } from '../../parts/shape.tsx';
import { useWords } from '../../words/language.tsx';
import { useOutcomes } from '../residents/outcome-words.ts';
import { ContentHead } from './crumbs.tsx';
import { GuidanceTimeline } from './guidance-timeline.tsx';
import { sideOf } from './side-of.ts';

/** One decision table as the engine reads it: rows in order, cells in FEEL, each with its source. */
export function GuidancePage({ profile }: { readonly profile: string }) {
  const { t, of, language } = useWords();
  const { account } = useHere();
  const options = guidanceQuery(account.slug, profile);
  const query = useQuery(options);
  const { data: content } = useQuery(contentQuery(account.slug));
  const summary = content?.guidance.find((item) => item.profile === profile);
  return (
    <>
      <ContentHead title={summary ? of(summary.title) : t('content.table')} code={profile}>
        {content ? (
          <Segments
            label={t('content.profile')}
            value={profile}
            onChange={(next) => navigate(pathTo(account.slug, 'content', 'guidance', next))}
            options={content.guidance.map((item) => ({ id: item.profile, text: item.profile }))}
          />
        ) : null}
      </ContentHead>
      <div className="grid">
        {content ? <GuidanceTimeline guidance={content.guidance} /> : null}
        <Loaded query={query} queryKey={options.queryKey} what={t('what.content')}>
          {(guidance) => (
            <>
              <Table guidance={guidance} version={summary?.version ?? guidance.version} />
              <Derived guidance={guidance} />
            </>
          )}
        </Loaded>
        {summary ? (
          <section className="card c12">
            <header>
              <h2>{t('content.sign-off')}</h2>
            </header>
            <p className="s">
              {sideOf(summary.signOff.name, language)}（{sideOf(summary.signOff.role, language)}） {summary.signOff.on}{' '}
              {summary.signOff.demonstration ? <span className="chip o">{t('content.demonstration-long')}</span> : null}
            </p>
          </section>
        ) : null}
      </div>
    </>
  );
}

interface TableProps {
  readonly guidance: GuidanceDetail;
  readonly version: string | undefined;
}

function Table({ guidance, version }: TableProps) {
  const { t, language } = useWords();
  const outcomes = useOutcomes();
  return (
    <section className="card flush c12">
      <header>
        <h2>
          {guidance.profile} {version ? `v${version}` : ''}
        </h2>
        <span className="chip">{t('content.first')}</span>
      </header>
      <Scroll className="inset" label={t('content.table')}>
        <table className="dmn">
          <thead>
            <tr>
              <th scope="col">{t('content.row')}</th>
              {guidance.inputs.map((input) => (
                <th scope="col" key={input.name}>
                  <Name name={input.name} />
                  {input.label === input.name ? null : <div className="plain">{sideOf(input.label, language)}</div>}
                </th>
              ))}
              <th scope="col" className="out">
                {t('table.outcome')}
              </th>
            </tr>
          </thead>
          <tbody>
            {guidance.rules.map((rule) => {
              const outcome = outcomes.name(rule.outcome);
              return (
                <tr key={rule.ruleId}>
                  <th scope="row" className="n">
                    {rule.row}
                  </th>
                  {rule.cells.map((cell, i) =>
                    cell.trim() === '-' || cell.trim() === '' ? (
                      <td key={guidance.inputs[i]?.name ?? i} className="dash">
                        –
                      </td>
                    ) : (
                      <td key={guidance.inputs[i]?.name ?? i}>
                        <span className="mono">{cell}</span>
                      </td>
                    ),
                  )}
                  <td className="told">
                    <span className="row">
                      <Shape level={outcome.level} />
                      <span>{outcome.text}</span>
                    </span>
                    <span className="code">{rule.outcome}</span>
                    {rule.description ? <p>{sideOf(rule.description, language)}</p> : null}
                    <p className="xs t2">
                      {rule.source ? `${t('content.source')}: ${sideOf(rule.source, language)} ` : ''}
                      <span className="mono">{rule.ruleId}</span>
                    </p>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Derived({ guidance }: { readonly guidance: GuidanceDetail }) {
  const { t, language } = useWords();
  if (guidance.derived.length === 0) return null;
  return (
    <section className="card flush c12">
      <header>
        <h2>{t('content.derived')}</h2>
        <span className="xs">{t('content.derived-note')}</span>
      </header>
      <Scroll className="inset" label={t('content.derived')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('content.name')}</th>
              <th scope="col">{t('content.expression')}</th>
            </tr>
          </thead>
          <tbody>
            {guidance.derived.map((item) => (
              <tr key={item.name}>
                <th scope="row" className="mono nw">
                  {item.name}
                </th>
                <td>
                  <span className="mono">{item.expression}</span>
                  {item.description ? <div className="xs t2">{sideOf(item.description, language)}</div> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

/** A name that may break after its underscores. */
function Name({ name }: { readonly name: string }) {
  return (
    <span className="mono">
      {name.split('_').map((part, i, parts) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name in their order.
        <Fragment key={i}>
          {part}
          {i < parts.length - 1 ? '_' : ''}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
