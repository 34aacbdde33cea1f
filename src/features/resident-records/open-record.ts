import type { ResidentId } from '../../base/ids.ts';
import { jstDate } from '../../base/jst.ts';
import type { Localized } from '../../base/language.ts';
import type { Places } from '../../base/places.ts';
import { isOutcome } from '../../engines/guidance/index.ts';
import { knownAnswers } from '../../engines/questionnaire/index.ts';
import type { Scope } from '../../platform/scope.ts';
import { type ConsentRecord, consentState } from '../consent/index.ts';
import type { AccountContent } from '../content/index.ts';
import { type ResidentRecord, readResident } from '../residents/index.ts';
import { callbackNumber, responsesOf, rose, type StoredResponse } from '../responses/index.ts';
import { type AnswerText, answerTexts } from './answer-texts.ts';

export interface RecordParts {
  readonly content: AccountContent;
  readonly places: Places;
}

export interface HistoryEntry extends Omit<StoredResponse, 'answers' | 'context' | 'contactPointId'> {
  readonly rose: boolean;
  /** Its names, or its id when the point is gone from the content. */
  readonly contactPoint: { readonly name: Localized } | string | null;
  readonly answers: readonly AnswerText[];
}

export interface OpenedRecord {
  readonly resident: ResidentRecord;
  readonly profile: readonly AnswerText[];
  readonly consents: readonly ConsentRecord[];
  readonly callback: { readonly number: string; readonly givenAt: Date; readonly purpose: string } | null;
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
}

/**
 * Everything that staff see of one person. Opening it is audited (`residents.read`). What someone wrote in their own words
 * stays sealed; the number to be called back on is opened, which the entry says.
 * @throws Problem `residents.no-such-resident`
 */
export async function openRecord(
  scope: Scope,
  { content, places }: RecordParts,
  residentId: ResidentId,
  areas: readonly string[] | null,
): Promise<OpenedRecord> {
  const resident = await readResident(scope, residentId, areas);
  const { questionnaires, page } = content.pack;
  const full = questionnaires.get(page.questionnaires[0]!);
  const kept = full ? knownAnswers(full, resident.profile, { today: jstDate(scope.now), places }) : {};
  const { records } = await consentState(scope, residentId, []);
  const callback = await callbackNumber(scope, residentId);
  if (callback) await scope.audit('responses.callback-read', residentId);
  const history = (await responsesOf(scope, residentId)).map((response): HistoryEntry => {
    const { answers, context: _, contactPointId, ...rest } = response;
    return {
      ...rest,
      rose: isOutcome(response.outcome) && rose(response.previousOutcome, response.outcome),
      contactPoint: contactPointId && contactPointNamed(content, contactPointId),
      answers: answerTexts(questionnaires.get(response.questionnaire), places, answers),
    };
  });
  return {
    resident,
    profile: answerTexts(full, places, kept),
    consents: [...records.values()],
    callback: callback ? { ...callback, purpose: 'callback' } : null,
    history,
  };
}

function contactPointNamed(content: AccountContent, id: string): { name: Localized } | string {
  const point = content.points.find((one) => one.id === id);
  return point ? { name: point.names } : id;
}
