import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Language } from '../../../../src/base/language.ts';
import type { Question, QuestionnaireDetail } from '../../api/content-contract.ts';
import { contentQuery, questionnaireQuery } from '../../api/queries.ts';
import { useHere } from '../../frame/session.tsx';
import { Segments } from '../../parts/controls.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Say } from '../../parts/text.tsx';
import { useWords } from '../../words/language.tsx';
import { ContentHead } from './crumbs.tsx';

/** A questionnaire as a resident sees it, in each language, with what staff need to know under each question. */
export function QuestionnairePage({ id }: { readonly id: string }) {
  const { t, of, language: mine } = useWords();
  const { account } = useHere();
  const [language, setLanguage] = useState<Language>(mine);
  const options = questionnaireQuery(account.slug, id);
  const query = useQuery(options);
  const { data: content } = useQuery(contentQuery(account.slug));
  const summary = content?.questionnaires.find((item) => item.id === id);
  return (
    <>
      <ContentHead title={summary ? of(summary.title) : id} code={summary ? `${id} v${summary.version}` : id}>
        <ResidentLanguages value={language} onChange={setLanguage} />
      </ContentHead>
      <Loaded query={query} queryKey={options.queryKey} what={t('what.content')}>
        {(questionnaire) => <Sheet questionnaire={questionnaire} language={language} />}
      </Loaded>
    </>
  );
}

export function ResidentLanguages(props: {
  readonly value: Language;
  readonly onChange: (language: Language) => void;
}) {
  const { t } = useWords();
  return (
    <Segments
      label={t('content.language')}
      value={props.value}
      onChange={props.onChange}
      options={[
        { id: 'ja', text: '日本語', lang: 'ja' },
        { id: 'easy', text: 'やさしい日本語', lang: 'ja' },
        { id: 'en', text: 'English', lang: 'en' },
      ]}
    />
  );
}

interface SheetProps {
  readonly questionnaire: QuestionnaireDetail;
  readonly language: Language;
}

function Sheet({ questionnaire, language }: SheetProps) {
  return (
    <div className="sheet stack">
      {questionnaire.parts.map((part, i) => (
        <section key={part.title.en || i} className="stack">
          <h2>
            <Say text={part.title} language={language} />
          </h2>
          {part.questions.map((question) => (
            <OneQuestion key={question.linkId} question={question} language={language} />
          ))}
        </section>
      ))}
    </div>
  );
}

function OneQuestion({ question, language }: { readonly question: Question; readonly language: Language }) {
  const { t, find } = useWords();
  return (
    <article className="question">
      <h3>
        <Say text={question.text} language={language} />
      </h3>
      {question.hint ? (
        <p className="s t2">
          <Say text={question.hint} language={language} />
        </p>
      ) : null}
      <div className="opts">
        {question.options.length > 0 ? (
          question.options.map((option) => (
            <div key={option.code} className={question.repeats ? 'opt many' : 'opt'}>
              <i aria-hidden="true" />
              <span className="grow">
                <Say text={option.text} language={language} />
              </span>
              {option.exclusive ? <span className="chip o small">{t('content.exclusive')}</span> : null}
              <span className="code">{option.code}</span>
            </div>
          ))
        ) : question.type === 'display' ? null : (
          <div className="opt t2">{find(`type.${question.type}`) ?? question.type}</div>
        )}
      </div>
      <p className="meta">
        <span className="code">{question.linkId}</span>
        <span className="chip small">{find(`type.${question.type}`) ?? question.type}</span>
        {question.repeats ? <span className="chip small">{t('content.several')}</span> : null}
        {question.required ? <span className="chip small">{t('content.required')}</span> : null}
        {question.kept ? <span className="chip k small">{t('content.kept')}</span> : null}
        {question.shownIf ? (
          <span className="xs t2">
            {t('content.shown-if')} <span className="code breaks">{question.shownIf}</span>
          </span>
        ) : null}
      </p>
    </article>
  );
}
