import { attachSheet, pickSheet, placeSheet } from './attach.js';
import { chatLog } from './chat-log.js';
import { focusOn, h, section } from './dom.js';
import { icon } from './icons.js';
import { accountName, accountTitle, seal } from './lists.js';
import { richMenuView } from './rich-menu.js';
import { post } from './server.js';
import { openSheet } from './sheet.js';
import { followLink } from './window.js';

/**
 * One chat: its log, quick replies, composer and rich menu.
 * @typedef {import('./types.js').Json} Json
 * @typedef {import('./types.js').ChatState} ChatState
 * @typedef {import('./words.js').Speaker} Speaker
 * @typedef {{ screen: HTMLElement, words: Speaker, userId: string, channelId: string,
 *   back: () => void, declined: (error: unknown) => void, tell: (words: string) => void }} ChatOptions
 */

/** @param {ChatOptions} options */
export function chatView(options) {
  const { screen, words, userId, channelId } = options;
  /** @type {ChatState | undefined} */
  let state;
  /** Open or closed by hand; undefined until then: as the menu itself wants it. @type {boolean | undefined} */
  let menuChosen;

  const guarded = (/** @type {() => Promise<unknown>} */ work) => void work().catch(options.declined);
  const send = async (/** @type {string} */ path, /** @type {Record<string, unknown>} */ body) => {
    await post(`phones/${userId}/${path}`, { channelId, ...body }).catch(options.declined);
  };
  const press = (/** @type {Json} */ action) => guarded(() => perform(action));
  const showing = () => ({ words, press, userId, channelId });

  /** @param {Json} action @param {string} [picked] */
  async function perform(action, picked) {
    if (action.type === 'video-played') return send('video-played', { trackingId: action.trackingId });
    const outcome = await post(`phones/${userId}/action`, { channelId, action, ...(picked ? { picked } : {}) });
    if (outcome.did === 'open') await followLink(screen, words, userId, outcome.uri);
    else if (outcome.did === 'copy') {
      await navigator.clipboard.writeText(outcome.text);
      options.tell(words.text('copy.done'));
    } else if (outcome.did === 'pick')
      pickSheet(screen, words, outcome, (value) => guarded(() => perform(action, value)));
    else if (outcome.did === 'ask' && outcome.for === 'location') placeSheet(screen, words, send);
    else if (outcome.did === 'ask') attachSheet(screen, words, send);
    else if (outcome.input) applyInput(outcome.input);
  }

  /** @param {{ option: string, fillInText?: string }} input what a postback asks of the keyboard and menu */
  function applyInput(input) {
    if (input.option === 'openRichMenu') showMenu(true);
    if (input.option === 'closeRichMenu' || input.option === 'openKeyboard') showMenu(false);
    if (input.option === 'openKeyboard') {
      if (input.fillInText) field.value = input.fillInText;
      field.focus();
    }
  }

  const bar = section((/** @type {ChatState['account']} */ account) => [
    h('button.tap', { type: 'button', 'aria-label': words.text('chat.back'), onclick: options.back }, icon('back')),
    seal(account),
    h(
      'h2',
      { tabindex: -1 },
      accountTitle(account, words),
      words
        .lines(account.about)
        .slice(0, 1)
        .map((line) => h('small', {}, line)),
    ),
    h(
      'button.tap',
      { type: 'button', 'aria-label': words.text('chat.options'), onclick: () => optionsSheet() },
      icon('more'),
    ),
  ]);
  bar.element.className = 'bar';

  const log = chatLog({
    ...showing(),
    showing,
    follow: (uri) => guarded(() => followLink(screen, words, userId, uri)),
    options: (message) => messageSheet(message.id, message.content.text),
  });

  const quick = section((/** @type {Json[]} */ items) =>
    items.length === 0
      ? []
      : [
          h(
            'div.quick',
            { role: 'group', 'aria-label': words.text('chat.quick'), tabindex: 0 },
            items.map((item) =>
              h(
                'button',
                { type: 'button', onclick: () => press(item.action) },
                item.imageUrl && h('img', { src: item.imageUrl, alt: '' }),
                item.action.label,
              ),
            ),
          ),
        ],
  );

  const menu = richMenuView(showing);
  const field = /** @type {HTMLInputElement} */ (
    h('input', {
      type: 'text',
      name: 'text',
      autocomplete: 'off',
      maxlength: 5000,
      'aria-label': words.text('chat.message'),
      placeholder: words.text('chat.write'),
    })
  );
  const composer = h(
    'form.composer',
    {
      onsubmit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const text = field.value.trim();
        if (text === '') return;
        field.value = '';
        guarded(() => send('text', { text }));
      },
    },
    h(
      'button.tap',
      { type: 'button', 'aria-label': words.text('chat.attach'), onclick: () => attachSheet(screen, words, send) },
      icon('plus'),
    ),
    h(
      'button.tap.open-menu',
      { type: 'button', 'aria-label': words.text('menu.open'), onclick: () => showMenu(true) },
      icon('menu'),
    ),
    field,
    h('button.tap', { type: 'submit', 'aria-label': words.text('chat.send') }, icon('send')),
  );
  const menuBar = h(
    'div.composer',
    {},
    h(
      'button.tap',
      { type: 'button', 'aria-label': words.text('menu.keyboard'), onclick: () => showMenu(false, true) },
      icon('keyboard'),
    ),
    h(
      'button.menu-bar',
      { type: 'button', 'aria-expanded': 'true', onclick: () => showMenu(false) },
      words.say('menu.close'),
      icon('down'),
    ),
  );
  const foot = h('div.foot');
  const element = h('div.view.chat-view', {}, bar.element, log.element, quick.element, menu.element, foot);

  /** @param {boolean} open @param {boolean} [type] */
  function showMenu(open, type = false) {
    menuChosen = open;
    paint();
    if (type) field.focus();
    else if (open) focusOn(menuBar, '.menu-bar');
    else focusOn(composer, '.open-menu');
    log.toEnd();
  }

  function paint() {
    if (!state) return;
    const { messages, account } = state;
    const friend = state.friendship === 'friend';
    const last = messages.at(-1);
    bar.update({ ...account, unread: 0, last: null });
    log.update(state);
    const items = friend && last?.from === 'account' ? (last.content.quickReply?.items ?? []) : [];
    if (quick.update(items)) log.toEnd();
    const open = Boolean(state.menu) && (menuChosen ?? state.menu?.selected ?? false);
    menu.update({ menu: state.menu, open });
    composer.classList.toggle('without-menu', !state.menu);
    const wanted = !friend ? blockedNote : open ? menuBar : composer;
    if (foot.firstChild !== wanted) foot.replaceChildren(wanted);
  }

  const blockedNote = h(
    'div.composer.blocked',
    {},
    h('p', {}, words.say('chat.blocked')),
    h('button.add', { type: 'button', onclick: () => guarded(() => send('follow', {})) }, words.say('friends.unblock')),
  );

  /** @param {string} messageId @param {string | undefined} text */
  function messageSheet(messageId, text) {
    const title = words.text('chat.message-options');
    openSheet(screen, { title, closeLabel: words.text('sheet.close'), kind: 'low' }, (close) => [
      text !== undefined && h('p.quoted', {}, text),
      h(
        'div.do',
        {},
        h(
          'button',
          {
            type: 'button',
            onclick: () => {
              close();
              guarded(() => send('unsend', { messageId }));
            },
          },
          words.say('chat.unsend'),
        ),
      ),
    ]);
  }

  function optionsSheet() {
    if (!state) return;
    const { account, friendship } = state;
    openSheet(
      screen,
      { title: accountName(account, words), closeLabel: words.text('sheet.close'), kind: 'low' },
      (close) => [
        h(
          'p',
          {},
          words.lines(account.about).flatMap((line) => [line, h('br')]),
        ),
        h('p.note', {}, `${words.text('chat.account-id')}：${account.basicId}`),
        friendship === 'friend' && h('p.note', {}, words.say('chat.block-note')),
        h(
          'div.do',
          {},
          h(
            'button',
            {
              type: 'button',
              onclick: () => {
                close();
                guarded(() => send(friendship === 'friend' ? 'block' : 'follow', {}));
              },
            },
            words.say(friendship === 'friend' ? 'chat.block' : 'friends.unblock'),
          ),
        ),
      ],
    );
  }

  return {
    element,
    channelId,
    /** @param {ChatState} given */
    update(given) {
      state = given;
      paint();
      if (given.unread > 0) void post(`phones/${userId}/read`, { channelId });
    },
    /** Puts focus on the account's name: the chat has just been opened. */
    focus() {
      focusOn(bar.element, 'h2');
      log.toEnd();
    },
  };
}
