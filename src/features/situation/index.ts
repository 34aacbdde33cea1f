export { countResponse } from './count-response.ts';
export { mergeDeltas } from './merge-deltas.ts';
export type { OutcomeLevel, OutcomeWords, ResponseFacts, SituationContent } from './model.ts';
export { type SituationRoutesParts, situationRoutes } from './routes.ts';
export { situationContentOf } from './situation-content.ts';
