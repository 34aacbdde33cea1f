/** Endings that are cut, the longest first, with what takes their place. */
const endings: ReadonlyArray<readonly [ending: string, instead: string]> = [
  ['sses', 'ss'],
  ['ies', 'y'],
  ['ied', 'y'],
  ['ing', ''],
  ['ed', ''],
  ["'s", ''],
  ['s', ''],
];
const shortestStem = 3;

/** Lightly: tests, tested and testing are one word; nothing is cut that would leave less than three letters. */
export function englishStem(word: string): string {
  for (const [ending, instead] of endings) {
    if (!word.endsWith(ending) || word.length - ending.length + instead.length < shortestStem) continue;
    if (ending === 's' && /(ss|us|is)$/.test(word)) return word;
    const stem = word.slice(0, word.length - ending.length) + instead;
    if (ending !== 'ing' && ending !== 'ed') return stem.replace(/e$/, '');
    return /[aeiouy]/.test(stem) ? stem.replace(/([bdfgmnprt])\1$/, '$1').replace(/e$/, '') : word;
  }
  return word.length > shortestStem ? word.replace(/e$/, '') : word;
}
