import { type FormTarget, form, linkButton, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { html, label, text } from './html.ts';
import { page } from './layout.ts';
import { errorSummary, fieldError, notice } from './notices.ts';
import { phoneLine } from './phones.ts';

export interface EraseView {
  readonly form: FormTarget;
  readonly people: readonly { readonly name: string; readonly self: boolean; readonly answers: number }[];
  /** One of several: the others stay. */
  readonly only?: boolean;
  /** Kinds of record that the policy says must be kept, closed to view, with the rule. */
  readonly stays: readonly string[];
  readonly centre?: { readonly name: string; readonly phone: string };
  readonly backHref: string;
  /** Sent without the tick. */
  readonly unsure: boolean;
}

/** The last step before erasing. The safe way back comes first and is the filled one. */
export function erasePage(frame: Frame, view: EraseView): string {
  const { say } = frame;
  const [first] = view.people;
  const title =
    view.only && first
      ? say('erase.one_title', { name: first.self ? say('people.myself') : first.name })
      : say('erase.title');
  const errors = view.unsure ? [{ field: 'sure', message: say('erase.tick_first') }] : [];
  const answers = view.people.map((one) => {
    const name = one.self ? say('people.myself') : one.name;
    return html`<li>${text(say('erase.answers_of', { name, count: one.answers }))}</li>`;
  });
  const help =
    view.centre &&
    html`<p>${text(say('erase.still_helped'))}</p><p>${text(view.centre.name)}<br>${phoneLine(frame, view.centre.phone)}</p>`;
  const body = html`${view.unsure && fieldError('sure-error', say('erase.tick_first'))}
<label class="choice"><input type="checkbox" id="sure" name="sure" value="yes">${label(say('erase.sure'))}</label>
<div class="buttons">${linkButton(view.backHref, say('erase.back'))}${submit(frame, { words: say(view.only ? 'erase.one_go' : 'erase.go'), kind: 'danger sure' })}</div>`;
  const main = html`${errorSummary(frame, errors)}
<div class="stack"><h1>${text(title)}</h1><p>${text(say('erase.lead'))}</p></div>
<section class="say"><ul class="plain">${answers}<li>${text(say('erase.profile'))}</li><li>${text(say('erase.plans'))}</li></ul></section>
${view.only && html`<p>${text(say('erase.one_others'))}</p>`}
<section class="stack"><h2>${text(say('erase.stays'))}</h2><ul class="plain"><li>${text(say('erase.stays_counts'))}</li><li>${text(say('erase.stays_chat'))}</li>${view.stays.map(
    (one) => html`<li>${text(one)}</li>`,
  )}</ul></section>
${help && notice({ kind: 'plain', icon: 'phone', body: help })}
${form(view.form, body)}`;
  return page(frame, { title, main, error: view.unsure, numbers: view.centre !== undefined });
}

export interface WithdrawView {
  readonly form: FormTarget;
  readonly title: string;
  /** What stops and what goes on, from the policy pack. */
  readonly consequences: readonly string[];
  readonly backHref: string;
}

/** Before a required consent is withdrawn: what then stops. */
export function withdrawPage(frame: Frame, view: WithdrawView): string {
  const { say } = frame;
  const title = say('withdraw.title', { document: view.title });
  const buttons = html`<div class="buttons">${linkButton(view.backHref, say('withdraw.back'))}${submit(frame, {
    words: say('withdraw.go'),
    kind: 'danger',
  })}</div>`;
  const main = html`<h1>${text(title)}</h1>
<section class="say"><ul class="plain">${view.consequences.map((one) => html`<li>${text(one)}</li>`)}</ul></section>
<p>${text(say('withdraw.any_time'))}</p>
${form(view.form, buttons)}`;
  return page(frame, { title, main });
}
