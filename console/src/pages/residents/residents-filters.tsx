import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { situationQuery } from '../../api/queries.ts';
import { setSearch } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Button, Field, Select } from '../../parts/controls.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useWords, type Words } from '../../words/language.tsx';
import { useOutcomes } from './outcome-words.ts';

const anything = '-';
const sexes = ['male', 'female', 'other'] as const;
const ageBands = ['0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80-89', '90-'] as const;
const bandText = (band: (typeof ageBands)[number], t: Words['t']): string =>
  band === '90-' ? t('residents.ages-from', { from: 90 }) : t('residents.ages', { band: band.replace('-', '–') });
const sinceDays = ['1', '3', '7', '14', '28'] as const;

/** A changed filter starts from the newest again. */
const filter = (changes: Readonly<Record<string, string | null>>) => setSearch({ ...changes, after: null });

export function ResidentsFilters({ search }: { readonly search: URLSearchParams }) {
  const { t, of } = useWords();
  const [text, setText] = useState(search.get('q') ?? '');
  const outcomes = useOutcomes();
  const { may } = useHere();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    filter({ q: text.trim() || null });
  };
  return (
    <search>
      <form className="filters" onSubmit={submit}>
        <span className="grow" data-search style={{ minWidth: 200 }}>
          <Field
            type="search"
            label={t('residents.search')}
            placeholder={t('residents.search-example')}
            value={text}
            onChange={setText}
          />
        </span>
        {may('residents.read') ? (
          <Select
            label={t('residents.outcome')}
            value={search.get('outcome') ?? anything}
            width={150}
            onChange={(outcome) => filter({ outcome: outcome === anything ? null : outcome })}
            options={[
              { id: anything, text: t('residents.all') },
              ...outcomes.all.map((item) => ({ id: item.outcome, text: of(item.label) })),
            ]}
          />
        ) : null}
        {may('residents.read') ? (
          <>
            <Select
              label={t('residents.sex')}
              value={search.get('sex') ?? anything}
              width={110}
              onChange={(sex) => filter({ sex: sex === anything ? null : sex })}
              options={[
                { id: anything, text: t('residents.all') },
                ...sexes.map((sex) => ({ id: sex as string, text: t(`sex.${sex}`) })),
              ]}
            />
            <Select
              label={t('residents.age')}
              value={search.get('age') ?? anything}
              width={110}
              onChange={(age) => filter({ age: age === anything ? null : age })}
              options={[
                { id: anything, text: t('residents.all') },
                ...ageBands.map((band) => ({ id: band as string, text: bandText(band, t) })),
              ]}
            />
          </>
        ) : null}
        <MunicipalityFilter chosen={search.get('municipality')} />
        <Select
          label={t('residents.since')}
          value={search.get('since') ?? anything}
          width={120}
          onChange={(since) => filter({ since: since === anything ? null : since })}
          options={[
            { id: anything, text: t('residents.all') },
            ...sinceDays.map((n) => ({
              id: n as string,
              text: n === '1' ? t('residents.today') : t('situation.last-days', { n }),
            })),
          ]}
        />
        <Button kind="main" type="submit">
          <Icon name="search" />
          {t('residents.find')}
        </Button>
      </form>
    </search>
  );
}

/** The municipalities of the account's prefecture, as the situation lists them. */
function MunicipalityFilter({ chosen }: { readonly chosen: string | null }) {
  const { t } = useWords();
  const { account, may } = useHere();
  const { data } = useQuery({ ...situationQuery(account.slug, {}), enabled: may('situation.read') });
  const known = data?.municipalities.map((item) => ({ id: item.code, text: item.name })) ?? [];
  const options = [{ id: anything, text: t('residents.all') }, ...known.toSorted((a, b) => a.id.localeCompare(b.id))];
  if (chosen && !options.some((option) => option.id === chosen)) options.push({ id: chosen, text: chosen });
  return (
    <Select
      label={t('table.municipality')}
      value={chosen ?? anything}
      width={140}
      onChange={(code) => filter({ municipality: code === anything ? null : code })}
      options={options}
    />
  );
}
