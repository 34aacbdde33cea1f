import { phoneHref, phoneNumber } from './format.ts';
import type { Frame } from './frame.ts';
import { attributes, type Html, html, label, text } from './html.ts';
import { icon } from './icons.ts';

const emergencyNumber = '119';

/**
 * Attributes of a link that calls. In a demonstration a call to 119 is asked about first: by a dialog, and without the
 * script by a page of its own.
 */
export const callLink = (frame: Frame, phone: string): Html =>
  frame.demonstration && phone === emergencyNumber
    ? attributes({ href: frame.links.sampleCall, 'data-sample-call': true })
    : attributes({ href: phoneHref(phone) });

/** 119 in the masthead. */
export const urgentCall = (frame: Frame): Html =>
  html`<a class="urgent"${callLink(frame, emergencyNumber)}>${label(frame.say('phone.urgent'))} <b>${emergencyNumber}</b></a>`;

/** The one button of the emergency page. */
export const emergencyButton = (frame: Frame): Html =>
  html`<a class="button"${callLink(frame, emergencyNumber)}>${icon('phone')}${label(frame.say('phone.call_119'))}</a>`;

/** A large button with its number: `words` say what it does. */
export const callButton = (frame: Frame, phone: string, words: string, kind: 'first' | 'second' = 'first'): Html =>
  html`<a class="button tel${kind === 'second' && ' second'}"${callLink(frame, phone)}><span>${icon('phone')}${label(words)}</span><b>${phoneNumber(phone)}</b></a>`;

/** A small button for notices: the words carry the number's name. */
export const callSmall = (frame: Frame, phone: string, words: string): Html =>
  html`<a class="button second small"${callLink(frame, phone)}>${label(words)}</a>`;

/** A number that stands as a link. FAX numbers are not called, so they are plain. */
export const phoneLine = (frame: Frame, phone: string, fax = false): Html =>
  fax
    ? html`<b class="number">${phoneNumber(phone)}</b>`
    : html`<a class="number"${callLink(frame, phone)}>${phoneNumber(phone)}</a>`;

/** 「これは見本です。本当に電話しますか」: shown by the script before a demonstration calls 119. */
export const sampleCallDialog = (
  frame: Frame,
): Html => html`<dialog id="sample-call" aria-labelledby="sample-call-title">
  <h2 id="sample-call-title">${text(frame.say('phone.sample_title'))}</h2>
  <p>${text(frame.say('phone.sample_text'))}</p>
  <div class="buttons"><form method="dialog"><button class="button">${text(frame.say('phone.sample_back'))}</button></form>
  <a class="button danger" href="tel:119">${label(frame.say('phone.sample_call'))}</a></div>
</dialog>`;
