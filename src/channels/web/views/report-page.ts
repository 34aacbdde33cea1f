import { type FormTarget, sendButton } from './forms.ts';
import type { Frame } from './frame.ts';
import { html, text } from './html.ts';
import { icon } from './icons.ts';
import { page } from './layout.ts';
import { linkListOf } from './link-list.ts';
import { aboutWhom } from './question-page.ts';

export interface ReportView {
  readonly begin: FormTarget;
  /** For whom, when it is not the person who holds the phone. */
  readonly about?: string;
  /** The guidance of the answer before. */
  readonly guidanceHref?: string;
  readonly peopleHref: string;
}

/** Before a new answer begins, for whoever came by a link: a link alone begins nothing. */
export function reportPage(frame: Frame, view: ReportView): string {
  const { say } = frame;
  const main = html`${aboutWhom(frame, view.about)}
<div class="stack"><h1>${text(say('menu.report'))}</h1><p>${text(say('menu.report_text'))}</p></div>
${sendButton(frame, view.begin, { words: say('menu.report_begin'), before: icon('again') })}
${linkListOf(say, [
  ...(view.guidanceHref === undefined ? [] : [[view.guidanceHref, 'menu.guidance'] as const]),
  [view.peopleHref, 'menu.people'],
])}`;
  return page(frame, { title: say('menu.report'), main });
}
