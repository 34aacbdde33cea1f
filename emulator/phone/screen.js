import { chatView } from './chat.js';
import { fill, focusOn, h } from './dom.js';
import { icon } from './icons.js';
import { friendsView, settingsView, talksView } from './lists.js';
import { ask, post } from './server.js';
import { langTag, speaker } from './words.js';

/**
 * One phone's screen: status line, the view, the tabs.
 * @typedef {import('./words.js').Language} Language
 * @typedef {'friends' | 'talks' | 'settings'} Tab
 */

/** @type {[Tab, import('./icons.js').IconName][]} */
const TABS = [
  ['friends', 'people'],
  ['talks', 'talk'],
  ['settings', 'settings'],
];

/** @param {string} userId @param {{ language?: Language, onLanguage?: (language: Language) => void }} [options] */
export function phoneScreen(userId, options = {}) {
  const element = h('div.screen', { 'data-phone': userId });
  const clock = h('b');
  const notice = h('p.notice', { role: 'status' });
  const body = h('div.body');
  /** @type {import('./types.js').Home | undefined} */
  let home;
  /** @type {Language | undefined} */
  let language = options.language;
  let words = speaker(language ?? 'ja');
  /** @type {Tab | 'chat'} */
  let place = 'friends';
  /** @type {{ element: HTMLElement, update: (home: any) => void } | undefined} */
  let view;
  /** @type {ReturnType<typeof chatView> | undefined} */
  let chat;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let noticeEnds;

  /** @param {string} text */
  function tell(text) {
    clearTimeout(noticeEnds);
    notice.textContent = text;
    noticeEnds = setTimeout(() => {
      notice.textContent = '';
    }, 6000);
  }
  const declined = (/** @type {unknown} */ error) =>
    tell(words.text('phone.declined', { reason: error instanceof Error ? error.message : String(error) }));

  const deeds = {
    open: (/** @type {string} */ channelId) => void openChat(channelId).catch(declined),
    follow: async (/** @type {string} */ channelId) => {
      try {
        await post(`phones/${userId}/follow`, { channelId });
        await openChat(channelId);
      } catch (error) {
        declined(error);
      }
    },
  };

  /** @param {Tab} tab @param {boolean} [focus] */
  function show(tab, focus = true) {
    place = tab;
    chat = undefined;
    view =
      tab === 'friends'
        ? friendsView(words, deeds)
        : tab === 'talks'
          ? talksView(words, deeds)
          : settingsView(words, chooseLanguage);
    fill(body, view.element, tabs());
    if (home) view.update(home);
    if (focus) focusOn(body, 'h2');
  }

  function tabs() {
    return h(
      'nav.tabs',
      { 'aria-label': words.text('tabs') },
      TABS.map(([tab, name]) =>
        h(
          'button',
          {
            type: 'button',
            'aria-current': tab === place ? 'page' : undefined,
            'aria-label': words.text(`tab.${tab}`),
            onclick: () => show(tab),
          },
          icon(name),
          words.say(`tab.${tab}`),
          tab === 'talks' && unreadBadge(),
        ),
      ),
    );
  }

  function unreadBadge() {
    const count =
      home?.accounts.reduce((sum, account) => sum + (account.friendship === 'friend' ? account.unread : 0), 0) ?? 0;
    return count > 0 && h('span.badge', { 'aria-hidden': true }, String(count));
  }

  /** @param {string} channelId */
  async function openChat(channelId) {
    place = 'chat';
    chat = chatView({ screen: element, words, userId, channelId, back: () => show('talks'), declined, tell });
    fill(body, chat.element);
    await refreshChat();
    chat?.focus();
  }

  async function refreshChat() {
    const current = chat;
    if (!current) return;
    const state = await ask(`phones/${userId}/messages?channelId=${encodeURIComponent(current.channelId)}`);
    if (chat === current) current.update(state);
    setClock(state.now);
  }

  /** @param {Language} chosen */
  function chooseLanguage(chosen) {
    if (options.onLanguage) options.onLanguage(chosen);
    else setLanguage(chosen);
    void post(`phones/${userId}/language`, { language: chosen }).catch(declined);
  }

  /** @param {Language} chosen */
  function setLanguage(chosen) {
    language = chosen;
    words = speaker(chosen);
    element.lang = langTag(chosen);
    element.dataset.language = chosen;
    sample.textContent = words.text('phone.sample');
    const open = chat?.channelId;
    if (open) void openChat(open).catch(declined);
    else show(place === 'chat' ? 'talks' : place, false);
  }

  const started = performance.now();
  let virtual = Date.now();
  let heard = started;
  /** @param {number} now */
  function setClock(now) {
    virtual = now;
    heard = performance.now();
    tick();
  }
  function tick() {
    clock.textContent = words.time(virtual + performance.now() - heard);
  }
  const ticking = setInterval(tick, 5000);

  const sample = h('span', {}, words.text('phone.sample'));
  element.append(h('div.status', {}, clock, sample), body, notice);

  return {
    element,
    userId,
    tell,
    setClock,
    setLanguage,
    language: () => language ?? 'ja',
    owner: () => home?.phone,
    /** Asks the emulator for everything shown. */
    async refresh() {
      home = /** @type {import('./types.js').Home} */ (await ask(`phones/${userId}`));
      setClock(home.now);
      if (language === undefined || element.dataset.language === undefined)
        setLanguage(language ?? home.phone.language);
      element.setAttribute('aria-label', words.text('phone.of', { name: home.phone.name }));
      if (chat) await refreshChat();
      else {
        view?.update(home);
        body.querySelector('.tabs')?.replaceWith(tabs());
      }
    },
    stop() {
      clearInterval(ticking);
    },
  };
}
