import type { OnDate } from '../../../base/jst.ts';
import { formatDate } from './format.ts';
import { type FormTarget, form, linkButton, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { attributes, type Html, html, label, text } from './html.ts';
import { page } from './layout.ts';
import { linkListOf } from './link-list.ts';
import { errorSummary, fieldError, notice } from './notices.ts';

/** What a tick means, as the account's policy pack states it. */
export type TickMeaning = 'consent' | 'opt-out' | 'read';
export type TickId = 'consent_terms' | 'consent_privacy' | 'consent_research' | 'followup';

export interface ConsentTick {
  readonly id: TickId;
  readonly meaning: TickMeaning;
  readonly required: boolean;
  /** 「個人情報の取扱いに同意します」; from the policy pack, as the rest. */
  readonly label: string;
  /** What is agreed to, and what refusing changes. */
  readonly explanation: string;
  readonly document?: { readonly href: string; readonly version: string; readonly effectiveOn: OnDate };
  readonly ticked: boolean;
  /** Pressed without this required tick. */
  readonly missing: boolean;
}

export interface ConsentView {
  readonly form: FormTarget;
  /** The policy in five lines, from the policy pack. */
  readonly summary: {
    readonly collected: string;
    readonly purposes: string;
    readonly recipients: string;
    readonly kept: string;
    readonly stopping: string;
  };
  readonly ticks: readonly ConsentTick[];
  readonly declineHref: string;
  /** A newer version asks again: what changed. */
  readonly changed?: string;
}

const documents: Readonly<Record<TickId, string>> = {
  consent_terms: 'consent.read_terms',
  consent_privacy: 'consent.read_privacy',
  consent_research: 'consent.read_research',
  followup: 'consent.read_followup',
};
const meanings: Readonly<Record<TickMeaning, string>> = {
  consent: 'consent.means_consent',
  'opt-out': 'consent.means_promise',
  read: 'consent.means_read',
};

/** Policy summary and the four ticks, none set beforehand; each says what it means and what refusing changes. */
export function consentPage(frame: Frame, view: ConsentView): string {
  const { say } = frame;
  const missing = view.ticks.filter((tick) => tick.missing);
  const errors = missing.map((tick) => ({ field: tick.id, message: tick.label }));
  const changed =
    view.changed !== undefined &&
    notice({
      kind: 'plain',
      icon: 'info',
      title: say('consent.changed_title'),
      body: html`<p>${text(view.changed)}</p>`,
    });
  const ticks = html`<fieldset class="stack"><legend class="visually-hidden">${text(say('consent.legend'))}</legend>${view.ticks.map(
    (tick) => tickBox(frame, tick),
  )}</fieldset>
  <div class="buttons">${submit(frame, { words: say('consent.agree') })}${linkButton(view.declineHref, say('consent.decline'), 'quiet')}</div>`;
  const main = html`${errorSummary(frame, errors)}
<div class="stack"><h1>${text(say('consent.title'))}</h1><p>${text(say('consent.lead'))}</p></div>
${changed}
${summary(frame, view.summary)}
${form(view.form, ticks)}
${reachable(frame)}`;
  return page(frame, { title: say('consent.title'), main, error: errors.length > 0 });
}

function summary({ say }: Frame, rows: ConsentView['summary']): Html {
  const row = (key: string, value: string) => html`<div><dt>${text(say(key))}</dt><dd>${text(value)}</dd></div>`;
  return html`<section class="say" aria-labelledby="summary-title"><h2 id="summary-title">${text(say('consent.summary'))}</h2>
<dl class="held">${[
    row('consent.collected', rows.collected),
    row('consent.purposes', rows.purposes),
    row('consent.recipients', rows.recipients),
    row('consent.kept', rows.kept),
    row('consent.stopping', rows.stopping),
  ]}</dl></section>`;
}

function tickBox(frame: Frame, tick: ConsentTick): Html {
  const { say } = frame;
  const { id, document } = tick;
  const described = tick.missing ? `${id}-error ${id}-more` : `${id}-more`;
  const input = attributes({
    type: 'checkbox',
    id,
    name: id,
    value: 'agree',
    checked: tick.ticked,
    required: tick.required,
    'aria-describedby': described,
    'aria-invalid': tick.missing && 'true',
  });
  const tag = tick.required
    ? html`<span class="tag must">${text(say('form.required'))}</span>`
    : html`<span class="tag">${text(say('form.optional'))}</span>`;
  const full =
    document &&
    html`<a href="${document.href}">${label(
      say(documents[id], { version: document.version, date: formatDate(frame, document.effectiveOn) }),
    )}</a>`;
  return html`<div class="tick${tick.missing && ' missing'}">
<label class="choice"><input${input}><span>${tag} ${text(tick.label)}</span></label>
${tick.missing && fieldError(`${id}-error`, say('consent.missing'))}
<div class="tick-more" id="${id}-more"><p>${text(tick.explanation)}</p><p class="means">${text(say(meanings[tick.meaning]))}</p>${full}</div>
</div>`;
}

/** What nobody needs to agree to anything for. */
function reachable({ say, links }: Frame): Html {
  return html`<section class="stack"><h2>${text(say('consent.without'))}</h2>${linkListOf(say, [
    [links.contactPoints, 'layout.contact_points'],
    [links.faq, 'layout.faq'],
    [links.news, 'layout.news'],
  ])}</section>`;
}
