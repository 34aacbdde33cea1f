import { type CallbackForm, callbackSection } from './callback-section.ts';
import { type Centre, centreCard, centreFold } from './centre-card.ts';
import { formatAbout, formatInstant } from './format.ts';
import { type FormTarget, linkButton, sendButton } from './forms.ts';
import type { Frame } from './frame.ts';
import { type Html, html, label, text } from './html.ts';
import { type IconName, icon } from './icons.ts';
import { page } from './layout.ts';
import { linkListOf } from './link-list.ts';
import { notice } from './notices.ts';
import { emergencyButton } from './phones.ts';
import { aboutWhom } from './question-page.ts';
import { type Reasons, reasonsFold } from './reasons-fold.ts';

export type Level = 'calm' | 'watch' | 'call' | 'emergency';

/** All texts come from the disease pack, in the page's language. */
export interface GuidanceView {
  readonly level: Level;
  readonly levelWord: string;
  readonly title: string;
  readonly lead: string;
  /** For whom, when it is not the person who holds the phone: 「母」. */
  readonly about?: string;
  /** The contact point for here and now. Pages that do not tell to call keep it in a fold. */
  readonly centre?: Centre;
  /** Whom else to ask: a doctor's line for children, or when unsure about 119. */
  readonly otherCentres?: readonly Centre[];
  /** To be read aloud on the phone, made from the answers; in English with the Japanese sentence. */
  readonly say?: { readonly title: string; readonly hint: string; readonly lines: readonly SayLine[] };
  /** Numbered: what to do. */
  readonly steps: TextList;
  /** Without an order: 「話せないとき」, 「こんなときは、電話してください」. */
  readonly lists?: readonly TextList[];
  /** Single sentences: for children, about #7119. */
  readonly notes?: readonly string[];
  /** Signs for 119, in a fold; left out where the page is about 119. */
  readonly signs?: { readonly title: string; readonly groups: readonly TextList[] };
  readonly reasons: Reasons;
  readonly notDiagnosis: { readonly strong: string; readonly rest: string };
  /** That nobody watches the chat: where the page tells to call. */
  readonly chatNotWatched?: string;
  /** Begins a new answer; `href` leads to the page that asks first, for links inside a sentence. */
  readonly again: { readonly form: FormTarget; readonly href: string; readonly had: 'symptoms' | 'no-symptoms' };
  readonly nextCheck?: { readonly at: Date; readonly about: 'call' | 'condition'; readonly manageHref: string };
  readonly callback?: CallbackForm;
  /** The optional second part of the questionnaire. */
  readonly more?: FormTarget;
  /** For people without the messenger, whose page is gone with the browser's session. */
  readonly returnCodeHref?: string;
  /** Shown again later: it carries its date, and asks to answer anew. */
  readonly shownAgain?: boolean;
}

export interface TextList {
  readonly title: string;
  readonly items: readonly string[];
}

export interface SayLine {
  readonly text: string;
  /** The Japanese sentence, beside English. */
  readonly japanese?: string;
}

const levelIcons: Readonly<Record<Level, IconName>> = {
  calm: 'house',
  watch: 'clock',
  call: 'phone',
  emergency: 'urgent',
};

/** The answer before the explanation: level and call button in the first view, the reasons below. */
export function guidancePage(frame: Frame, view: GuidanceView): string {
  const tellsToCall = view.level === 'emergency' || view.level === 'call';
  const afterwards = html`${changed(frame, view)}${nextCheck(frame, view)}`;
  const main = html`${aboutWhom(frame, view.about)}
${view.shownAgain && shownAgainNotice(frame, view)}
${firstView(frame, view, tellsToCall)}
${view.say && sayOnThePhone(view.say)}
${view.level === 'emergency' && lists(view.lists)}
<section><h2>${text(view.steps.title)}</h2><ol class="steps">${view.steps.items.map((item) => html`<li>${label(item)}</li>`)}</ol></section>
${view.level !== 'emergency' && lists(view.lists)}
${view.notes?.map((note) => html`<p>${text(note)}</p>`)}
${view.level === 'emergency' && view.centre && centreCard(frame, view.centre, 'second')}
${view.otherCentres?.map((centre) => centreCard(frame, centre, 'second'))}
${view.callback && callbackSection(frame, view.callback)}
${view.chatNotWatched !== undefined && notice({ kind: 'plain', icon: 'moon', body: html`<p>${text(view.chatNotWatched)}</p>` })}
${!tellsToCall && afterwards}
${folds(frame, view, tellsToCall)}
<p class="not-diagnosis"><strong>${text(view.notDiagnosis.strong)}</strong>${frame.language !== 'ja' && ' '}${text(view.notDiagnosis.rest)}</p>
${tellsToCall && afterwards}
${view.more && moreQuestions(frame, view.more)}
${view.returnCodeHref !== undefined && wayBack(frame, view.returnCodeHref)}
${links(frame)}`;
  const title = frame.say('guidance.page_title', { title: view.title });
  return page(frame, { title, main, urgent: view.level !== 'emergency', numbers: true });
}

