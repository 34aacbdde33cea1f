/** Privacy policies and terms of use: what they say as data, whether they say enough, and what they allow. */
export { type ConsentChange, consentChanges, guardedItems, needsConsentAgain } from './consent-changes.ts';
export { documentHash, policyHash } from './document-hash.ts';
export { mayProvide, type ProvisionAnswer, type ProvisionRequest } from './may-provide.ts';
export {
  type Ground,
  grounds,
  lawRegimes,
  type Policy,
  parsePolicy,
  type Recipient,
  recipientKinds,
  requiredTicks,
  type TickId,
  tickIds,
} from './policy.ts';
export { collectedItems, itemsForPurpose } from './policy-faults.ts';
export { type PolicyItems, parsePolicyItems, type TickMeaning, tickMeanings } from './policy-items.ts';
export { type ArticleWords, type PolicyWords, policyWords, type TickWords, type WordsEntry } from './policy-words.ts';
export { parseTerms, type Terms, termsWords } from './terms.ts';
