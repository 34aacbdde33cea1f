/** Japanese letters: kana, kanji, and the marks that belong to them. */
const japanese = '\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー々〆〇';
const spaceInsideJapanese = new RegExp(`(?<=[${japanese}、。])[\\s\\u3000]+(?=[${japanese}])`, 'gu');

/**
 * One way of writing for what is written in several: full and half width, capitals, dashes, and the spaces that easy
 * Japanese has between its words.
 */
export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[〜~∼―─‐‑–—−ｰ](?=[\p{Script=Hiragana}\p{Script=Katakana}]|$)/gu, 'ー')
    .replace(/[’‘`]/g, "'")
    .replace(spaceInsideJapanese, '')
    .replace(/\s+/g, ' ')
    .trim();

/** ア → あ, so that both kana are one. */
export const hiragana = (text: string): string =>
  text.replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));

export const hasJapanese = (text: string): boolean =>
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
export const hasKanji = (text: string): boolean => /\p{Script=Han}/u.test(text);
