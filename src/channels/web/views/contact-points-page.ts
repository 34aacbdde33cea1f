import { type Centre, centreCard } from './centre-card.ts';
import { type FormTarget, searchForm, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { attributes, html, label, text } from './html.ts';
import { page } from './layout.ts';
import { errorSummary, fieldError } from './notices.ts';
import { emergencyButton } from './phones.ts';

export interface ContactPointsView {
  /** Sent by GET, and nothing is kept. */
  readonly search: FormTarget;
  readonly typedZip: string;
  readonly error?: string;
  readonly placeByNameHref: string;
  /** The centre for the place that was asked for, or for the whole prefecture. */
  readonly centre?: Centre;
  readonly others: readonly Centre[];
}

/** Whom to call from here, now: open to everyone, before any consent, and nothing is kept. */
export function contactPointsPage(frame: Frame, view: ContactPointsView): string {
  const { say } = frame;
  const errors = view.error === undefined ? [] : [{ field: 'zip', message: view.error }];
  const input = attributes({
    id: 'zip',
    name: 'zip',
    value: view.typedZip,
    inputmode: 'numeric',
    autocomplete: 'postal-code',
    'aria-describedby': view.error === undefined ? 'zip-hint' : 'zip-error zip-hint',
    'aria-invalid': view.error !== undefined && 'true',
  });
  const search = html`<div class="field"><label for="zip">${text(say('contact.zip'))}</label><p class="hint" id="zip-hint">${text(say('contact.zip_hint'))}</p>
${view.error !== undefined && fieldError('zip-error', view.error)}<input class="input short" type="text"${input}></div>
<a class="standing" href="${view.placeByNameHref}">${label(say('place.by_name'))}</a>
${submit(frame, { words: say('contact.search'), ...(view.centre ? { kind: 'second' as const } : {}) })}`;
  const main = html`${errorSummary(frame, errors)}
<h1>${text(say('layout.contact_points'))}</h1>
<section class="level emergency"><h2>${text(say('contact.emergency'))}</h2><p class="lead">${text(say('contact.emergency_text'))}</p>${emergencyButton(frame)}</section>
${view.centre && centreCard(frame, view.centre, 'first')}
${searchForm(view.search, search)}
${view.others.map((centre) => centreCard(frame, centre, 'second'))}`;
  return page(frame, {
    title: say('layout.contact_points'),
    main,
    error: errors.length > 0,
    urgent: false,
    numbers: true,
  });
}
