import { backButton, type FormTarget, form, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { html, label, text } from './html.ts';
import { page } from './layout.ts';
import { type Progress, progressBar } from './progress.ts';
import { aboutWhom } from './question-page.ts';

export interface ConfirmProfileView {
  readonly form: FormTarget;
  /** What is kept, as question and answer; each can be changed by itself. */
  readonly kept: readonly {
    readonly question: string;
    readonly answer: string /** Its question's id. */;
    readonly id: string;
  }[];
  readonly about?: string;
  readonly progress?: Progress;
  readonly mayGoBack?: boolean;
}

/** Never ask twice: what is kept is shown and confirmed with one press. */
export function confirmProfilePage(frame: Frame, view: ConfirmProfileView): string {
  const { say } = frame;
  const row = ({ question, answer, id }: ConfirmProfileView['kept'][number]) =>
    html`<div><dt>${text(question)}</dt><dd>${text(answer)}<br><button class="link" type="submit" form="confirm" name="change" value="${id}">${label(say('confirm.change'))}<span class="visually-hidden">${text(
      say('confirm.change_what', { question }),
    )}</span></button></dd></div>`;
  const buttons = html`<div class="buttons">${submit(frame, { words: say('confirm.unchanged') })}${view.mayGoBack && backButton(frame)}</div>`;
  const main = html`${view.progress && progressBar(frame, view.progress)}
${aboutWhom(frame, view.about)}
<div class="stack"><h1>${text(say('confirm.title'))}</h1><p>${text(say('confirm.lead'))}</p></div>
<dl class="held">${view.kept.map(row)}</dl>
${form(view.form, buttons, { id: 'confirm' })}`;
  return page(frame, { title: say('confirm.title'), main });
}
