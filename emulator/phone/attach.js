import { h } from './dom.js';
import { icon } from './icons.js';
import { openSheet } from './sheet.js';
import { STICKERS, stickerFace } from './stickers.js';

/**
 * Sheets for what a resident sends besides text: photos, places, stickers, dates.
 * @typedef {import('./words.js').Speaker} Speaker
 * @typedef {(path: string, body: Record<string, unknown>) => Promise<void>} Send
 */

/** Public places to choose from; any other can be typed. */
const PLACES = [
  { title: '仙台駅', address: '宮城県仙台市青葉区中央1丁目', latitude: 38.2601, longitude: 140.8824 },
  { title: '甲府駅', address: '山梨県甲府市丸の内1丁目', latitude: 35.6672, longitude: 138.5688 },
  { title: '横浜駅', address: '神奈川県横浜市西区高島2丁目', latitude: 35.4658, longitude: 139.6223 },
  { title: '福島駅', address: '福島県福島市栄町', latitude: 37.7543, longitude: 140.4594 },
];

/** @param {HTMLElement} screen @param {Speaker} words @param {Send} send */
export function attachSheet(screen, words, send) {
  openSheet(
    screen,
    { title: words.text('attach.title'), closeLabel: words.text('sheet.close'), kind: 'low' },
    (close) => [
      h(
        'ul.choices',
        {},
        h('li', {}, photoChooser(words, send, close)),
        h(
          'li',
          {},
          choice('picture', words, 'attach.sample', async () => {
            close();
            await send('media', { kind: 'image', dataUrl: samplePhoto() });
          }),
        ),
        h(
          'li',
          {},
          choice('place', words, 'attach.place', () => {
            close();
            placeSheet(screen, words, send);
          }),
        ),
      ),
      h('h3', {}, words.say('attach.sticker')),
      h(
        'div.stickers',
        {},
        Object.entries(STICKERS).map(([key, ids]) => {
          const name = /** @type {import('./stickers.js').StickerName} */ (key);
          const label = words.text('attach.sticker-n', { name: words.text(`sticker.${name}`) });
          const press = async () => {
            close();
            await send('sticker', ids);
          };
          return h('button', { type: 'button', 'aria-label': label, onclick: press }, stickerFace(name));
        }),
      ),
    ],
  );
}

/** @param {import('./icons.js').IconName} picture @param {Speaker} words @param {import('./words.js').WordKey} key @param {() => void} press */
function choice(picture, words, key, press) {
  return h('button.choice', { type: 'button', onclick: press }, icon(picture), words.say(key));
}

/** @param {Speaker} words @param {Send} send @param {() => void} close */
function photoChooser(words, send, close) {
  const input = /** @type {HTMLInputElement} */ (
    h('input.visually-hidden', { type: 'file', accept: 'image/png,image/jpeg' })
  );
  input.addEventListener('change', async () => {
    const file = input.files?.[0];
    if (!file) return;
    close();
    await send('media', { kind: 'image', dataUrl: await dataUrl(file), name: file.name });
  });
  return h('label.choice', {}, input, icon('camera'), words.say('attach.photo'));
}

/** @param {Blob} file @returns {Promise<string>} */
function dataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

/** A small drawing of hills under a sun, for those with no photo at hand. */
function samplePhoto() {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  const pen = canvas.getContext('2d');
  if (!pen) return '';
  const area = (/** @type {string} */ colour, /** @type {() => void} */ path) => {
    pen.fillStyle = colour;
    pen.beginPath();
    path();
    pen.fill();
  };
  area('#dcf0ff', () => pen.rect(0, 0, 640, 480));
  area('#ffd43d', () => pen.arc(480, 120, 50, 0, Math.PI * 2));
  area('#6a9c78', () => pen.ellipse(180, 480, 320, 200, 0, 0, Math.PI * 2));
  area('#115a36', () => pen.ellipse(520, 520, 330, 190, 0, 0, Math.PI * 2));
  return canvas.toDataURL('image/png');
}

/** @param {HTMLElement} screen @param {Speaker} words @param {Send} send */
export function placeSheet(screen, words, send) {
  const field = (/** @type {import('./words.js').WordKey} */ key, /** @type {Record<string, unknown>} */ props) =>
    h('label.field', {}, words.say(key), h('input', { required: true, ...props }));
  openSheet(
    screen,
    { title: words.text('place.title'), closeLabel: words.text('sheet.close'), kind: 'low' },
    (close) => [
      h(
        'ul.choices',
        {},
        PLACES.map((place) =>
          h(
            'li',
            {},
            h(
              'button.choice',
              {
                type: 'button',
                onclick: async () => {
                  close();
                  await send('location', place);
                },
              },
              icon('place'),
              h('span', {}, place.title),
            ),
          ),
        ),
      ),
      h(
        'form.fields',
        {
          onsubmit: async (/** @type {SubmitEvent} */ event) => {
            event.preventDefault();
            const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
            close();
            await send('location', {
              title: data.get('title'),
              latitude: Number(data.get('latitude')),
              longitude: Number(data.get('longitude')),
            });
          },
        },
        field('place.name', { name: 'title', maxlength: 100 }),
        field('place.latitude', { name: 'latitude', type: 'number', step: 'any', min: -90, max: 90 }),
        field('place.longitude', { name: 'longitude', type: 'number', step: 'any', min: -180, max: 180 }),
        h('div.do', {}, h('button.first', { type: 'submit' }, words.say('chat.send'))),
      ),
    ],
  );
}

/**
 * The picker of date, time or both.
 * @param {HTMLElement} screen @param {Speaker} words
 * @param {{ mode: 'date' | 'time' | 'datetime', initial?: string, min?: string, max?: string }} wanted
 * @param {(picked: string) => void} picked
 */
export function pickSheet(screen, words, wanted, picked) {
  const title = words.text(`pick.${wanted.mode}`);
  const local = (/** @type {string | undefined} */ text) => text?.replace('t', 'T');
  openSheet(screen, { title, closeLabel: words.text('sheet.close'), kind: 'low' }, (close) => [
    h(
      'form.fields',
      {
        onsubmit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          const value = new FormData(/** @type {HTMLFormElement} */ (event.target)).get('picked');
          close();
          picked(String(value));
        },
      },
      h('input', {
        name: 'picked',
        'aria-label': title,
        type: wanted.mode === 'datetime' ? 'datetime-local' : wanted.mode,
        value: local(wanted.initial),
        min: local(wanted.min),
        max: local(wanted.max),
        required: true,
      }),
      h(
        'div.do',
        {},
        h('button.first', { type: 'submit' }, words.say('sheet.done')),
        h('button', { type: 'button', onclick: close }, words.say('sheet.cancel')),
      ),
    ),
  ]);
}
