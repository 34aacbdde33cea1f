import type { FormTarget } from './forms.ts';
import { form, linkButton, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { attributes, html, text } from './html.ts';
import { page } from './layout.ts';
import { errorSummary, keptNotices } from './notices.ts';
import { fieldOf, type Question, questionField } from './question-field.ts';
import { aboutWhom } from './question-page.ts';

export interface WholeFormView {
  readonly form: FormTarget;
  readonly questions: readonly {
    readonly question: Question;
    /** JSON of the conditions under which it is asked: the page's script hides it otherwise, the server ignores it anyway. */
    readonly when?: string;
  }[];
  readonly about?: string;
  readonly byStepsHref: string;
  readonly centrePhone?: string;
}

/** All questions on one page, sent once: for who answers often, and where the connection is poor. */
export function wholeFormPage(frame: Frame, view: WholeFormView): string {
  const { say } = frame;
  const errors = view.questions.flatMap(({ question }) =>
    question.error === undefined ? [] : [{ field: fieldOf(question), message: question.error }],
  );
  const title = say('form.whole_title');
  const questions = view.questions.map(
    ({ question, when }) =>
      html`<div class="stack"${attributes({ 'data-when': when })}>${questionField(frame, question, 'h2')}</div>`,
  );
  const buttons = html`<div class="buttons">${submit(frame, { words: say('form.whole_send') })}${linkButton(view.byStepsHref, say('form.by_steps'), 'quiet')}</div>`;
  const main = html`<div class="stack"><h1>${text(title)}</h1><p>${text(say('form.whole_lead'))}</p></div>
${aboutWhom(frame, view.about)}
${keptNotices(frame, 0, view.centrePhone)}
${errorSummary(frame, errors)}
${form(view.form, html`${questions}${buttons}`, { keep: true })}`;
  return page(frame, { title, main, error: errors.length > 0 });
}
