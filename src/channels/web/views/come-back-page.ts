import { type FormTarget, form, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { attributes, type Html, html, label, text } from './html.ts';
import { page } from './layout.ts';
import { linkList } from './link-list.ts';
import { errorSummary, fieldError } from './notices.ts';

export interface ComeBackView {
  readonly form: FormTarget;
  /** By a link that holds the code: there is nothing to type. */
  readonly given: boolean;
  /** What was typed and opened nothing. */
  readonly refused?: string;
  readonly beginHref: string;
}

/** Opening one's own pages again. By a link too they open by pressing: previews and scanners open links as well. */
export function comeBackPage(frame: Frame, view: ComeBackView): string {
  const { say } = frame;
  const wrong = view.refused !== undefined;
  const errors = wrong ? [{ field: 'code', message: say('return.wrong') }] : [];
  const lead = say(view.given ? 'return.given_text' : 'return.text');
  const body = html`${!view.given && codeField(frame, view.refused)}
<div class="buttons">${submit(frame, { words: say('return.open') })}</div>`;
  const main = html`${errorSummary(frame, errors)}
<div class="stack"><h1>${text(say('return.title'))}</h1><p>${text(lead)}</p></div>
${form(view.form, body)}
<section class="stack"><h2>${text(say('return.lost'))}</h2><p>${text(say('return.lost_text'))}</p>${linkList([
    { href: view.beginHref, words: say('return.begin') },
    { href: frame.links.contactPoints, words: say('layout.contact_points') },
  ])}</section>`;
  return page(frame, { title: say('return.title'), main, error: wrong });
}

function codeField({ say }: Frame, refused: string | undefined): Html {
  const input = attributes({
    id: 'code',
    name: 'code',
    type: 'text',
    value: refused ?? '',
    maxlength: 40,
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    'aria-describedby': refused === undefined ? 'code-hint' : 'code-error code-hint',
    'aria-invalid': refused !== undefined && 'true',
  });
  return html`<div class="field"><label for="code">${label(say('return.code'))}</label>
<p class="hint" id="code-hint">${text(say('return.code_hint'))}</p>
${refused !== undefined && fieldError('code-error', say('return.wrong'))}<input class="input code"${input}></div>`;
}
