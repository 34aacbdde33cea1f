import type { Language } from '../../base/language.ts';
import { rubyBare } from '../../base/ruby.ts';

interface Rule {
  readonly pattern: RegExp;
  /** Why the words are refused and what to write instead. */
  readonly remedy: string;
}

const neverKeepFromCalling = 'Never tell anyone not to call; say when and whom to call.';
const neverJudge = 'Reflect what was answered; a verdict is a doctor’s.';

const japanese: readonly Rule[] = [
  {
    pattern:
      /(電話|でんわ|相談|そうだん)(を|は|する)?\s*(しない|かけない|掛けない|ひかえ|控え|お控え|ご遠慮|不要|必要は?\s*(ありません|ない))/,
    remedy: neverKeepFromCalling,
  },
  {
    pattern:
      /(大丈夫|だいじょうぶ|異常なし|異常(は|が)?\s*(ありません|ない)|安心です|(心配|問題)は?\s*(ありません|ない|いりません))/,
    remedy: neverJudge,
  },
  { pattern: /(陽性|感染|コロナ)の(疑い|可能性が高)/, remedy: neverJudge },
];

const english: readonly Rule[] = [
  {
    pattern: /\b(do not|don['’]t|no need to|needn['’]t|need not|avoid|refrain from) (call|phone|ring|contact)(ing)?\b/i,
    remedy: neverKeepFromCalling,
  },
  {
    pattern: /\byou are (fine|ok|okay|safe|healthy|not infected)\b|\bnothing (is )?wrong\b|\bno need to worry\b/i,
    remedy: neverJudge,
  },
  { pattern: /\b(suspected|probably|likely) (positive|infected)\b/i, remedy: neverJudge },
];

/** What a text for residents may not say: one English sentence for each rule that it breaks. */
export function wordingFaults(text: string, language: Language): readonly string[] {
  const plain = rubyBare(text);
  return (language === 'en' ? english : japanese)
    .map(({ pattern, remedy }) => ({ found: pattern.exec(plain)?.[0], remedy }))
    .filter(({ found }) => found !== undefined)
    .map(({ found, remedy }) => `「${found}」: ${remedy}`);
}
