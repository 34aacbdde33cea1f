import { type ContactPoint, whoToCall } from '../../engines/contact-points/index.ts';
import { type GuidanceText, guidanceText } from '../../engines/messages/index.ts';
import type { Person } from '../../features/residents/index.ts';
import type { StoredResponse } from '../../features/responses/index.ts';
import { centreView } from './centre-view.ts';
import type { CallbackForm } from './views/callback-section.ts';
import { type GuidanceView, guidancePage } from './views/guidance-page.ts';
import type { Visit } from './visit.ts';

export interface GuidanceShown {
  readonly person: Person;
  readonly response: StoredResponse;
  readonly points: readonly ContactPoint[];
  readonly callback?: { readonly number?: string; readonly typed?: string; readonly error?: string };
  /** Optional questions that may still be answered. */
  readonly mayTellMore: boolean;
  /** Someone without LINE who has no code to come back with. */
  readonly offersReturnCode: boolean;
}

/** Beside these outcomes a number to be called back on may be left (domain §7.1). */
const offersCallback = (outcome: string): boolean => /^(EMERGENCY|CONSULT_|CHILD_|EXPOSED_)/.test(outcome);
/** Outcomes of people who told of no symptom: their button says "a symptom appeared". */
const withoutSymptoms = (outcome: string): boolean => /^(NOSX_|EXPOSED_WATCH|UNMEASURED)/.test(outcome);
/** Where guidance may surprise, its reasons are open. */
const mayPuzzle = (outcome: string): boolean => outcome === 'CONSULT_DURATION' || outcome === 'CONSULT_SOON';
const shownAgainAfterMs = 30 * 60_000;

/** The guidance of one answer, with today's contact points. */
export function guidanceOf(visit: Visit, shown: GuidanceShown): string {
  return guidancePage(visit.frame, guidanceView(visit, shown));
}

function guidanceView(visit: Visit, shown: GuidanceShown): GuidanceView {
  const { kit, frame, language } = visit;
  const { person, response, points } = shown;
  const { outcome, profile } = response;
  const answers = { ...response.context.profile, ...response.answers };
  const told = guidanceText(kit.content.pack.messages, {
    outcome,
    profile,
    language,
    answers,
    childUnder: kit.content.guidance.settings.childAge,
  });
  // Who chose the municipality by name may have moved: the postal code kept from before no longer counts.
  const zip = response.answers.municipality === undefined ? answers.zip : response.answers.zip;
  const advice = whoToCall(
    points,
    {
      prefectureCode: person.place?.prefectureCode ?? kit.content.account.prefectureCode,
      ...(person.place?.municipalityCode ? { municipalityCode: person.place.municipalityCode } : {}),
      ...(typeof zip === 'string' ? { zip } : {}),
    },
    frame.now,
    { topic: outcome === 'CHILD_SYMPTOMATIC' ? 'child' : 'consult', speaks: language === 'en' ? 'en' : 'ja' },
  );
  const centre = centreView(visit, advice, person.place);
  const again = withoutSymptoms(outcome) ? ('no-symptoms' as const) : ('symptoms' as const);
  return {
    level: told.level,
    levelWord: told.levelWord,
    title: told.title,
    lead: told.lead,
    ...(person.label === undefined ? {} : { about: person.label }),
    ...(centre ? { centre } : {}),
    ...sayOnThePhone(told),
    steps: { title: told.stepsTitle, items: told.steps },
    lists: listsOf(told),
    notes: notesOf(told, advice.ambulanceAdvice?.phone),
    ...(told.level === 'emergency' ? {} : { signs: told.signs }),
    reasons: reasonsOf(visit, shown, told),
    notDiagnosis: told.notDiagnosis,
    ...(told.level === 'call' || told.level === 'emergency' ? { chatNotWatched: told.chatNotWatched } : {}),
    again: { form: { action: visit.at('/report'), hidden: {} }, href: visit.at('/report'), had: again },
    ...(offersCallback(outcome) ? { callback: callbackForm(visit, shown) } : {}),
    ...(shown.mayTellMore ? { more: { action: visit.at('/form/more'), hidden: {} } } : {}),
    ...(shown.offersReturnCode ? { returnCodeHref: visit.at('/return-code') } : {}),
    shownAgain: frame.now.getTime() - response.answeredAt.getTime() > shownAgainAfterMs,
  };
}

function sayOnThePhone(told: GuidanceText): Pick<GuidanceView, 'say'> {
  if (told.sayOnThePhone.length === 0 || told.level === 'calm' || told.level === 'watch') return {};
  const lines = told.sayOnThePhone.map((text, at) => {
    const japanese = told.sayInJapanese?.[at];
    return japanese === undefined || told.language === 'easy' ? { text } : { text, japanese };
  });
  return { say: { title: told.headings.say, hint: told.headings.sayHint, lines } };
}

const listsOf = (told: GuidanceText): NonNullable<GuidanceView['lists']> => [
  ...(told.whenToCall ? [{ title: told.headings.whenToCall, items: told.whenToCall }] : []),
  ...told.more,
];

const notesOf = (told: GuidanceText, ambulanceAdvice: string | undefined): string[] => [
  ...(told.child === undefined ? [] : [told.child]),
  // #7119 does not exist everywhere.
  ...(ambulanceAdvice === undefined ? [] : [told.ambulanceAdvice]),
];

function reasonsOf(visit: Visit, { response }: GuidanceShown, told: GuidanceText): GuidanceView['reasons'] {
  return {
    answers: { title: told.headings.yourAnswers, lines: told.yourAnswers },
    notices: { title: told.headings.notices, lines: told.notices.map((notice) => notice.title) },
    rule: {
      profile: response.profile,
      outcome: response.outcome,
      table: response.ruleId,
      version: response.tableVersion,
      row: String(response.row),
    },
    answeredAt: response.answeredAt,
    sourceHref: visit.at(`/rules/${response.profile}`),
    open: mayPuzzle(response.outcome),
  };
}

function callbackForm(visit: Visit, { response, callback }: GuidanceShown): CallbackForm {
  const hidden = { response: response.responseId };
  return {
    form: { action: visit.at('/callback'), hidden },
    typed: callback?.typed ?? '',
    ...(callback?.error === undefined ? {} : { error: callback.error }),
    ...(callback?.number === undefined
      ? {}
      : { given: { phone: callback.number, withdraw: { action: visit.at('/callback/withdraw'), hidden } } }),
  };
}
