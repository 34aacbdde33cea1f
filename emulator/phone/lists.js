import { fill, h, section, unseen } from './dom.js';
import { icon } from './icons.js';
import { unread } from './words.js';

/**
 * The lists: friends, chats; and the phone's settings.
 * @typedef {import('./types.js').Home} Home
 * @typedef {import('./types.js').Account} Account
 * @typedef {import('./words.js').Speaker} Speaker
 * @typedef {{ open: (channelId: string) => void, follow: (channelId: string) => void }} Deeds
 */

/** An account's name in the phone's language. @param {Account} account @param {Speaker} words */
export const accountName = (account, words) => words.local(names(account));

/** @param {Account} account */
const names = ({ displayName, displayNameEasy, displayNameEn }) => ({
  ja: displayName,
  easy: displayNameEasy,
  en: displayNameEn,
});

/** The name with readings, to be put into an element. @param {Account} account @param {Speaker} words */
export const accountTitle = (account, words) => words.given(names(account));

/** @param {Account} account @param {string} [kind] */
export const seal = (account, kind = '') => h(`span.seal${kind && `.${kind}`}`, { 'aria-hidden': true }, account.seal);

/** @param {Speaker} words @param {Deeds} deeds */
export function friendsView(words, deeds) {
  let sought = '';
  /** @type {Home | undefined} */
  let shown;
  const list = section((/** @type {{ home: Home, sought: string }} */ data) =>
    friendLists(data.home, data.sought, words, deeds),
  );
  const show = () => shown && list.update({ home: shown, sought });
  const input = h('input', {
    type: 'search',
    'aria-label': words.text('friends.search'),
    placeholder: words.text('friends.search'),
    oninput: (/** @type {Event} */ event) => {
      sought = /** @type {HTMLInputElement} */ (event.target).value;
      show();
    },
  });
  const element = h(
    'div.view',
    {},
    h('div.bar.padded', {}, h('h2', { tabindex: -1 }, words.say('tab.friends'))),
    h('label.find', {}, icon('search'), input),
    h('div.friends', { role: 'region', 'aria-label': words.text('friends.list'), tabindex: 0 }, list.element),
  );
  return {
    element,
    /** @param {Home} home */
    update(home) {
      shown = { ...home, now: 0 };
      show();
    },
  };
}

/** @param {Home} home @param {string} sought @param {Speaker} words @param {Deeds} deeds */
function friendLists(home, sought, words, deeds) {
  const wanted = sought.normalize('NFKC').trim().toLowerCase();
  const found = home.accounts.filter((account) => matches(account, wanted));
  const near = found.filter((account) => account.channelId === home.phone.homeChannelId);
  const others = found.filter((account) => account.channelId !== home.phone.homeChannelId);
  if (found.length === 0) return [h('p.empty', { role: 'status' }, words.say('friends.none'))];
  const rows = (/** @type {Account[]} */ accounts, here = false) =>
    h(
      'ul',
      {},
      accounts.map((account) => friendRow(account, here, words, deeds)),
    );
  const heading = near.length > 0 ? 'friends.others' : 'friends.all';
  return [
    near.length > 0 && h('h3', {}, words.say('friends.home', { name: home.phone.name })),
    near.length > 0 && rows(near, true),
    others.length > 0 && h('h3', {}, words.say(heading, { count: others.length })),
    others.length > 0 && rows(others),
  ];
}

/** @param {Account} account @param {string} wanted */
function matches(account, wanted) {
  const { displayName, displayNameEn, displayNameEasy, basicId, about } = account;
  const all = [displayName, displayNameEn, unread(displayNameEasy), basicId, about.ja, about.en]
    .join(' ')
    .normalize('NFKC')
    .toLowerCase();
  return wanted.split(/\s+/).every((part) => all.includes(part));
}

