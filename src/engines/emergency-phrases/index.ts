/** Does somebody write of an emergency? Staff's patterns decide, before anything is searched. */
export { createEmergencyDetector, type Emergency, type EmergencyDetector } from './detect.ts';
export {
  type EmergencyAnswer,
  type EmergencyPattern,
  emergencyAnswers,
  emergencyKinds,
  parseEmergencyPhrases,
} from './patterns.ts';
