import { backButton, type Choice, choiceRow, type FormTarget, form, submit } from './forms.ts';
import type { Frame } from './frame.ts';
import { attributes, type Html, html, text } from './html.ts';
import { bare, page } from './layout.ts';
import { errorSummary, fieldError } from './notices.ts';
import { type Progress, progressBar } from './progress.ts';

interface PlaceQuestion {
  readonly form: FormTarget;
  readonly progress?: Progress;
  readonly mayGoBack?: boolean;
  readonly error?: string;
}

export interface WhichMunicipalityView extends PlaceQuestion {
  /** As shown: '985-0000'. */
  readonly zip: string;
  /** Name, with its reading as the hint. */
  readonly municipalities: readonly Choice[];
}

/** The code of 「この中にない」: leads to choosing by name. */
export const elsewhereCode = 'elsewhere';

/** A postal code that spans municipalities: which one, for the number to call may differ. */
export function whichMunicipalityPage(frame: Frame, view: WhichMunicipalityView): string {
  const { say } = frame;
  const elsewhere = {
    code: elsewhereCode,
    label: say('place.elsewhere'),
    hint: say('place.elsewhere_hint'),
    chosen: false,
  };
  const rows = [...view.municipalities, elsewhere].map((choice, at) =>
    choiceRow('radio', 'municipality', choice, at === 0 ? { id: 'municipality' } : {}),
  );
  const lead = text(say('place.spans', { zip: view.zip, count: view.municipalities.length }));
  const fields = html`<fieldset class="stack"${described('municipality', view.error)}><legend><h1>${text(say('place.which'))}</h1></legend>
<p class="hint">${lead}</p>
${view.error !== undefined && fieldError('municipality-error', view.error)}<div class="choices">${rows}</div></fieldset>`;
  const changeZip = submit(frame, { words: say('place.change_zip'), kind: 'second', name: 'change', value: 'zip' });
  return placePage(frame, view, say('place.which'), fields, { more: changeZip });
}

export interface ChoosePlaceView extends PlaceQuestion {
  readonly prefectures: readonly PlaceOption[];
  /** Once a prefecture is chosen; empty before. */
  readonly municipalities: readonly PlaceOption[];
}

export interface PlaceOption {
  readonly code: string;
  readonly name: string;
  readonly chosen: boolean;
}

/** By name, in two steps: the prefecture, then its municipalities. Lists of the phone's own, for they are long. */
export function choosePlacePage(frame: Frame, view: ChoosePlaceView): string {
  const { say } = frame;
  const municipal = view.municipalities.length > 0;
  const prefecture = view.prefectures.find((one) => one.chosen);
  const id = municipal ? 'municipality' : 'prefecture';
  const options = municipal ? view.municipalities : view.prefectures;
  const title = municipal
    ? say('place.choose_municipality', { prefecture: prefecture?.name ?? '' })
    : say('place.choose_prefecture');
  const kept = municipal && prefecture && html`<input type="hidden" name="prefecture" value="${prefecture.code}">`;
  const select = html`<select class="input words" id="${id}" name="${id}"${described(id, view.error)}${attributes({
    'aria-invalid': view.error !== undefined && 'true',
  })}><option value="">${bare(say('place.please_choose'))}</option>${options.map(
    (one) => html`<option value="${one.code}"${attributes({ selected: one.chosen })}>${bare(one.name)}</option>`,
  )}</select>`;
  const fields = html`<div class="field"><h1><label for="${id}">${text(title)}</label></h1>
${view.error !== undefined && fieldError(`${id}-error`, view.error)}${select}${kept}</div>`;
  return placePage(frame, view, title, fields, { field: id });
}

function placePage(
  frame: Frame,
  view: PlaceQuestion,
  title: string,
  fields: Html,
  { field = 'municipality', more }: { field?: string; more?: Html },
): string {
  const { say } = frame;
  const errors = view.error === undefined ? [] : [{ field, message: view.error }];
  const buttons = html`<div class="buttons">${submit(frame, { words: say('form.next') })}${more}${view.mayGoBack && backButton(frame)}</div>`;
  const main = html`${view.progress && progressBar(frame, view.progress)}
${errorSummary(frame, errors)}
${form(view.form, html`${fields}${buttons}`)}`;
  return page(frame, { title, main, error: errors.length > 0 });
}

const described = (field: string, error: string | undefined): Html =>
  attributes({ 'aria-describedby': error !== undefined && `${field}-error` });
