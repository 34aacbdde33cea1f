import { type Answers, answerCode } from '../../base/answers.ts';
import type { ResidentId, ResponseId } from '../../base/ids.ts';
import { jstDate } from '../../base/jst.ts';
import type { Language } from '../../base/language.ts';
import { Problem } from '../../base/problem.ts';
import { type ContactPoint, whoToCall } from '../../engines/contact-points/index.ts';
import { exposureOf, type Guidance } from '../../engines/guidance/index.ts';
import {
  type Interview,
  type Kept,
  keepAnswers,
  type Questionnaire,
  residenceOf,
  withoutHidden,
} from '../../engines/questionnaire/index.ts';
import type { Scope } from '../../platform/scope.ts';
import { keepAnswered, keepProfile, lockResident, notYours, type Place } from '../residents/index.ts';
import { countResponse } from '../situation/index.ts';
import { type Decided, decide, diagnosedSince, rose } from './decide.ts';
import { partKept, partText } from './free-text.ts';
import type { StoredResponse } from './model.ts';
import * as store from './store.ts';

export interface RecordParts {
  /** What was asked now. */
  readonly interview: Interview;
  /** The full questionnaire, whose answers are kept. */
  readonly full: Questionnaire;
  readonly guidance: Guidance;
  readonly contactPoints: (scope: Scope) => Promise<readonly ContactPoint[]>;
  /** Where the account is, for people who did not say where they live. */
  readonly prefectureCode: string;
}

export interface GivenAnswers {
  /** The form's id: the response takes it over. */
  readonly formId: ResponseId;
  readonly language: Language;
  readonly answers: Answers;
  readonly channel: 'line' | 'web' | 'staff';
}

export interface Recorded {
  readonly response: StoredResponse;
  readonly rose: boolean;
  /** Sent before: what was stored then is given back, and nothing is counted again. */
  readonly repeated: boolean;
}

/**
 * Stores one answer with all that follows from it, in the caller's transaction: the response, what the record of the person
 * becomes, the counters, the audit entry. However often the same form is sent, there is one response.
 * The caller has checked the consent.
 */
export async function recordResponse(
  scope: Scope,
  parts: RecordParts,
  residentId: ResidentId,
  given: GivenAnswers,
): Promise<Recorded> {
  const { tx, account, now } = scope;
  const person = await lockResident(tx, account.id, residentId);
  if (!person) throw new Problem(notYours);
  const before = await store.responseById(tx, account.id, residentId, given.formId);
  if (before) return { response: before, rose: false, repeated: true };

  const { questionnaire } = parts.interview;
  const last = person.lastResponseId
    ? await store.responseById(tx, account.id, residentId, person.lastResponseId)
    : undefined;
  const lastAntipyretic = last !== undefined && answerCode(last.answers, 'antipyretic') === 'yes';
  const decided = decide(
    parts.guidance,
    { questionnaire, full: parts.full },
    given.answers,
    { ...person, lastAntipyretic },
    now,
  );
  const place = placeOf(parts.interview, given.answers) ?? person.place;
  const { coded, text } = partText(questionnaire, given.answers);
  const contact = whoToCall(await parts.contactPoints(scope), callerPlace(place, given.answers, parts), now);
  const response: StoredResponse = {
    responseId: given.formId,
    questionnaire: questionnaire.id,
    version: questionnaire.version,
    channel: given.channel,
    language: given.language,
    answeredAt: now,
    answeredOn: jstDate(now),
    answers: coded,
    context: decided.context,
    outcome: decided.outcome,
    previousOutcome: person.lastOutcome,
    row: decided.row,
    profile: decided.profile,
    tableVersion: decided.tableVersion,
    ruleId: decided.ruleId,
    contactPointId: contact.here?.point.id ?? null,
    prefectureCode: place?.prefectureCode ?? null,
    municipalityCode: place?.municipalityCode ?? null,
    optionalAt: null,
  };
  await store.addResponse(tx, account.id, residentId, {
    ...response,
    textSealed: await sealText(scope, residentId, text),
  });
  await keepOnRecord(scope, parts.interview, residentId, person, response, decided, place, given.answers);
  await count(scope, response, decided, person.lastAnsweredAt);
  await scope.audit('responses.recorded', residentId, { response: response.responseId, channel: given.channel });
  return { response, rose: rose(person.lastOutcome, decided.outcome), repeated: false };
}

/** The place that these answers name; a postal code across municipalities still tells the prefecture if it is one. */
export function placeOf({ questionnaire, places }: Interview, answers: Answers): Place | null {
  const residence = residenceOf(questionnaire, answers, places);
  if (residence.known) {
    return { prefectureCode: residence.municipality.prefectureCode, municipalityCode: residence.municipality.code };
  }
  const prefectures = new Set(residence.among.map((one) => one.prefectureCode));
  const [only] = prefectures;
  return only && prefectures.size === 1 ? { prefectureCode: only, municipalityCode: null } : null;
}

