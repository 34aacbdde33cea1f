import type { Language, Localized } from '../../base/language.ts';
import { type AccountKit, organisationName } from '../account-kit.ts';

/** Texts of the policy and the terms in a language, with the prefecture's name filled in where a text leaves it open. */
export function policyWords(kit: AccountKit, language: Language): (text: Localized) => string {
  const prefecture = organisationName(kit, language);
  return (text) => text[language].replaceAll('{prefecture}', prefecture);
}
