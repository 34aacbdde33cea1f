import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { AuditEntry, AuditPage as Page } from '../../api/content-contract.ts';
import { auditQuery } from '../../api/queries.ts';
import { useRowKeys } from '../../frame/keys.ts';
import { Link, pathTo, setSearch, useRoute } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Button, Field } from '../../parts/controls.tsx';
import { Scroll } from '../../parts/figures.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { AuditDetail, detailText } from './audit-detail.tsx';
import { Verdict } from './verdict.tsx';

const pageSize = 50;

/** 監査: who saw or changed what, and whether the chain of entries holds. */
export function AuditPage() {
  const { t } = useWords();
  const { account, may } = useHere();
  const { search } = useRoute();
  const options = auditQuery(account.slug, {
    verb: search.get('verb'),
    actor: search.get('actor'),
    subject: search.get('subject'),
    after: search.get('after'),
    limit: pageSize,
  });
  const query = useQuery(options);
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>{t('place.audit')}</h1>
          <p>{t('audit.lead')}</p>
        </div>
      </div>
      {may('audit.verify') ? <Verdict /> : null}
      <Filters key={search.toString()} search={search} />
      <Loaded query={query} queryKey={options.queryKey} what={t('what.audit')}>
        {(page) => <Entries page={page} search={search} />}
      </Loaded>
    </>
  );
}

function Filters({ search }: { readonly search: URLSearchParams }) {
  const { t } = useWords();
  const [asked, setAsked] = useState({
    verb: search.get('verb') ?? '',
    actor: search.get('actor') ?? '',
    subject: search.get('subject') ?? '',
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSearch({ verb: asked.verb.trim(), actor: asked.actor.trim(), subject: asked.subject.trim(), after: null });
  };
  return (
    <search>
      <form className="filters" onSubmit={submit}>
        <span data-search>
          <Field
            label={t('audit.who')}
            value={asked.actor}
            onChange={(actor) => setAsked({ ...asked, actor })}
            width={150}
          />
        </span>
        <Field
          label={t('audit.did')}
          placeholder="residents.read"
          value={asked.verb}
          onChange={(verb) => setAsked({ ...asked, verb })}
          width={180}
        />
        <Field
          label={t('audit.subject')}
          placeholder="M-…"
          value={asked.subject}
          onChange={(subject) => setAsked({ ...asked, subject })}
          width={150}
        />
        <Button kind="main" type="submit">
          <Icon name="search" />
          {t('residents.find')}
        </Button>
        {search.size > 0 ? (
          <Button kind="quiet" onPress={() => setSearch({ verb: null, actor: null, subject: null, after: null })}>
            {t('residents.clear')}
          </Button>
        ) : null}
      </form>
    </search>
  );
}

function Entries({ page, search }: { readonly page: Page; readonly search: URLSearchParams }) {
  const { t } = useWords();
  const { account } = useHere();
  const [chosen, setChosen] = useState<AuditEntry | null>(page.items[0] ?? null);
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  if (page.items.length === 0) {
    return (
      <section className="card empty">
        <Icon name="none" className="huge" />
        <h2>{t('audit.none')}</h2>
        <p>{t('audit.none-how')}</p>
      </section>
    );
  }
  const here = pathTo(account.slug, 'audit');
  const older = new URLSearchParams(search);
  if (page.next) older.set('after', page.next);
  const at = page.items.find((entry) => entry === chosen) ?? page.items[0]!;
  return (
    <div className="grid">
      <section className="card flush c8">
        <Scroll className="inset" label={t('what.audit')}>
          <table>
            <thead>
              <tr>
                <th scope="col" className="n">
                  #
                </th>
                <th scope="col" className="n">
                  {t('audit.at')}
                </th>
                <th scope="col">{t('audit.who')}</th>
                <th scope="col">{t('audit.did')}</th>
                <th scope="col">{t('audit.subject')}</th>
                <th scope="col">{t('audit.hash')}</th>
              </tr>
            </thead>
            <tbody ref={body}>
              {page.items.map((entry) => (
                <Row
                  key={`${entry.chainId} ${entry.seq}`}
                  entry={entry}
                  at={entry === at}
                  onChoose={() => setChosen(entry)}
                />
              ))}
            </tbody>
          </table>
        </Scroll>
        <div className="tblfoot">
          <span>{t('audit.shown', { n: page.items.length })}</span>
          <span className="grow" />
          {page.next ? <Link href={`${here}?${older}`}>{t('audit.older', { n: pageSize })}</Link> : null}
        </div>
      </section>
      <AuditDetail entry={at} />
    </div>
  );
}

function Row(props: { readonly entry: AuditEntry; readonly at: boolean; readonly onChoose: () => void }) {
  const { t, language } = useWords();
  const { now } = useHere();
  const { entry } = props;
  const detail = detailText(entry.detail, language);
  return (
    <tr {...(props.at ? { 'data-at': '' } : {})}>
      <td className="n">
        <button type="button" className="link mono" data-row aria-pressed={props.at} onClick={props.onChoose}>
          {entry.seq}
        </button>
      </td>
      <td className="n">{format.moment(entry.at, language, now())}</td>
      <th scope="row" className="nw">
        {entry.actor.name}
        <div className="xs t2">{t(`actor.${entry.actor.kind}`)}</div>
      </th>
      <td>
        <span className="code">{entry.verb}</span>
        {detail ? <div className="xs t2">{detail.length > 60 ? `${detail.slice(0, 60)}…` : detail}</div> : null}
      </td>
      <td className="s">{entry.subject ?? '–'}</td>
      <td className="mono nw t2">{format.hashShort(entry.hash)}</td>
    </tr>
  );
}
