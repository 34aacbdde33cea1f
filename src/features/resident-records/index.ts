/** What do staff see of one person? Owns no table: reads residents, responses and consent through their faces. */
export { type AnswerText, answerTexts } from './answer-texts.ts';
export { openRecord } from './open-record.ts';
export { type ResidentRecordsRoutesParts, residentRecordsRoutes } from './routes.ts';
