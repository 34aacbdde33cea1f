import type { ResidentRow } from '../../api/contract.ts';
import { Link, pathTo } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Shape } from '../../parts/shape.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useOutcomes } from './outcome-words.ts';

export function ResidentsRow({ row }: { readonly row: ResidentRow }) {
  const { t, find, language } = useWords();
  const { account, may, now } = useHere();
  const outcome = useOutcomes().name(row.outcome ?? '');
  return (
    <tr>
      <td>{row.outcome ? <Shape level={outcome.level} size={16} label={t(`level.${outcome.level}`)} /> : null}</td>
      <th scope="row" className="nw">
        {may('residents.read') ? (
          <Link className="mono b" data-row href={pathTo(account.slug, 'residents', row.residentId)}>
            {row.code}
          </Link>
        ) : (
          <span className="mono b">{row.code}</span>
        )}{' '}
        {row.relation === 'family' ? <span className="chip o small">{t('relation.family')}</span> : null}
      </th>
      <td className="n">{row.age ?? row.ageBand ?? '–'}</td>
      <td className="nw">{row.sex ? (find(`sex.${row.sex}`) ?? row.sex) : '–'}</td>
      <td className="nw">{row.municipality?.name ?? '–'}</td>
      <td className="nw">{row.outcome ? outcome.text : t('residents.no-outcome')}</td>
      <td className="n">{row.lastAnsweredAt ? format.moment(row.lastAnsweredAt, language, now()) : '–'}</td>
      <td className="n">{format.count(row.answers)}</td>
      <td className="nw">
        {t(`channel.${row.channel}`)}{' '}
        {row.blocked ? <span className="chip w small">{t('residents.blocked')}</span> : null}
        {row.followUp ? null : <span className="chip o small">{t('residents.no-follow-up')}</span>}
      </td>
    </tr>
  );
}