function firstView(frame: Frame, view: GuidanceView, tellsToCall: boolean): Html {
  const band = html`<section class="level ${view.level}" aria-labelledby="outcome">
<p class="level-word">${icon(levelIcons[view.level])}${label(view.levelWord)}</p>
<h1 id="outcome">${text(view.title)}</h1>
<p class="lead">${text(view.lead)}</p>
${view.level === 'emergency' && emergencyButton(frame)}
</section>`;
  const card = tellsToCall && view.level !== 'emergency' && view.centre && centreCard(frame, view.centre, 'first');
  return html`<div class="first-view">${band}${card}</div>`;
}

function sayOnThePhone({ title, hint, lines }: NonNullable<GuidanceView['say']>): Html {
  const line = ({ text: words, japanese }: SayLine) =>
    html`<li>${text(words)}${japanese !== undefined && html`<br><span lang="ja">${text(japanese)}</span>`}</li>`;
  return html`<section class="say"><h2>${text(title)}</h2><ul class="plain">${lines.map(line)}</ul><p class="hint">${text(hint)}</p></section>`;
}

const lists = (all: GuidanceView['lists'] = []): Html =>
  html`${all.map((list) => html`<section><h2>${text(list.title)}</h2>${plainList(list.items)}</section>`)}`;
const plainList = (items: readonly string[]): Html =>
  html`<ul class="plain">${items.map((item) => html`<li>${text(item)}</li>`)}</ul>`;

function folds(frame: Frame, view: GuidanceView, tellsToCall: boolean): Html {
  const group = (list: TextList) => html`<h3>${text(list.title)}</h3>${plainList(list.items)}`;
  const signs =
    view.signs &&
    html`<details class="fold"><summary>${label(view.signs.title)}</summary><div>${view.signs.groups.map(group)}</div></details>`;
  return html`<div class="folds">${!tellsToCall && view.centre && centreFold(frame, view.centre)}${signs}${reasonsFold(frame, view.reasons)}</div>`;
}

/** 「症状が出た」 where there was none, 「症状が変わった」 where there was. */
function changed(frame: Frame, { again, level }: GuidanceView): Html {
  const { say } = frame;
  if (again.had === 'no-symptoms') {
    const button = sendButton(frame, again.form, { words: say('guidance.symptoms_began'), before: icon('again') });
    return html`<section class="stack"><h2>${text(say('guidance.change_title'))}</h2><p>${text(say('guidance.change_text'))}</p>${button}</section>`;
  }
  const words = say(level === 'emergency' ? 'guidance.answer_again' : 'guidance.symptoms_changed');
  const kind = level === 'watch' ? {} : { kind: 'second' as const };
  return sendButton(frame, again.form, { words, before: icon('again'), ...kind });
}

function nextCheck(frame: Frame, { nextCheck: next }: GuidanceView): Html | false {
  if (!next) return false;
  const key = next.about === 'call' ? 'guidance.next_call' : 'guidance.next_condition';
  const told = text(frame.say(key, { when: formatAbout(frame, next.at) }));
  return html`<div class="next-check">${icon('bell')}<p>${told} <a href="${next.manageHref}">${label(frame.say('guidance.next_manage'))}</a></p></div>`;
}

function moreQuestions(frame: Frame, more: FormTarget): Html {
  const { say } = frame;
  const button = sendButton(frame, more, { words: say('guidance.more_start'), kind: 'second' });
  return html`<section class="say stack"><h2>${text(say('guidance.more_title'))}</h2><p>${text(say('guidance.more_text'))}</p>${button}</section>`;
}

const wayBack = ({ say }: Frame, href: string): Html =>
  html`<section class="item stack"><h2>${text(say('return.keep'))}</h2><p>${text(say('return.keep_why'))}</p>${linkButton(href, say('return.keep_go'), 'second')}</section>`;

function shownAgainNotice(frame: Frame, view: GuidanceView): Html {
  const { say } = frame;
  const body = html`<p>${text(say('guidance.shown_again_text'))} <a href="${view.again.href}">${label(say('guidance.answer_again'))}</a></p>`;
  const title = say('guidance.shown_again', { when: formatInstant(frame, view.reasons.answeredAt) });
  return notice({ kind: 'plain', icon: 'clock', title, body });
}

const links = ({ say, links: to }: Frame): Html =>
  linkListOf(say, [
    [to.faq, 'layout.faq'],
    [to.doctor, 'layout.doctor'],
    [to.news, 'layout.news'],
  ]);