function callerPlace(place: Place | null, answers: Answers, { prefectureCode }: RecordParts) {
  const zip = answerCode(answers, 'zip');
  return {
    prefectureCode: place?.prefectureCode ?? prefectureCode,
    ...(place?.municipalityCode ? { municipalityCode: place.municipalityCode } : {}),
    ...(zip ? { zip } : {}),
  };
}

async function keepOnRecord(
  scope: Scope,
  { questionnaire }: Interview,
  residentId: ResidentId,
  person: NonNullable<Awaited<ReturnType<typeof lockResident>>>,
  response: StoredResponse,
  decided: Decided,
  place: Place | null,
  answers: Answers,
): Promise<void> {
  const kept = partKept(questionnaire, keepAnswers(questionnaire, answers, response.answeredOn));
  await keepAnswered(scope.tx, scope.account.id, residentId, {
    profile: withoutHidden(questionnaire, mergeKept(person.profile, kept.coded), response.answeredOn),
    profileSealed: await mergeSealed(scope, residentId, person.profileSealed, kept.text),
    place,
    episode: decided.episode ?? null,
    exposure: decided.exposure,
    knownPositiveSince: decided.knownPositiveSince,
    outcome: decided.outcome,
    outcomeSince: decided.outcome === person.lastOutcome ? person.lastOutcomeSince! : response.answeredAt,
    responseId: response.responseId,
    answeredAt: response.answeredAt,
    answers: person.answers + 1,
  });
}

/** A new postal code makes an old municipality worthless, and a place chosen by name an old postal code. */
function mergeKept(before: Kept, now: Kept): Kept {
  const { zip: _, municipality: __, ...rest } = before;
  return now.zip || now.municipality ? { ...rest, ...now } : { ...before, ...now };
}

export async function mergeSealed(
  scope: Scope,
  residentId: ResidentId,
  before: Buffer | null,
  text: Kept,
): Promise<Buffer | null> {
  if (Object.keys(text).length === 0) return before;
  const { tx, account, vault } = scope;
  const known = before ? (JSON.parse(await vault.unseal(tx, account.id, residentId, before)) as Kept) : {};
  return vault.seal(tx, account.id, residentId, JSON.stringify({ ...known, ...text }));
}

export async function sealText(scope: Scope, residentId: ResidentId, text: Answers): Promise<Buffer | null> {
  if (Object.keys(text).length === 0) return null;
  return scope.vault.seal(scope.tx, scope.account.id, residentId, JSON.stringify(text));
}

async function count(scope: Scope, response: StoredResponse, decided: Decided, lastAt: Date | null): Promise<void> {
  const { inputs } = decided;
  await countResponse(scope, {
    answeredOn: response.answeredOn,
    prefectureCode: response.prefectureCode,
    municipalityCode: response.municipalityCode,
    anySymptom: decided.anySymptom,
    fever: inputs.fever === 'yes',
    fever4: inputs.fever === 'yes' && inputs.sick_days >= 4,
    symptoms: [...inputs.strong, ...inputs.other_sx],
    outcome: response.outcome,
    firstAnswerOfDay: lastAt === null || jstDate(lastAt) !== response.answeredOn,
    newResident: lastAt === null,
  });
}

/**
 * Adds what was answered after the guidance. The outcome stays as it was told; the profile keeps what is kept. A form that
 * ended at once comes only now to place, visit, contact and travel, which later answers build on.
 */
export async function addOptionalAnswers(
  scope: Scope,
  interview: Interview,
  residentId: ResidentId,
  given: { readonly formId: ResponseId; readonly answers: Answers },
): Promise<void> {
  const { tx, account, now } = scope;
  const person = await lockResident(tx, account.id, residentId);
  const before = person && (await store.responseById(tx, account.id, residentId, given.formId));
  if (!person || !before) throw new Problem(notYours);
  const { questionnaire } = interview;
  const { coded, text } = partText(questionnaire, given.answers);
  await store.extendResponse(tx, account.id, residentId, before.responseId, {
    answers: { ...coded, ...before.answers },
    textSealed: await sealText(scope, residentId, text),
    optionalAt: now,
  });
  const kept = partKept(questionnaire, keepAnswers(questionnaire, given.answers, jstDate(now)));
  await keepProfile(tx, account.id, residentId, {
    profile: mergeKept(person.profile, kept.coded),
    profileSealed: await mergeSealed(scope, residentId, person.profileSealed, kept.text),
    place: placeOf(interview, given.answers),
    ...(before.answers.visit === undefined && {
      knownPositiveSince: diagnosedSince(given.answers, person.knownPositiveSince, now),
    }),
    ...(before.answers.contact === undefined &&
      given.answers.contact !== undefined && { exposure: exposureOf(given.answers, jstDate(now)) }),
  });
  await scope.audit('responses.optional-added', residentId, { response: before.responseId });
}
