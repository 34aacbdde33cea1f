/** Words for residents: guidance for a decided outcome, and questions with their answers. */
export { type FaqCategory, type FaqEntry, faqCategories, faqOn, parseFaq, phrasingsOf, repeatedFaqIds } from './faq.ts';
export {
  type ExpectedGuidance,
  type GuidanceLevel,
  type GuidanceMessages,
  guidanceLevels,
  loadGuidanceMessages,
  spokenCodes,
} from './guidance-messages.ts';
export { type GuidanceRequest, type GuidanceText, guidanceText, type TextBlock } from './guidance-text.ts';
export { type SaidAnswer, sayAnswers } from './say-answers.ts';
