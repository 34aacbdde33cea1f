/** What has each person agreed to, refused and withdrawn? Owns `consent`. */
export { type ConsentState, consentState, requireConsent, stateOf } from './consent-state.ts';
export { type ConsentItem, type ConsentRecord, consentItems } from './model.ts';
export { type AskedTick, changeTick, consentRequired, recordTicks, ticksMissing } from './record-ticks.ts';
export { removeConsentOf } from './store.ts';