/** @param {Account} account @param {boolean} here @param {Speaker} words @param {Deeds} deeds */
function friendRow(account, here, words, deeds) {
  const name = accountName(account, words);
  const friend = account.friendship === 'friend';
  const word = friend ? 'friends.open' : account.friendship === 'blocked' ? 'friends.unblock' : 'friends.add';
  const act = () => (friend ? deeds.open(account.channelId) : deeds.follow(account.channelId));
  return h(
    `li.friend${here ? '.here' : ''}`,
    {},
    seal(account, here || friend ? '' : 'grey'),
    h(
      'div',
      {},
      h('b', {}, accountTitle(account, words)),
      words.lines(account.about).map((line) => h('small', {}, line)),
    ),
    h(
      `button.add${here && !friend ? '.go' : ''}`,
      {
        type: 'button',
        'data-key': account.channelId,
        'aria-label': `${words.text(word)}：${name}`,
        onclick: act,
      },
      words.say(word),
    ),
  );
}

/** @param {Speaker} words @param {Deeds} deeds */
export function talksView(words, deeds) {
  const list = section((/** @type {Account[]} */ accounts) =>
    accounts.length === 0
      ? [h('p.empty', {}, words.say('talks.none'))]
      : [
          h(
            'ul',
            {},
            accounts.map((account) => talkRow(account, words, deeds)),
          ),
        ],
  );
  const element = h(
    'div.view',
    {},
    h('div.bar.padded', {}, h('h2', { tabindex: -1 }, words.say('tab.talks'))),
    h('div.friends', { role: 'region', 'aria-label': words.text('tab.talks'), tabindex: 0 }, list.element),
  );
  return {
    element,
    /** @param {Home} home */
    update(home) {
      const friends = home.accounts.filter((account) => account.friendship === 'friend');
      list.update(friends.sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0)));
    },
  };
}

/** @param {Account} account @param {Speaker} words @param {Deeds} deeds */
function talkRow(account, words, deeds) {
  const { unread, last } = account;
  return h(
    'li',
    {},
    h(
      'button.friend.talk',
      { type: 'button', 'data-key': account.channelId, onclick: () => deeds.open(account.channelId) },
      seal(account),
      h(
        'span',
        {},
        h('b', {}, accountTitle(account, words)),
        h('small', {}, last?.text || words.text('talks.none-said')),
      ),
      h(
        'span.when',
        {},
        last && h('small', {}, words.time(last.at)),
        unread > 0 &&
          h(
            'span.badge',
            {},
            h('span', { 'aria-hidden': true }, String(unread)),
            unseen(words.text('talks.unread', { count: unread })),
          ),
      ),
    ),
  );
}

/**
 * @param {Speaker} words
 * @param {(language: import('./words.js').Language) => void} choose
 */
export function settingsView(words, choose) {
  const body = h('div.settings');
  const element = h(
    'div.view',
    {},
    h('div.bar.padded', {}, h('h2', { tabindex: -1 }, words.say('tab.settings'))),
    h('div.friends', { role: 'region', 'aria-label': words.text('tab.settings'), tabindex: 0 }, body),
  );
  return {
    element,
    /** @param {Home} home */
    update(home) {
      if (body.childElementCount > 0) return;
      const { name, note, userId } = home.phone;
      fill(
        body,
        h('p.who', {}, h('b', {}, name), note && h('small', {}, words.given(note))),
        h('h3', {}, words.say('settings.language')),
        languageChoice(words, `lang-${userId}`, choose),
        h('h3', {}, words.say('settings.id')),
        h('p', {}, h('code', {}, userId)),
        h('p.note', {}, words.say('settings.about')),
      );
    },
  };
}

/** @param {Speaker} words @param {string} name @param {(language: import('./words.js').Language) => void} choose */
export function languageChoice(words, name, choose) {
  const languages = /** @type {const} */ (['ja', 'easy', 'en']);
  return h(
    'fieldset.seg',
    {},
    h('legend.visually-hidden', {}, words.text('settings.language')),
    languages.map((language) =>
      h(
        'label',
        { lang: language === 'en' ? 'en' : 'ja' },
        h('input', {
          type: 'radio',
          name,
          value: language,
          checked: language === words.language,
          onchange: () => choose(language),
        }),
        words.text(`language.${language}`),
      ),
    ),
  );
}
