import { linkButton } from './forms.ts';
import type { Frame } from './frame.ts';
import { html, safeHref, text } from './html.ts';
import { page } from './layout.ts';

/** Consultation with a doctor online: who offers it, when, what it covers, what it costs. From the account. */
export interface DoctorView {
  readonly offer?: {
    readonly provider: string;
    readonly hours: string;
    readonly scope: string;
    readonly price: string;
    readonly href: string;
  };
}

export function doctorPage(frame: Frame, { offer }: DoctorView): string {
  const { say, links } = frame;
  const row = (key: string, value: string) => html`<div><dt>${text(say(key))}</dt><dd>${text(value)}</dd></div>`;
  const offered =
    offer &&
    html`<dl class="held">${[
      row('doctor.provider', offer.provider),
      row('doctor.hours', offer.hours),
      row('doctor.scope', offer.scope),
      row('doctor.price', offer.price),
    ]}</dl>
<p>${text(say('doctor.leaves'))}</p>
${linkButton(safeHref(offer.href), say('doctor.go'))}`;
  const main = html`<h1>${text(say('layout.doctor'))}</h1>
${offered ?? html`<p>${text(say('doctor.none'))}</p>`}
${linkButton(links.contactPoints, say('layout.contact_points'), 'second')}`;
  return page(frame, { title: say('layout.doctor'), main });
}
