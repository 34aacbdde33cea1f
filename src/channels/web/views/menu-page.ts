import { type FormTarget, sendButton } from './forms.ts';
import type { Frame } from './frame.ts';
import { html, text } from './html.ts';
import { icon } from './icons.ts';
import { page } from './layout.ts';
import { linkListOf } from './link-list.ts';
import { aboutWhom } from './question-page.ts';

export interface MenuView {
  /** Begins a new answer. */
  readonly report: FormTarget;
  /** Absent before the first answer. */
  readonly guidanceHref?: string;
  readonly peopleHref: string;
  /** Where a way back is kept, for people without the messenger. */
  readonly returnCodeHref?: string;
  /** For whom, when it is not the person who holds the phone. */
  readonly about?: string;
}

/** Home for people who use the web: the same six ways as the menu under the chat. */
export function menuPage(frame: Frame, view: MenuView): string {
  const { say, links } = frame;
  const main = html`${aboutWhom(frame, view.about)}
<h1>${text(say('menu.title'))}</h1>
${sendButton(frame, view.report, { words: say('menu.report'), before: icon('again') })}
${linkListOf(say, [
  ...(view.guidanceHref === undefined ? [] : [[view.guidanceHref, 'menu.guidance'] as const]),
  [links.faq, 'layout.faq'],
  [links.news, 'layout.news'],
  [links.doctor, 'layout.doctor'],
  [links.contactPoints, 'layout.contact_points'],
  [links.myData, 'menu.my_data'],
  [view.peopleHref, 'menu.people'],
  ...(view.returnCodeHref === undefined ? [] : [[view.returnCodeHref, 'return.keep'] as const]),
])}`;
  return page(frame, { title: say('menu.title'), main });
}
