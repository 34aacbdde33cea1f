import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { jstDate } from '../../../../src/base/jst.ts';
import type { Language } from '../../../../src/base/language.ts';
import { kanjiWithoutReading } from '../../../../src/base/ruby.ts';
import { request } from '../../api/client.ts';
import type { NewsDraft, NewsItem, NewsState } from '../../api/content-contract.ts';
import { newsQuery } from '../../api/queries.ts';
import { navigate, pathTo } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Button, Field } from '../../parts/controls.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useSay } from '../../parts/undo.tsx';
import { useWords } from '../../words/language.tsx';
import { ResidentLanguages } from '../content/questionnaire-page.tsx';
import { useKept } from './kept.ts';
import { NewsPhone } from './news-phone.tsx';
import { type Fault, faultsOf, longestTitle, standingOf } from './news-standing.ts';

const draftOf = ({ title, url, publishedOn, state }: NewsDraft): NewsDraft => ({ title, url, publishedOn, state });

export function NewsEditor({ item }: { readonly item: NewsItem | null }) {
  const { t } = useWords();
  const { account, now } = useHere();
  const empty: NewsDraft = {
    title: { ja: '', easy: '', en: '' },
    url: 'https://',
    publishedOn: jstDate(now()),
    state: 'draft',
  };
  const [draft, setDraft, forget] = useKept<NewsDraft>(
    `news ${account.slug} ${item?.newsId ?? 'new'}`,
    item ? draftOf(item) : empty,
  );
  const [language, setLanguage] = useState<Language>('ja');
  const [tried, setTried] = useState(false);
  const save = useSave(item, forget);
  const faults = tried ? faultsOf(draft) : [];
  const keep = (state: NewsState) => {
    const published = state === 'published';
    setTried(published);
    if (published && faultsOf(draft).length > 0) return;
    save.mutate({ ...draft, state });
  };
  return (
    <div className="grid">
      <section className="card c7">
        <form className="stack" onSubmit={(event) => event.preventDefault()} noValidate>
          <Titles draft={draft} onChange={setDraft} faults={faults} />
          <Field
            label={t('news.url')}
            hint={t('news.url-hint')}
            type="url"
            value={draft.url}
            onChange={(url) => setDraft({ ...draft, url })}
            error={faults.includes('url') ? t('news.fault.url') : undefined}
          />
          <Field
            label={t('news.on')}
            hint={t('news.on-hint')}
            type="date"
            width={190}
            value={draft.publishedOn}
            onChange={(publishedOn) => setDraft({ ...draft, publishedOn })}
            error={faults.includes('on') ? t('news.fault.on') : undefined}
          />
          {save.error ? (
            <Trouble what={t('news.saving')} problem={save.error} onAgain={() => save.mutate(draft)} />
          ) : null}
          <Actions item={item} draft={draft} busy={save.isPending} onKeep={keep} />
        </form>
      </section>
      <section className="card c5">
        <header>
          <h2>{t('news.preview')}</h2>
          <span className="end">
            <ResidentLanguages value={language} onChange={setLanguage} />
          </span>
        </header>
        <NewsPhone draft={draft} language={language} />
      </section>
    </div>
  );
}

interface TitlesProps {
  readonly draft: NewsDraft;
  readonly onChange: (draft: NewsDraft) => void;
  readonly faults: readonly Fault[];
}

function Titles({ draft, onChange, faults }: TitlesProps) {
  const { t } = useWords();
  const bare = [...new Set(kanjiWithoutReading(draft.title.easy))].join('');
  const errorOf = (language: Language): string | undefined => {
    if (faults.includes(`title.${language}`)) return t('news.fault.title');
    if (faults.includes('title.long') && [...draft.title[language]].length > longestTitle)
      return t('news.fault.long', { n: longestTitle });
    if (language === 'easy' && faults.includes('readings')) return t('news.fault.readings', { kanji: bare });
    return undefined;
  };
  return (['ja', 'easy', 'en'] as const).map((language) => (
    <Field
      key={language}
      label={t('news.title-in', { language: t(`language.${language}`) })}
      {...(language === 'easy' ? { hint: t('news.easy-hint', { example: '{相談|そうだん}' }) } : {})}
      lang={language === 'en' ? 'en' : 'ja'}
      value={draft.title[language]}
      onChange={(text) => onChange({ ...draft, title: { ...draft.title, [language]: text } })}
      error={errorOf(language)}
    />
  ));
}

interface ActionsProps {
  readonly item: NewsItem | null;
  readonly draft: NewsDraft;
  readonly busy: boolean;
  readonly onKeep: (state: NewsState) => void;
}

function Actions({ item, draft, busy, onKeep }: ActionsProps) {
  const { t } = useWords();
  const { now } = useHere();
  const standing = standingOf('published', draft.publishedOn, jstDate(now()));
  const out = item?.state === 'published';
  return (
    <div className="row wrap">
      <Button kind="main" isDisabled={busy} onPress={() => onKeep('published')}>
        <Icon name="check" />
        {out ? t('news.save-published') : standing === 'waiting' ? t('news.publish-later') : t('news.publish')}
      </Button>
      {out ? (
        <Button kind="danger" isDisabled={busy} onPress={() => onKeep('withdrawn')}>
          {t('news.withdraw')}
        </Button>
      ) : (
        <Button kind="quiet" isDisabled={busy} onPress={() => onKeep('draft')}>
          {t('news.save-draft')}
        </Button>
      )}
      <span className="xs t2">{t('news.kept')}</span>
    </div>
  );
}

/** Saves, says so, and offers the way back: what stood before is written again. */
function useSave(item: NewsItem | null, forget: () => void) {
  const { t } = useWords();
  const { account } = useHere();
  const client = useQueryClient();
  const say = useSay();
  const path = `/accounts/${encodeURIComponent(account.slug)}/news`;
  const refresh = () => client.invalidateQueries({ queryKey: newsQuery(account.slug).queryKey });
  const put = (newsId: string, draft: NewsDraft) =>
    request<unknown>(`${path}/${encodeURIComponent(newsId)}`, { method: 'PUT', body: draft });
  const undo = useMutation({
    mutationFn: (before: NewsItem) => put(before.newsId, draftOf(before)),
    onSuccess: () => {
      say(t('news.undone'));
      return refresh();
    },
  });
  return useMutation({
    mutationFn: (draft: NewsDraft) =>
      item ? put(item.newsId, draft) : request<unknown>(path, { method: 'POST', body: draft }),
    onSuccess: async (_, draft) => {
      forget();
      await refresh();
      say(t(`news.done.${draft.state}`), item ? () => undo.mutate(item) : undefined);
      navigate(pathTo(account.slug, 'news'));
    },
  });
}
