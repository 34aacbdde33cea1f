import { backButton, type FormTarget, form, linkButton, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { type Html, html, text } from './html.ts';
import { page } from './layout.ts';
import { errorSummary, keptNotices, resumedNotice } from './notices.ts';
import { type Progress, progressBar } from './progress.ts';
import { fieldOf, type Question, questionField } from './question-field.ts';

export interface QuestionPageView {
  readonly form: FormTarget;
  /** Usually one; several only where they are short and none depends on another (the daily form). */
  readonly questions: readonly [Question, ...Question[]];
  /** Over several questions; with one, the question is the title. */
  readonly title?: string;
  readonly progress?: Progress;
  readonly mayGoBack?: boolean;
  /** At the first question: all of them on one page instead. */
  readonly wholeHref?: string;
  /** 「市区町村から選ぶ」 beside a postal code. */
  readonly placeByName?: boolean;
  /** Every question of the page may be left unanswered. */
  readonly skippable?: boolean;
  readonly resumed?: 'connection' | 'later';
  /** For whom, when it is not the person who holds the phone: 「母」. */
  readonly about?: string;
  /** Answers already with the prefecture, and the number to call meanwhile: for a lost connection. */
  readonly kept: { readonly arrived: number; readonly centrePhone?: string };
}

/** One page of the form. The buttons end the page and are not pinned; choosing does not move on. */
export function questionPage(frame: Frame, view: QuestionPageView): string {
  const { say } = frame;
  const alone = view.questions.length === 1;
  const errors = view.questions.flatMap((question) =>
    question.error === undefined ? [] : [{ field: fieldOf(question), message: question.error }],
  );
  const title = view.title ?? view.questions[0].text;
  const buttons = html`<div class="buttons">${submit(frame, { words: say('form.next') })}${
    view.skippable && submit(frame, { words: say('form.skip'), kind: 'second', name: 'skip', value: 'yes' })
  }${view.placeByName && submit(frame, { words: say('place.by_name'), kind: 'second', name: 'go', value: 'by-name' })}${view.mayGoBack && backButton(frame)}${view.wholeHref !== undefined && linkButton(view.wholeHref, say('form.whole'), 'quiet')}</div>`;
  const body = html`${view.questions.map((question) => questionField(frame, question, alone ? 'h1' : 'h2'))}
${buttons}`;
  const main = html`${view.progress && progressBar(frame, view.progress)}
${aboutWhom(frame, view.about)}
${view.resumed && resumedNotice(frame, view.resumed)}
${keptNotices(frame, view.kept.arrived, view.kept.centrePhone)}
${errorSummary(frame, errors)}
${!alone && html`<h1>${text(title)}</h1>`}
${form(view.form, body, { keep: true })}`;
  return page(frame, { title, main, error: errors.length > 0 });
}

/** Says for whom the answers are, so that a mother's fever is not written down as her son's. */
export const aboutWhom = ({ say }: Frame, name: string | undefined): Html | false =>
  name !== undefined && html`<p class="about-whom">${text(say('form.about', { name }))}</p>`;
