import { type EmergencyAnswer, type EmergencyPattern, emergencyAnswers } from './patterns.ts';
import { differsByOne, foldKana, type Spelled, spell, standsAlmost, swapped } from './spelling.ts';

export interface Emergency {
  /** The pattern that fits. */
  readonly id: string;
  readonly say: EmergencyAnswer;
}

/** Looks at one text. Answers before anything is searched, and quicker than anyone notices. */
export type EmergencyDetector = (text: string) => Emergency | undefined;

/** A phrase that is looked for, whole or with one slip of the finger. */
interface Phrase {
  /** In words of Latin letters, or without spaces. */
  readonly latin?: readonly string[];
  readonly text: string;
  readonly folded: string;
}

interface Prepared {
  readonly id: string;
  readonly say: EmergencyAnswer;
  readonly any: readonly Phrase[] | undefined;
  readonly all: readonly (readonly Phrase[])[];
  readonly unless: readonly Phrase[];
}

/** Shorter ones with a slip would be something else: むね and うね, pain and paid. */
const slipFrom = { japanese: 6, folded: 5, latinWord: 6, swappedWord: 4 } as const;

export function createEmergencyDetector(patterns: readonly EmergencyPattern[]): EmergencyDetector {
  const prepared = patterns
    .map(prepare)
    .sort((a, b) => emergencyAnswers.indexOf(a.say) - emergencyAnswers.indexOf(b.say));
  return (text) => {
    const spelled = spell(text);
    const found =
      prepared.find((one) => fits(one, spelled, stands)) ?? prepared.find((one) => fits(one, spelled, standsWithSlip));
    return found && { id: found.id, say: found.say };
  };
}

const prepare = ({ id, say, any, all = [], unless = [] }: EmergencyPattern): Prepared => ({
  id,
  say,
  any: any?.map(phrase),
  all: all.map((group) => group.map(phrase)),
  unless: unless.map(phrase),
});

function phrase(text: string): Phrase {
  const { dense, latin } = spell(text);
  return /^[a-z0-9]+$/.test(dense)
    ? { text: latin, folded: '', latin: latin.trim().split(' ') }
    : { text: dense, folded: foldKana(dense) };
}

type Stands = (one: Phrase, spelled: Spelled) => boolean;

function fits({ any, all, unless }: Prepared, spelled: Spelled, here: Stands): boolean {
  return (
    (any?.some((one) => here(one, spelled)) ?? true) &&
    // Groups hold short words: a slip in each would fit too much.
    all.every((group) => group.some((one) => stands(one, spelled))) &&
    (any !== undefined || here === stands) &&
    !unless.some((one) => stands(one, spelled))
  );
}

const stands: Stands = ({ latin, text }, spelled) =>
  latin ? spelled.latin.includes(text) : text !== '' && spelled.dense.includes(text);

const standsWithSlip: Stands = (one, spelled) => {
  if (!one.latin) {
    const { length } = one.text;
    if (length >= slipFrom.folded && spelled.folded.includes(one.folded)) return true;
    return length >= slipFrom.japanese && standsAlmost(one.text, spelled.dense);
  }
  const words = spelled.latin.trim().split(' ');
  const wanted = one.latin;
  return words.some((_, at) => wanted.every((word, next) => sameWord(word, words[at + next] ?? '')));
};

/** The first letter is seldom wrong, and short words with a slip are other words. */
const sameWord = (wanted: string, typed: string): boolean =>
  wanted === typed ||
  (wanted[0] === typed[0] &&
    ((wanted.length >= slipFrom.swappedWord && swapped(wanted, typed)) ||
      (wanted.length >= slipFrom.latinWord && typed.length >= slipFrom.latinWord - 1 && differsByOne(wanted, typed))));
