import type { StaffLanguage } from '../../words/format.ts';

const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * DMN has one description per element, so tables write both languages in it: '強い症状 / Strong symptoms'. This is the
 * reader's side; a text that is not written so stays whole.
 */
export function sideOf(text: string, language: StaffLanguage): string {
  const at = text.lastIndexOf(' / ');
  if (at < 0) return text;
  const [ja, en] = [text.slice(0, at), text.slice(at + 3)];
  if (!japanese.test(ja) || japanese.test(en)) return text;
  return language === 'ja' ? ja : en;
}
