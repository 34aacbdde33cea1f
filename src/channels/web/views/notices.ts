import type { Frame } from './frame.ts';
import { attributes, type Html, html, label, text } from './html.ts';
import { type IconName, icon } from './icons.ts';
import { callSmall } from './phones.ts';

interface Notice {
  readonly kind: 'saved' | 'error' | 'offline' | 'plain';
  readonly icon: IconName;
  readonly title?: string;
  readonly body?: Html;
  /** Spoken when it appears; leave out where the page opens with it. */
  readonly role?: 'status' | 'alert';
}

export const notice = (one: Notice): Html =>
  html`<div class="notice ${one.kind}"${attributes({ role: one.role })}>${icon(one.icon)}<div>${
    one.title !== undefined && html`<strong>${text(one.title)}</strong>`
  }${one.body}</div></div>`;

export interface FieldError {
  /** Id of the control to go to. */
  readonly field: string;
  readonly message: string;
}

/** What is to be mended, each with a link to its field; takes the focus when the page opens. */
export function errorSummary({ say }: Frame, errors: readonly FieldError[]): Html | undefined {
  if (errors.length === 0) return undefined;
  return html`<div class="notice error" role="alert" tabindex="-1" autofocus id="summary">${icon('warning')}<div><strong>${text(
    say('form.errors_title', { count: errors.length }),
  )}</strong><ul>${errors.map((error) => html`<li><a href="#${error.field}">${label(error.message)}</a></li>`)}</ul></div></div>`;
}

/** The sentence beside a field: what is wrong, what was read, what to do. */
export const fieldError = (id: string, message: string): Html =>
  html`<p class="field-error" id="${id}">${icon('warning')}${label(message)}</p>`;

/** One green line where the page is resumed: after a lost connection, or on another day. */
export const resumedNotice = ({ say }: Frame, reason: 'connection' | 'later'): Html =>
  notice({
    kind: 'saved',
    icon: 'check',
    role: 'status',
    title: say(reason === 'connection' ? 'form.reconnected_title' : 'form.resumed_title'),
    body: html`<p>${text(say('form.resumed_text'))}</p>`,
  });

/**
 * For the script, which shows one of them when sending fails: what is kept, what happens next, and the numbers for whoever
 * cannot wait. `arrived` counts the answers that are with the prefecture already.
 */
export function keptNotices(frame: Frame, arrived: number, centrePhone?: string): Html {
  const { say } = frame;
  const numbers = html`<div class="row">${callSmall(frame, '119', say('phone.name_119'))}${
    centrePhone !== undefined && callSmall(frame, centrePhone, say('phone.name_centre'))
  }</div>`;
  const body = (words: string) =>
    html`<p>${text(words)}</p><p>${text(say('form.offline_urgent'))}</p>${numbers}${frame.demonstration && html`<p>${text(say('layout.sample'))}</p>`}`;
  const offline = { title: say('form.offline_title'), body: body(say('form.offline_kept', { count: arrived })) };
  const busy = { title: say('form.busy_title'), body: body(say('form.busy_kept')) };
  return html`<div id="kept" role="status"></div>
<template id="offline">${notice({ kind: 'offline', icon: 'offline', ...offline })}</template>
<template id="busy">${notice({ kind: 'offline', icon: 'clock', ...busy })}</template>`;
}
