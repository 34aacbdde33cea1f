import { choiceRow, type FormTarget, form, linkButton, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { attributes, type Html, html, text } from './html.ts';
import { page } from './layout.ts';
import { linkList } from './link-list.ts';
import { errorSummary, fieldError } from './notices.ts';

/** Who answers for someone else. */
export type CarerRole = 'guardian' | 'carer';

export interface WhoView {
  readonly form: FormTarget;
  /** People already known to this chat or browser, the holder first where there is one. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly self: boolean }[];
  /** Nobody stands for the holder yet: 「自分」 is offered. */
  readonly offerSelf: boolean;
  readonly chosen?: string;
  readonly typedName: string;
  readonly role?: CarerRole;
  readonly errors: Readonly<Partial<Record<'who' | 'label' | 'role', string>>>;
}

export const selfCode = 'self';
export const otherCode = 'other';

/** 「どなたの体調ですか」: oneself, someone already known, or someone new under a name of one's choosing. */
export function whoPage(frame: Frame, view: WhoView): string {
  const { say } = frame;
  const { errors } = view;
  const listed = (['who', 'label', 'role'] as const).flatMap((field) =>
    errors[field] === undefined ? [] : [{ field, message: errors[field] }],
  );
  const choices = [
    ...(view.offerSelf ? [{ code: selfCode, label: say('people.myself') }] : []),
    ...view.people.map(({ id, name, self }) => ({ code: id, label: self ? say('people.myself') : name })),
    { code: otherCode, label: say('people.someone_else'), hint: say('people.someone_else_hint') },
  ];
  const rows = choices.map((choice, at) =>
    choiceRow('radio', 'who', { ...choice, chosen: choice.code === view.chosen }, at === 0 ? { id: 'who' } : {}),
  );
  const body = html`<fieldset class="stack"${described('who', errors.who)}><legend><h1>${text(say('people.who'))}</h1></legend>
<p>${text(say('people.who_hint'))}</p>${errors.who !== undefined && fieldError('who-error', errors.who)}<div class="choices">${rows}</div></fieldset>
${newPerson(frame, view)}
<div class="buttons">${submit(frame, { words: say('form.next') })}</div>`;
  const main = html`${errorSummary(frame, listed)}${form(view.form, body)}`;
  return page(frame, { title: say('people.who'), main, error: listed.length > 0 });
}

function newPerson({ say }: Frame, { typedName, role, errors }: WhoView): Html {
  const input = attributes({
    // Not 'name': a browser would offer somebody's real one.
    id: 'label',
    name: 'label',
    value: typedName,
    maxlength: 20,
    autocomplete: 'off',
    'aria-invalid': errors.label !== undefined && 'true',
    'aria-describedby': errors.label === undefined ? 'label-hint' : 'label-error label-hint',
  });
  const roleRow = (code: CarerRole, words: string, id?: string) =>
    choiceRow('radio', 'role', { code, label: words, chosen: role === code }, { id });
  return html`<section class="item stack" aria-labelledby="new-person"><h2 id="new-person">${text(say('people.new'))}</h2>
<div class="field"><label for="label">${text(say('people.name'))}</label><p class="hint" id="label-hint">${text(say('people.name_hint'))}</p>
${errors.label !== undefined && fieldError('label-error', errors.label)}<input class="input words" type="text"${input}></div>
<fieldset class="stack"${described('role', errors.role)}><legend><b>${text(say('people.role'))}</b></legend>
${errors.role !== undefined && fieldError('role-error', errors.role)}
<div class="choices">${roleRow('guardian', say('people.guardian'), 'role')}${roleRow('carer', say('people.carer'))}</div></fieldset></section>`;
}

const described = (id: string, error: string | undefined): Html =>
  attributes({ 'aria-describedby': error !== undefined && `${id}-error` });

export interface PeopleView {
  readonly people: readonly {
    /** Choosing them begins a new answer for them. */
    readonly choose: FormTarget;
    readonly name: string;
    readonly self: boolean;
    readonly lastAnswered?: string;
  }[];
  readonly addHref: string;
}

/** Everyone for whom answers are given from here. */
export function peoplePage(frame: Frame, { people, addHref }: PeopleView): string {
  const { say } = frame;
  const rows = people.map(({ choose, name, self, lastAnswered }) => ({
    send: choose,
    words: self ? say('people.myself') : name,
    more: lastAnswered === undefined ? say('people.not_answered') : say('people.last_answered', { when: lastAnswered }),
  }));
  const main = html`<div class="stack"><h1>${text(say('people.title'))}</h1><p>${text(say('people.lead'))}</p></div>
${linkList(rows)}
${linkButton(addHref, say('people.add'), 'second')}`;
  return page(frame, { title: say('people.title'), main });
}
