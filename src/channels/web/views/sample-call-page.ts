import { linkButton } from './forms.ts';
import type { Frame } from './frame.ts';
import { html, text } from './html.ts';
import { page } from './layout.ts';

/** Without the script: a demonstration asks here before it calls the real 119. */
export function sampleCallPage(frame: Frame, view: { readonly backHref: string }): string {
  const { say } = frame;
  const main = html`<div class="stack"><h1>${text(say('phone.sample_title'))}</h1><p>${text(say('phone.sample_text'))}</p></div>
<div class="buttons">${linkButton(view.backHref, say('phone.sample_back'))}${linkButton('tel:119', say('phone.sample_call'), 'danger')}</div>`;
  return page(frame, { title: say('phone.sample_title'), main, urgent: false });
}
