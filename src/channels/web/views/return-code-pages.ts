import type { OnDate } from '../../../base/jst.ts';
import { formatDate, formatInstant } from './format.ts';
import { type FormTarget, linkButton, sendButton } from './forms.ts';
import type { Frame } from './frame.ts';
import { type Html, html, text } from './html.ts';
import { page } from './layout.ts';
import { notice } from './notices.ts';

export interface ReturnCodeView {
  /** Makes a code; an older one no longer counts. */
  readonly make: FormTarget;
  /** There is one: it is not shown again, for only a trace of it is kept. */
  readonly known?: {
    readonly madeOn: OnDate;
    readonly validUntilOn: OnDate;
    readonly usedAt?: Date;
    readonly withdraw: FormTarget;
  };
  readonly backHref: string;
}

/** Whether to keep a way back, and what becomes of it. */
export function returnCodePage(frame: Frame, view: ReturnCodeView): string {
  const { say } = frame;
  const make = sendButton(frame, view.make, {
    words: say(view.known ? 'return.make_anew' : 'return.make'),
    ...(view.known ? { kind: 'second' as const } : {}),
  });
  const title = say(view.known ? 'return.code' : 'return.keep');
  const main = html`<div class="stack"><h1>${text(title)}</h1><p>${text(say('return.keep_why'))}</p></div>
${careful(frame)}
${view.known && known(frame, view.known)}
<div class="stack">${view.known && html`<p>${text(say('return.anew_text'))}</p>`}${make}</div>
${linkButton(view.backHref, say('return.to_menu'), view.known ? 'first' : 'quiet')}`;
  return page(frame, { title, main });
}

/** Whoever holds the code reads the answers: said before it is made, and beside it. */
const careful = ({ say }: Frame): Html =>
  html`<section class="say"><ul class="plain"><li>${text(say('return.care_yours'))}</li><li>${text(say('return.care_shared'))}</li><li>${text(
    say('return.care_time'),
  )}</li></ul></section>`;

function known(frame: Frame, { madeOn, validUntilOn, usedAt, withdraw }: NonNullable<ReturnCodeView['known']>): Html {
  const { say } = frame;
  const row = (key: string, value: string) => html`<div><dt>${text(say(key))}</dt><dd>${text(value)}</dd></div>`;
  const used = usedAt ? formatInstant(frame, usedAt) : say('return.never_used');
  return html`<section class="item stack"><h2>${text(say('return.have'))}</h2><dl class="held">${[
    row('return.made_on', formatDate(frame, madeOn)),
    row('return.valid_until', formatDate(frame, validUntilOn)),
    row('return.last_used', used),
  ]}</dl>${sendButton(frame, withdraw, { words: say('return.withdraw'), kind: 'danger' })}</section>`;
}

export interface NewReturnCodeView {
  /** In groups, as it is written down: 'ABCD-EFGH-JKMN-PQRS'. */
  readonly code: string;
  /** The same as an address: to bookmark, or to send to oneself. */
  readonly link: string;
  readonly validUntilOn: OnDate;
  readonly guidanceHref: string;
  readonly returnCodeHref: string;
}

/** The code, this once. */
export function newReturnCodePage(frame: Frame, view: NewReturnCodeView): string {
  const { say } = frame;
  const until = say('return.until', { date: formatDate(frame, view.validUntilOn) });
  const main = html`<div class="stack"><h1>${text(say('return.made'))}</h1><p>${text(say('return.made_text'))}</p></div>
<section class="kept-code stack" aria-labelledby="code-title"><h2 id="code-title">${text(say('return.code'))}</h2>
<p class="code-itself" translate="no">${view.code.split('-').map((group, at) => html`${at > 0 && ' '}<b>${group}</b>`)}</p>
<p class="hint">${text(until)}</p></section>
<section class="stack"><h2>${text(say('return.link'))}</h2><p>${text(say('return.link_text'))}</p><p class="address"><a href="${view.link}" translate="no">${view.link}</a></p></section>
${notice({ kind: 'plain', icon: 'info', body: html`<p>${text(say('return.once'))}</p>` })}
${careful(frame)}
<div class="stack">${linkButton(view.guidanceHref, say('return.to_guidance'))}${linkButton(view.returnCodeHref, say('return.manage'), 'quiet')}</div>`;
  return page(frame, { title: say('return.made'), main });
}
