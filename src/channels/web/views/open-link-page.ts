import { type FormTarget, form, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { html, text } from './html.ts';
import { page } from './layout.ts';

/** A personal one-time link, before it is used: opened by pressing, for previews and scanners open links too. */
export function openLinkPage(frame: Frame, view: { readonly form: FormTarget }): string {
  const { say } = frame;
  const button = html`<div class="buttons">${submit(frame, { words: say('link.open') })}</div>`;
  const main = html`<div class="stack"><h1>${text(say('link.title'))}</h1><p>${text(say('link.text'))}</p></div>
${form(view.form, button)}`;
  return page(frame, { title: say('link.title'), main });
}
