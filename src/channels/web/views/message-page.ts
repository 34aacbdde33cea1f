import { linkButton } from './forms.ts';
import type { Frame } from './frame.ts';
import { html, text } from './html.ts';
import { type IconName, icon } from './icons.ts';
import { page } from './layout.ts';
import { linkListOf } from './link-list.ts';

/** Why a page cannot be shown, or what was done. Each says what happened, what is kept, and the next step. */
export type Message =
  | 'link-expired'
  | 'already-answered'
  | 'not-found'
  | 'busy'
  | 'error'
  | 'form-expired'
  | 'too-many'
  | 'consent-withdrawn'
  | 'erased'
  | 'person-erased'
  | 'declined'
  | 'line-stopped'
  | 'callback-saved'
  | 'callback-removed'
  | 'followup-stopped';

export interface MessageView {
  readonly message: Message;
  /** The next step; what it is, the message says. */
  readonly nextHref: string;
  /** By which staff find what went wrong, for 'error'. */
  readonly correlationId?: string;
}

interface MessageWords {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly next: string;
}

export const messages: Readonly<Record<Message, MessageWords>> = {
  'link-expired': {
    icon: 'clock',
    title: 'message.link_expired',
    text: 'message.link_expired_text',
    next: 'message.to_start',
  },
  'already-answered': {
    icon: 'check',
    title: 'message.already_answered',
    text: 'message.already_answered_text',
    next: 'message.to_guidance',
  },
  'not-found': { icon: 'info', title: 'message.not_found', text: 'message.not_found_text', next: 'message.to_start' },
  busy: { icon: 'clock', title: 'message.busy', text: 'message.busy_text', next: 'message.try_again' },
  error: { icon: 'warning', title: 'message.error', text: 'message.error_text', next: 'message.try_again' },
  'form-expired': {
    icon: 'clock',
    title: 'message.form_expired',
    text: 'message.form_expired_text',
    next: 'message.continue',
  },
  'too-many': { icon: 'clock', title: 'message.too_many', text: 'message.too_many_text', next: 'message.try_again' },
  'consent-withdrawn': {
    icon: 'check',
    title: 'message.withdrawn',
    text: 'message.withdrawn_text',
    next: 'message.to_my_data',
  },
  erased: { icon: 'check', title: 'message.erased', text: 'message.erased_text', next: 'message.to_start' },
  'person-erased': {
    icon: 'check',
    title: 'message.person_erased',
    text: 'message.person_erased_text',
    next: 'message.to_my_data',
  },
  declined: { icon: 'info', title: 'message.declined', text: 'message.declined_text', next: 'message.to_consent' },
  'line-stopped': {
    icon: 'info',
    title: 'message.line_stopped',
    text: 'message.line_stopped_text',
    next: 'message.to_web',
  },
  'callback-saved': {
    icon: 'check',
    title: 'message.callback_saved',
    text: 'message.callback_saved_text',
    next: 'message.to_guidance',
  },
  'callback-removed': {
    icon: 'check',
    title: 'message.callback_removed',
    text: 'message.callback_removed_text',
    next: 'message.to_guidance',
  },
  'followup-stopped': {
    icon: 'check',
    title: 'message.followup_stopped',
    text: 'message.followup_stopped_text',
    next: 'message.to_menu',
  },
};

/** A page with one message; the numbers to call stay one step away, whatever went wrong. */
export function messagePage(frame: Frame, view: MessageView): string {
  const { say, links } = frame;
  const words = messages[view.message];
  const reference =
    view.correlationId !== undefined &&
    html`<p class="hint">${text(say('message.reference'))} <code>${view.correlationId}</code></p>`;
  const main = html`<div class="stack"><p>${icon(words.icon)}</p><h1>${text(say(words.title))}</h1><p>${text(say(words.text))}</p>${reference}</div>
${linkButton(view.nextHref, say(words.next))}
${linkListOf(say, [
  [links.contactPoints, 'layout.contact_points'],
  [links.faq, 'layout.faq'],
])}`;
  return page(frame, { title: say(words.title), main, error: view.message === 'error' });
}
