import type { ReactNode } from 'react';
import type { ConsentEntry, ResidentRecord } from '../../api/contract.ts';
import { Link, pathTo } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Icon } from '../../parts/icon.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useOutcomes } from './outcome-words.ts';

interface CardProps {
  readonly record: ResidentRecord;
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** 基本: what the person entered, in the questionnaire's words. */
export function ProfileCard({ record }: CardProps) {
  const { t, of } = useWords();
  const { profile } = record.resident;
  return (
    <section className="card c4">
      <header>
        <h2>{t('record.profile')}</h2>
        <span className="xs">{t('record.profile-note')}</span>
      </header>
      {profile.length === 0 ? (
        <p className="s t2">{t('record.profile-none')}</p>
      ) : (
        <dl className="facts asked">
          {profile.map((item) => (
            <Fact key={item.linkId} name={of(item.question)}>
              {of(item.answer)}
            </Fact>
          ))}
        </dl>
      )}
    </section>
  );
}

/** いま: the outcome in force, since when, the illness episode, and a number if one was left for this purpose. */
export function NowCard({ record }: CardProps) {
  const { t, language } = useWords();
  const { account, now } = useHere();
  const { resident, people } = record;
  const outcomes = useOutcomes();
  return (
    <section className="card c4">
      <header>
        <h2>{t('record.now')}</h2>
      </header>
      <dl className="facts">
        <Fact name={t('residents.outcome')}>
          {resident.outcome ? (
            <>
              {outcomes.name(resident.outcome).text} <span className="code">{resident.outcome}</span>
              {resident.outcomeSince ? (
                <div className="xs t2">
                  {t('record.since', { time: format.moment(resident.outcomeSince, language, now()) })}
                </div>
              ) : null}
            </>
          ) : (
            t('residents.no-outcome')
          )}
        </Fact>
        <Fact name={t('residents.last')}>
          {resident.lastAnsweredAt ? format.moment(resident.lastAnsweredAt, language, now()) : t('record.never')}
        </Fact>
        <Fact name={t('record.episode')}>
          {resident.episode
            ? t('record.onset', { day: format.day(resident.episode.onsetOn, language) })
            : t('record.no-episode')}
        </Fact>
        <Fact name={t('record.callback')}>
          {resident.callback ? (
            <>
              <span className="mono">{resident.callback.number}</span>
              <div className="xs t2">
                {t('record.callback-at', { time: format.moment(resident.callback.givenAt, language, now()) })}
              </div>
            </>
          ) : (
            t('record.no-callback')
          )}
        </Fact>
        <Fact name={t('record.follow-up')}>
          {resident.followUp ? t('record.follow-up-on') : t('residents.no-follow-up')}
        </Fact>
        {people.length > 0 ? (
          <Fact name={t('record.people')}>
            {people.map((person) => (
              <div key={person.residentId}>
                <Link className="mono" href={pathTo(account.slug, 'residents', person.residentId)}>
                  {person.code}
                </Link>{' '}
                <span className="xs t2">{person.relation === 'self' ? t('relation.self') : t('relation.family')}</span>
              </div>
            ))}
          </Fact>
        ) : null}
      </dl>
    </section>
  );
}

/** 同意: each item, what the tick means, when and on which policy. */
export function ConsentCard({ record }: CardProps) {
  const { t } = useWords();
  const { consents } = record.resident;
  const policies = [...new Set(consents.map((item) => `${item.policyId} v${item.policyVersion}`))].join('、');
  return (
    <section className="card c4">
      <header>
        <h2>{t('record.consent')}</h2>
        <span className="xs">{policies}</span>
      </header>
      {consents.length === 0 ? (
        <p className="s t2">{t('record.consent-none')}</p>
      ) : (
        <table>
          <tbody>
            {consents.map((item) => (
              <ConsentRow key={`${item.item} ${item.at}`} item={item} />
            ))}
          </tbody>
        </table>
      )}
      {consents.some((item) => item.item === 'research' && !item.given) ? (
        <p className="xs t2 above">{t('record.no-research')}</p>
      ) : null}
    </section>
  );
}

function ConsentRow({ item }: { readonly item: ConsentEntry }) {
  const { t, find, of, language } = useWords();
  const { now } = useHere();
  return (
    <tr>
      <th scope="row">
        {item.title ? of(item.title) : (find(`consent.${item.item}`) ?? item.item)}
        <div className="xs t2">{find(`meaning.${item.meaning}`) ?? item.meaning}</div>
      </th>
      <td>
        {item.given ? (
          <span className="chip g">
            <Icon name="check" />
            {t('consent.given')}
          </span>
        ) : (
          <span className="chip">
            <Icon name="cross" />
            {t('consent.refused')}
          </span>
        )}
      </td>
      <td className="n xs t2">{format.moment(item.at, language, now())}</td>
    </tr>
  );
}
