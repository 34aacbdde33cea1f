import { h, section } from './dom.js';
import { languageChoice } from './lists.js';
import { post } from './server.js';

/**
 * Whose phone it is, and its language.
 * @typedef {import('./words.js').Speaker} Speaker
 * @typedef {import('./words.js').Language} Language
 * @typedef {import('./desk.js').DeskState} DeskState
 * @typedef {{ choose: (userId: string) => void, addBeside: () => void, putAway: (userId: string) => void,
 *   current: () => string | undefined, full: () => boolean, setPhoneLanguage: (language: Language) => void }} DeskDeeds
 */

/** @param {Speaker} words @param {DeskDeeds} deeds */
export function peoplePanel(words, deeds) {
  const list = section((/** @type {{ cast: DeskState['cast'], current: string | undefined }} */ { cast, current }) => [
    h(
      'fieldset.people',
      {},
      h('legend.visually-hidden', {}, words.text('people.title')),
      cast.map((owner) =>
        h(
          'label.person',
          {},
          h('input', {
            type: 'radio',
            name: 'person',
            'data-key': owner.userId,
            checked: owner.userId === current,
            onchange: () => deeds.choose(owner.userId),
          }),
          h('span', {}, h('b', {}, owner.name), owner.note && h('small', {}, words.given(owner.note))),
        ),
      ),
    ),
  ]);
  const maker = newResident(words, deeds);
  const beside = h(
    'button.btn.plain',
    { type: 'button', onclick: () => deeds.addBeside() },
    words.say('people.beside'),
  );
  const tab = h('a.btn.plain', { target: '_blank' }, words.say('people.tab'));
  const element = h(
    'section.panel',
    { 'aria-labelledby': 'people-title' },
    h('h2', { id: 'people-title' }, words.say('people.title')),
    list.element,
    h('div.row', {}, maker.button, beside, tab),
    maker.form,
  );
  return {
    element,
    /** @param {DeskState} state */
    update(state) {
      const current = deeds.current();
      list.update({ cast: state.cast, current });
      tab.setAttribute('href', `/phone/${current ?? ''}`);
      beside.hidden = deeds.full();
    },
  };
}

/** @param {Speaker} words @param {DeskDeeds} deeds */
function newResident(words, deeds) {
  const problem = h('p.problem', { role: 'alert' });
  const form = h(
    'form.maker',
    {
      hidden: true,
      onsubmit: async (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
        try {
          const made = await post('phones', { name: fields.get('name'), language: fields.get('new-language') });
          show(false);
          deeds.choose(made.userId);
        } catch (error) {
          problem.textContent = error instanceof Error ? error.message : String(error);
        }
      },
    },
    h(
      'label.field',
      {},
      words.say('people.name'),
      h('input', { name: 'name', required: true, maxlength: 40, autocomplete: 'off' }),
    ),
    languageChoice(words, 'new-language', () => {}),
    problem,
    h('button.btn', { type: 'submit' }, words.say('people.make')),
  );
  const button = h(
    'button.btn.plain',
    { type: 'button', 'aria-expanded': 'false', onclick: () => show(form.hasAttribute('hidden')) },
    words.say('people.new'),
  );
  /** @param {boolean} open */
  function show(open) {
    form.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    problem.textContent = '';
    if (open) form.querySelector('input')?.focus();
  }
  return { form, button };
}

/** @param {Speaker} words @param {DeskDeeds} deeds */
export function languagePanel(words, deeds) {
  const holder = section((/** @type {{ userId: string | undefined, language: Language }} */ { userId, language }) => [
    languageChoice({ ...words, language }, 'phone-language', (chosen) => {
      deeds.setPhoneLanguage(chosen);
      if (userId) void post(`phones/${userId}/language`, { language: chosen });
    }),
  ]);
  const element = h(
    'section.panel',
    { 'aria-labelledby': 'language-title' },
    h('h2', { id: 'language-title' }, words.say('settings.language')),
    holder.element,
  );
  return {
    element,
    /** @param {DeskState} state */
    update(state) {
      const userId = deeds.current();
      const language = state.cast.find((owner) => owner.userId === userId)?.language ?? 'ja';
      holder.update({ userId, language });
    },
  };
}
