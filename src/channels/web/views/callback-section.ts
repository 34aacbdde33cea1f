import { phoneNumber } from './format.ts';
import { type FormTarget, form, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { attributes, type Html, html, text } from './html.ts';
import { fieldError } from './notices.ts';

/** A number on which staff may call back: optional, for this purpose only, asked nowhere but beside an outcome that calls for help. */
export interface CallbackForm {
  readonly form: FormTarget;
  readonly typed: string;
  readonly error?: string;
  /** Already given: shown, with the way to take it back. */
  readonly given?: { readonly phone: string; readonly withdraw: FormTarget };
}

export function callbackSection(frame: Frame, view: CallbackForm): Html {
  const { say } = frame;
  const body = view.given ? given(frame, view.given) : ask(frame, view);
  return html`<section class="item stack" id="callback" aria-labelledby="callback-title"><h2 id="callback-title">${text(say('callback.title'))} <span class="tag">${text(say('form.optional'))}</span></h2>${body}</section>`;
}

function given(frame: Frame, { phone, withdraw }: { phone: string; withdraw: FormTarget }): Html {
  const button = submit(frame, { words: frame.say('callback.withdraw'), kind: 'second small' });
  return html`<p>${text(frame.say('callback.given'))} <b class="nowrap">${phoneNumber(phone)}</b></p>${form(withdraw, button)}`;
}

function ask(frame: Frame, { form: target, typed, error }: CallbackForm): Html {
  const { say } = frame;
  const input = attributes({
    id: 'callback-phone',
    name: 'phone',
    type: 'tel',
    value: typed,
    autocomplete: 'tel',
    'aria-describedby': error === undefined ? 'callback-hint' : 'callback-phone-error callback-hint',
    'aria-invalid': error !== undefined && 'true',
  });
  const field = html`<div class="field"><label for="callback-phone">${text(say('callback.label'))}</label>
${error !== undefined && fieldError('callback-phone-error', error)}
<input class="input"${input}></div>${submit(frame, { words: say('callback.send'), kind: 'second' })}`;
  return html`<p id="callback-hint">${text(say('callback.purpose'))}</p>${form(target, field)}`;
}
