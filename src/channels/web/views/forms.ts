import type { Frame } from './frame.ts';
import { attributes, type Html, html, label, text } from './html.ts';
import { bare } from './layout.ts';

/** Where a form goes, and what it carries unseen: the anti-forgery token, and the key with which nothing is sent twice. */
export interface FormTarget {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

/**
 * A form that posts. `keep` lets the script send it, so that a lost connection keeps the page; `novalidate` because our
 * own sentences say better than the browser what is missing.
 */
export const form = (
  target: FormTarget,
  body: Html,
  { keep = false, id }: { keep?: boolean; id?: string } = {},
): Html =>
  html`<form method="post" action="${target.action}" novalidate${attributes({ id, 'data-keep': keep })}>${hiddenFields(target)}${body}</form>`;

/** A form that only asks for a page: what is typed stands in its address, so nothing about anyone's health. */
export const searchForm = (target: FormTarget, body: Html): Html =>
  html`<form method="get" action="${target.action}" novalidate>${hiddenFields(target)}${body}</form>`;

export const hiddenFields = ({ hidden }: Pick<FormTarget, 'hidden'>): Html =>
  html`${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;

interface Submit {
  readonly words: string;
  readonly kind?: 'second' | 'quiet' | 'danger' | 'danger sure' | 'second small';
  readonly name?: string;
  readonly value?: string;
  /** For screen readers only, where several buttons of a page read alike. */
  readonly of?: string;
  /** An icon. */
  readonly before?: Html;
}

/** A button that sends. Never disabled: while sending it says so, and a second press does nothing. */
export const submit = ({ say }: Frame, { words, kind, name, value, of, before }: Submit): Html =>
  html`<button class="button${kind && ` ${kind}`}" type="submit"${attributes({
    name,
    value,
    'data-busy': bare(say('form.sending')),
    'data-again': bare(say('form.send_again')),
  })}>${before}<span>${text(words)}${of !== undefined && html`<span class="visually-hidden">${text(of)}</span>`}</span></button>`;

/** A button by itself that sends its form: for what changes something, where nothing else is to be filled in. */
export const sendButton = (frame: Frame, target: FormTarget, button: Submit): Html =>
  form(target, submit(frame, button));

/** The button back to the question before: the form's last, so that Enter goes on. */
export const backButton = (frame: Frame): Html =>
  submit(frame, { words: frame.say('form.back'), kind: 'quiet', name: 'go', value: 'back' });

type LinkKind = 'first' | 'second' | 'quiet' | 'danger' | 'second small';

export const linkButton = (href: string, words: string, kind: LinkKind = 'first', before?: Html): Html =>
  html`<a class="button${kind !== 'first' && ` ${kind}`}" href="${href}">${before}${label(words)}</a>`;

export interface Choice {
  readonly code: string;
  readonly label: string;
  readonly hint?: string;
  readonly chosen: boolean;
}

/** A row that is its own target. The hint describes the control, so that it is read after the label. */
export function choiceRow(type: 'radio' | 'checkbox', name: string, choice: Choice, more: ChoiceMore = {}): Html {
  const id = `${name}-${choice.code}`;
  const hintId = choice.hint !== undefined ? `${id}-hint` : undefined;
  const input = attributes({
    type,
    id: more.id ?? id,
    name,
    value: choice.code,
    checked: choice.chosen,
    'aria-describedby': hintId,
    'data-exclusive': more.exclusive === true,
  });
  const hint = choice.hint !== undefined && html`<small id="${hintId}">${text(choice.hint)}</small>`;
  return html`<label class="choice"><input${input}><span>${text(choice.label)}${hint}</span></label>`;
}

interface ChoiceMore {
  /** The first row takes the question's own id, so that an error can lead to it. */
  readonly id?: string | undefined;
  readonly exclusive?: boolean | undefined;
}
