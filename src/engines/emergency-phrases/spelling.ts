/** A text as phrases are looked for in it: once without spaces for Japanese, once as words for Latin letters. */
export interface Spelled {
  /** Letters and digits alone, katakana as hiragana. */
  readonly dense: string;
  /** The same with kana folded. */
  readonly folded: string;
  /** Latin words with one space between, before and after: ' i cant breathe '. */
  readonly latin: string;
}

/** Longer texts are read at their beginning: a chat's message has 5,000 letters at most. */
const longest = 5000;

export function spell(text: string): Spelled {
  const plain = text
    .slice(0, longest)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))
    .replace(/[’‘`´]/g, "'");
  const dense = plain.replace(/[^\p{L}\p{N}]/gu, '');
  return {
    dense,
    folded: foldKana(dense),
    latin: ` ${plain
      .replace(/'/g, '')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()} `,
  };
}

/** Whether a text can hold one more mistake than it was written with: 1 letter other, missing, too many, or swapped. */
export function differsByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const [restA, restB] = [a.slice(from, endA), b.slice(from, endB)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

const voiced = 'がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ';
const voiceless = 'かきくけこさしすせそたちつてとはひふへほはひふへほ';
const smallKana = 'ぁぃぅぇぉっゃゅょゎ';
const fullKana = 'あいうえおつやゆよわ';
const folded = new Map([...voiced, ...smallKana].map((letter, at) => [letter, [...voiceless, ...fullKana][at]!]));

/** Without the marks that thumbs leave out: が as か, っ as つ, and no ー. */
export const foldKana = (text: string): string =>
  text.replace(/ー/g, '').replace(/[ぁ-ん]/g, (letter) => folded.get(letter) ?? letter);

/** What a phrase begins with says what it is about (血が, 咳が; 消え, 消し): no slip is let pass there. */
const sureLetters = 2;
/** Nor in what turns it round: 呼吸してない, 呼吸してもいい. */
const turning = /(ない|なく|ません|ねえ|へん)$/;

/** Whether `phrase` stands somewhere in `text` with one mistake at most, after its first letters. */
export function standsAlmost(phrase: string, text: string): boolean {
  const beginning = phrase.slice(0, sureLetters);
  const end = turning.exec(phrase)?.[0] ?? '';
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1))
    for (const length of [phrase.length - 1, phrase.length, phrase.length + 1])
      if (at + length <= text.length && text.endsWith(end, at + length) && slipped(phrase, text.slice(at, at + length)))
        return true;
  return false;
}

/** A slip of the thumb changes a kana: another kanji is another thing (ボタン電池を飲, ボタン電池を捨). */
const slipped = (phrase: string, typed: string): boolean =>
  differsByOne(phrase, typed) && kanjiOf(phrase) === kanjiOf(typed);
const kanjiOf = (text: string): string => text.replace(/[^\p{Script=Han}]/gu, '');

/** Whether letters of a word were swapped: pian for pain. */
export const swapped = (a: string, b: string): boolean =>
  a.length === b.length && differsByOne(a, b) && [...a].sort().join('') === [...b].sort().join('');
