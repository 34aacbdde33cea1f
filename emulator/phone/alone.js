import { fill, h } from './dom.js';
import { phoneScreen } from './screen.js';
import { listen } from './server.js';

/** One phone's screen alone: `/phone/<userId>?lang=ja`. */

const userId = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const asked = new URLSearchParams(location.search).get('lang');
const language = asked === 'ja' || asked === 'easy' || asked === 'en' ? asked : undefined;
const phone = phoneScreen(userId, language ? { language } : {});
fill(document.body, h('main', {}, h('h1.visually-hidden', {}, document.title), phone.element));
await phone.refresh();
document.documentElement.lang = phone.language() === 'en' ? 'en' : 'ja';
listen(
  [userId],
  () => void phone.refresh(),
  () => void phone.refresh(),
);
