import type { OnDate } from '../../../base/jst.ts';
import { formatAbout, formatDate, formatInstant, phoneNumber } from './format.ts';
import { type FormTarget, form, linkButton, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { type Html, html, label, text } from './html.ts';
import { icon } from './icons.ts';
import { bare, page } from './layout.ts';

/** All that is held about whoever answers from this chat or browser: to see, to stop, to take along, to erase. */
export interface MyDataView {
  readonly people: readonly HeldPerson[];
  /** What is held about the chat or browser itself, each item as the policy names it. */
  readonly held: readonly HeldItem[];
  /** The way back for people without the messenger. */
  readonly returnCode?: { readonly href: string; readonly validUntilOn?: OnDate };
  /** When all of it is erased by itself. */
  readonly keptUntilOn?: OnDate;
  readonly downloadHref: string;
  readonly eraseHref: string;
}

export interface HeldItem {
  readonly name: string;
  readonly value: string;
}

export interface HeldPerson {
  readonly id: string;
  readonly name: string;
  readonly self: boolean;
  /** The profile, as question and answer. */
  readonly profile: readonly HeldItem[];
  readonly answers: readonly HeldAnswer[];
  readonly followUp?: HeldFollowUp;
  readonly consents: readonly HeldConsent[];
  readonly callback?: { readonly phone: string; readonly remove: FormTarget };
  /** Answering anew puts it right. */
  readonly correct: FormTarget;
  /** Where several are looked after, each may be erased alone. */
  readonly eraseHref?: string;
}

export interface HeldAnswer {
  readonly answeredAt: Date;
  /** Title of the guidance that was given, where there was one. */
  readonly guidance?: { readonly title: string; readonly href: string };
  readonly items: readonly HeldItem[];
}

export interface HeldFollowUp {
  /** 「毎日 午前9時ごろ」, from the plan. */
  readonly rhythm: string;
  readonly nextAt: Date;
  readonly stop: FormTarget;
}

export interface HeldConsent {
  readonly title: string;
  readonly version: string;
  readonly at: Date;
  readonly state: 'given' | 'read' | 'withdrawn' | 'not-given';
  /** The version in full, while it is still there. */
  readonly href?: string;
  /** Opens the step before withdrawing, or gives it anew. */
  readonly withdraw?: { readonly form: FormTarget; readonly consequence: string };
  readonly give?: { readonly form: FormTarget };
}

export function myDataPage(frame: Frame, view: MyDataView): string {
  const { say } = frame;
  const contents = ['held', 'answers', 'consents', 'erase'] as const;
  const names = {
    held: 'my-data.held',
    consents: 'my-data.consents',
    answers: 'my-data.answers',
    erase: 'my-data.erase',
  } as const;
  const named = view.people.length > 1 || view.people.some((person) => !person.self);
  const nobody = view.people.length === 0 && html`<p>${text(say('my-data.nobody'))}</p>`;
  const main = html`<div class="stack"><h1>${text(say('my-data.title'))}</h1><p>${text(say('my-data.lead'))}</p></div>
<nav class="contents" aria-label="${bare(say('document.contents'))}"><ul>${contents.map((id) => html`<li><a href="#${id}">${label(say(names[id]))}</a></li>`)}</ul></nav>
${held(frame, view, named)}
<section id="answers" class="stack"><h2>${text(say('my-data.answers'))}</h2>${nobody}${view.people.map((person) => answersOf(frame, person))}</section>
<section id="consents" class="stack"><h2>${text(say('my-data.consents'))}</h2>${view.people.every((one) => one.consents.length === 0) && html`<p>${text(say('my-data.consents_none'))}</p>`}${view.people.map(
    (person) => consentsOf(frame, person, named),
  )}</section>
<section id="erase" class="erase stack"><h2>${text(say('my-data.erase'))}</h2><p>${text(say('my-data.erase_text'))}</p><p class="hint">${text(say('my-data.erase_stays'))}</p>
${view.people.map((person) => eraseOne(frame, person))}${linkButton(view.eraseHref, say(view.people.length > 1 ? 'my-data.erase_all_go' : 'my-data.erase_go'), 'danger')}</section>`;
  return page(frame, { title: say('my-data.title'), main });
}

const rows = (items: readonly HeldItem[]): Html =>
  html`${items.map(({ name, value }) => html`<div><dt>${text(name)}</dt><dd>${text(value)}</dd></div>`)}`;

const nameOf = ({ say }: Frame, { self, name }: HeldPerson): string => (self ? say('people.myself') : name);

function held(frame: Frame, view: MyDataView, named: boolean): Html {
  const { say } = frame;
  const person = (one: HeldPerson) => html`${named && html`<h3>${text(nameOf(frame, one))}</h3>`}${
    one.profile.length > 0 && html`<dl class="held">${rows(one.profile)}</dl>`
  }${form(
    one.correct,
    html`<button class="link" type="submit">${label(say('my-data.change'))}${
      named && html`<span class="visually-hidden">${text(say('my-data.of', { name: nameOf(frame, one) }))}</span>`
    }</button>`,
  )}
${one.callback && callback(frame, one.callback)}`;
  const until = view.keptUntilOn && {
    name: say('my-data.kept_until'),
    value: say('my-data.kept_until_value', { date: formatDate(frame, view.keptUntilOn) }),
  };
  return html`<section id="held" class="stack"><h2>${text(say('my-data.held'))}</h2>${view.people.map(person)}
<dl class="held">${rows(until ? [...view.held, until] : view.held)}${view.returnCode && returnCode(frame, view.returnCode)}</dl>
${linkButton(view.downloadHref, say('my-data.download'), 'second')}</section>`;
}

function returnCode(frame: Frame, { href, validUntilOn }: NonNullable<MyDataView['returnCode']>): Html {
  const { say } = frame;
  const state = validUntilOn
    ? say('my-data.return_code_on', { date: formatDate(frame, validUntilOn) })
    : say('my-data.return_code_off');
  return html`<div><dt>${text(say('my-data.return_code'))}</dt><dd>${text(state)}<br><a href="${href}">${label(say('my-data.return_code_go'))}</a></dd></div>`;
}

function eraseOne(frame: Frame, person: HeldPerson): Html | false {
  const words = frame.say('my-data.erase_one', { name: nameOf(frame, person) });
  return person.eraseHref !== undefined && linkButton(person.eraseHref, words, 'danger');
}

function consentsOf(frame: Frame, person: HeldPerson, named: boolean): Html {
  const name = nameOf(frame, person);
  return html`${named && person.consents.length > 0 && html`<h3>${text(name)}</h3>`}${person.consents.map((one) =>
    consent(frame, one, named ? frame.say('my-data.of', { name }) : ''),
  )}`;
}

const callback = (frame: Frame, { phone, remove }: NonNullable<HeldPerson['callback']>): Html =>
  html`<div class="item"><h3>${text(frame.say('callback.title'))}</h3><p class="nowrap">${phoneNumber(phone)}</p>${form(
    remove,
    html`<div class="row">${submit(frame, { words: frame.say('callback.withdraw'), kind: 'second small' })}</div>`,
  )}</div>`;

function answersOf(frame: Frame, person: HeldPerson): Html {
  const { say } = frame;
  const name = nameOf(frame, person);
  const answer = (one: HeldAnswer) =>
    html`<details class="fold"><summary>${label(formatInstant(frame, one.answeredAt))}</summary><div>${
      one.guidance && html`<p><a href="${one.guidance.href}">${label(one.guidance.title)}</a></p>`
    }<dl class="held">${rows(one.items)}</dl></div></details>`;
  const all = html`<div class="folds">${person.answers.map(answer)}</div>`;
  return html`<h3>${text(say('my-data.answers_of', { name, count: person.answers.length }))}</h3>
${person.answers.length > 0 && all}${person.followUp && followUp(frame, person.followUp, name)}`;
}

function followUp(frame: Frame, { rhythm, nextAt, stop }: HeldFollowUp, name: string): Html {
  const { say } = frame;
  const button = submit(frame, {
    words: say('my-data.followup_stop'),
    kind: 'second small',
    of: say('my-data.of', { name }),
  });
  return html`<div class="item"><div class="item-head"><h3>${text(rhythm)}</h3><span class="state on">${icon('bell')}${label(say('my-data.followup_on'))}</span></div>
<p class="hint">${text(say('my-data.followup_next', { when: formatAbout(frame, nextAt) }))}</p>${form(stop, html`<div class="row">${button}</div>`)}</div>`;
}

const stateKeys: Readonly<Record<HeldConsent['state'], string>> = {
  given: 'my-data.state_given',
  read: 'my-data.state_read',
  withdrawn: 'my-data.state_withdrawn',
  'not-given': 'my-data.state_not_given',
};

function consent(frame: Frame, one: HeldConsent, whose: string): Html {
  const { say } = frame;
  const on = one.state === 'given' || one.state === 'read';
  const state = html`<span class="state ${on ? 'on' : 'off'}">${icon(on ? 'check' : 'info')}${label(say(stateKeys[one.state]))}</span>`;
  const when = say('my-data.consent_when', { version: one.version, when: formatInstant(frame, one.at) });
  const act = (words: string, target: FormTarget) =>
    form(
      target,
      html`<div class="row">${submit(frame, { words, kind: 'second small', of: `${say('my-data.of', { name: one.title })}${whose}` })}</div>`,
    );
  return html`<div class="item"><div class="item-head"><h3>${text(one.title)}</h3>${state}</div>
<p class="hint">${text(when)}${one.href !== undefined && html`<br><a href="${one.href}">${label(say('my-data.read_full'))}<span class="visually-hidden">${text(say('my-data.of', { name: one.title }))}</span></a>`}</p>
${one.withdraw && html`<p class="hint">${text(one.withdraw.consequence)}</p>${act(say('my-data.withdraw'), one.withdraw.form)}`}
${one.give && act(say('my-data.give'), one.give.form)}</div>`;
}
