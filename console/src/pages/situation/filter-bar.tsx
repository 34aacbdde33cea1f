import { isShown, type Situation } from '../../api/contract.ts';
import { setSearch } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Field, Select } from '../../parts/controls.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { type Filters, presets } from './filters.ts';

/** Every filter lives in the address, so that a view can be kept and sent. */
export function FilterBar({
  filters,
  situation,
}: {
  readonly filters: Filters;
  readonly situation: Situation | undefined;
}) {
  const { t } = useWords();
  return (
    <form className="filters" aria-label={t('situation.filters')} onSubmit={(event) => event.preventDefault()}>
      <PeriodFilter filters={filters} situation={situation} />
      {situation ? (
        <>
          <MeasureFilter filters={filters} situation={situation} />
          <AreaFilter filters={filters} situation={situation} />
        </>
      ) : null}
      <span className="grow" />
      {situation ? <Totals situation={situation} /> : null}
    </form>
  );
}

function PeriodFilter({
  filters,
  situation,
}: {
  readonly filters: Filters;
  readonly situation: Situation | undefined;
}) {
  const { t } = useWords();
  const { period } = filters;
  const choose = (id: string) => {
    if (id !== 'custom') setSearch({ days: id === '28' ? null : id, from: null, to: null });
    else if (situation) setSearch({ days: null, from: situation.from, to: situation.to });
  };
  return (
    <>
      <Select
        label={t('situation.period')}
        value={'days' in period ? period.days : 'custom'}
        width={150}
        onChange={choose}
        options={[
          ...presets.map((id) => ({ id: id as string, text: t('situation.last-days', { n: id }) })),
          { id: 'custom', text: t('situation.custom') },
        ]}
      />
      {'days' in period ? null : (
        <>
          <Field
            label={t('situation.from')}
            type="date"
            value={period.from}
            width={150}
            onChange={(from) => from && setSearch({ from, to: from > period.to ? from : period.to })}
          />
          <Field
            label={t('situation.to')}
            type="date"
            value={period.to}
            width={150}
            onChange={(to) => to && setSearch({ to, from: to < period.from ? to : period.from })}
          />
        </>
      )}
    </>
  );
}

interface Asked {
  readonly filters: Filters;
  readonly situation: Situation;
}

function MeasureFilter({ filters, situation }: Asked) {
  const { t, of } = useWords();
  const known = situation.symptoms.map((symptom) => ({ id: symptom.code, text: of(symptom.label) }));
  const options = known.some((option) => option.id === filters.measure)
    ? known
    : [{ id: filters.measure, text: filters.measure }, ...known];
  return (
    <Select
      label={t('situation.measure')}
      value={filters.measure}
      width={150}
      options={options}
      onChange={(id) => setSearch({ measure: id === 'fever' ? null : id })}
    />
  );
}

/** Which prefecture's municipalities: the account's own, or another whose residents answer here too. */
function AreaFilter({ filters, situation }: Asked) {
  const { t, language } = useWords();
  const { account } = useHere();
  const chosen = filters.prefecture ?? account.prefectureCode;
  const options = situation.prefectures
    .filter((item) => item.code === chosen || item.code === account.prefectureCode || isShown(item))
    .map((item) => ({ id: item.code, text: language === 'ja' ? item.name : item.nameEn }));
  if (options.length < 2) return null;
  return (
    <Select
      label={t('situation.area')}
      value={chosen}
      width={130}
      options={options}
      onChange={(code) => setSearch({ prefecture: code === account.prefectureCode ? null : code })}
    />
  );
}

function Totals({ situation }: { readonly situation: Situation }) {
  const { t } = useWords();
  if (!situation.headline.total) return null;
  const { answers, residents } = situation.headline.total;
  return (
    <span className="xs t2 num" style={{ textAlign: 'right', alignSelf: 'center' }}>
      {t('situation.total-answers')} <b>{format.count(answers)}</b>
      <br />
      {t('situation.total-people')} <b>{format.count(residents)}</b>
    </span>
  );
}
