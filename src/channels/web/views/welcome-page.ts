import { type FormTarget, form, linkButton, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { html, label, text } from './html.ts';
import { page } from './layout.ts';
import { linkListOf } from './link-list.ts';

export interface WelcomeView {
  /** Beginning opens a session, so it is sent, not linked to. */
  readonly start: FormTarget;
  /** For whoever was here before and kept a code. */
  readonly returnHref: string;
  /** Adds the account as a friend in the messenger; absent while that channel is stopped. */
  readonly messengerHref?: string;
  /** For whom this account also serves: 「アカウントのない都道府県にお住まいの方も」. */
  readonly servesOthers?: boolean;
}

/** The account's front door on the web, for people without the messenger; all that needs no consent is one step away. */
export function welcomePage(frame: Frame, view: WelcomeView): string {
  const { say, account, links } = frame;
  const messenger =
    view.messengerHref !== undefined && linkButton(view.messengerHref, say('welcome.messenger'), 'second');
  const point = (key: string) => html`<li><span>${text(say(key))}</span></li>`;
  const main = html`<div class="stack"><h1>${text(say('welcome.title'))}</h1>
<p>${text(say('welcome.lead', { organisation: account.organisation }))}</p>
${view.servesOthers && html`<p>${text(say('welcome.serves_others'))}</p>`}</div>
<ol class="steps">${[point('welcome.step_agree'), point('welcome.step_answer'), point('welcome.step_guidance')]}</ol>
<div class="stack">${form(view.start, submit(frame, { words: say('welcome.start') }))}${messenger}<p class="hint">${text(say('welcome.time'))}</p><p><a class="standing" href="${view.returnHref}">${label(say('return.have_code'))}</a></p></div>
<section class="stack"><h2>${text(say('welcome.without'))}</h2>${linkListOf(say, [
    [links.contactPoints, 'layout.contact_points'],
    [links.faq, 'layout.faq'],
    [links.doctor, 'layout.doctor'],
    [links.news, 'layout.news'],
  ])}</section>`;
  return page(frame, { title: say('welcome.page_title'), main });
}
