import type { ChatMessage } from '../../base/chat-message.ts';
import type { ResidentId } from '../../base/ids.ts';
import { jstDate, type OnDate } from '../../base/jst.ts';
import {
  answerStep,
  applyChatToken,
  currentStep,
  type Fault,
  knownAnswers,
  type Question,
  readAnswer,
  type Session,
  sessionAnswers,
} from '../../engines/questionnaire/index.ts';
import { consentState } from '../../features/consent/index.ts';
import { lockResident } from '../../features/residents/index.ts';
import {
  type Form,
  formUnderWay,
  keepSession,
  noteTyped,
  openForm,
  recordResponse,
} from '../../features/responses/index.ts';
import { recordParts } from '../account-kit.ts';
import { faultWords } from '../fault-words.ts';
import { askInChat } from './ask-question.ts';
import type { Said, Turn } from './converse.ts';
import { codeText } from './heard.ts';
import { tellGuidance } from './tell-guidance.ts';

/** Begins the questionnaire in the chat, or takes it up where it stopped. */
export async function beginInChat(turn: Turn, resident: ResidentId): Promise<Said> {
  const { scope, kit, chat } = turn;
  const person = await lockResident(scope.tx, scope.account.id, resident);
  if (!person) return { session: {}, messages: [turn.speech.text('chat.old_button')] };
  const form = await openForm(scope, kit.initial, resident, {
    language: chat.language,
    known: knownAnswers(kit.initial.questionnaire, person.profile, { today: jstDate(scope.now), places: kit.places }),
    prefill: {},
    recorded: 'begin-anew',
  });
  return ask(turn, resident, form);
}

/** What was pressed or typed in answer; nothing at all asks the current question again. */
export async function answerInChat(
  turn: Turn,
  given: { readonly token?: string; readonly typed?: string; readonly messageId?: string },
): Promise<Said> {
  const { scope, kit, speech, session: chat } = turn;
  const form = chat.resident && (await formUnderWay(scope, kit.initial, chat.resident));
  if (!chat.resident || !form || form.recorded) {
    return { session: {}, messages: [speech.text('chat.old_button', {}, [again(turn)])] };
  }
  // Withdrawn on the page, or asked again by a new version, while the questions stood in the chat: beginning again asks for it.
  const consent = await consentState(scope, chat.resident, kit.ticks);
  if (!consent.mayAnswer) return { session: {}, messages: [speech.text('chat.old_button', {}, [again(turn)])] };
  if (given.typed !== undefined) return typed(turn, chat.resident, form, given.typed, given.messageId);
  if (given.token === undefined) return ask(turn, chat.resident, form);
  const outcome = applyChatToken(kit.initial, form.session, given.token);
  switch (outcome.kind) {
    case 'cancelled':
      return { session: {}, messages: [speech.text('chat.cancelled', {}, [again(turn)])] };
    case 'refused': {
      const step = currentStep(kit.initial, form.session);
      const words = step.kind === 'question' ? [sayFault(turn, outcome.fault, step.question)] : [];
      return ask(turn, chat.resident, form, words);
    }
    case 'stale':
      return ask(turn, chat.resident, form, [speech.text('chat.old_button')]);
    default:
      await answeredByButton(turn, chat.resident, form);
      return move(turn, chat.resident, form, outcome.session);
  }
}

/** A typed answer that is corrected by a button came from no message any more: taking that back changes nothing. */
async function answeredByButton({ scope, kit }: Turn, resident: ResidentId, { formId, session }: Form): Promise<void> {
  const step = currentStep(kit.initial, session);
  if (step.kind !== 'question' || session.answers[step.question.linkId] === undefined) return;
  await noteTyped(scope, { residentId: resident, formId, question: step.question.linkId }, undefined);
}

const again = ({ speech }: Turn) =>
  speech.send(speech.say('chat.begin_again'), codeText({ kind: 'menu', target: 'report' }));

async function typed(
  turn: Turn,
  resident: ResidentId,
  form: Form,
  text: string,
  messageId: string | undefined,
): Promise<Said> {
  const { kit, scope } = turn;
  const step = currentStep(kit.initial, form.session);
  if (step.kind !== 'question') return ask(turn, resident, form);
  const reading = readAnswer(step.question, text, { today: jstDate(scope.now), places: kit.places });
  if (!reading.ok) return ask(turn, resident, form, [sayFault(turn, reading.fault, step.question)]);
  const answer = { residentId: resident, formId: form.formId, question: step.question.linkId };
  await noteTyped(scope, answer, messageId);
  return move(turn, resident, form, answerStep(kit.initial, form.session, reading.value));
}

function sayFault({ kit, speech }: Turn, fault: Fault, question: Question): ChatMessage {
  const tellDate = (on: OnDate) => on.replaceAll('-', '/');
  const say = kit.words(speech.language);
  return {
    kind: 'text',
    text: speech.plain(faultWords(fault, question, { language: speech.language, say, tellDate })),
  };
}

async function ask(turn: Turn, resident: ResidentId, form: Form, before: readonly ChatMessage[] = []): Promise<Said> {
  const messages = askInChat(turn.kit, turn.speech, turn.kit.initial, form.session);
  return { session: { resident, asking: true }, messages: [...before, ...messages] };
}

async function move(turn: Turn, resident: ResidentId, form: Form, session: Session): Promise<Said> {
  const { kit, scope, chat, speech } = turn;
  const moved = { ...form, session };
  if (currentStep(kit.initial, session).kind !== 'done') {
    await keepSession(scope, resident, form.formId, session);
    return ask(turn, resident, moved);
  }
  const { response } = await recordResponse(scope, recordParts(kit, kit.initial), resident, {
    formId: form.formId,
    language: session.language,
    answers: sessionAnswers(kit.initial, session),
    channel: chat.channel,
  });
  await keepSession(scope, resident, form.formId, session, 'recorded');
  const place = response.prefectureCode
    ? { prefectureCode: response.prefectureCode, municipalityCode: response.municipalityCode }
    : null;
  const messages = tellGuidance(kit, speech, response, await kit.contactPoints(scope), place, scope.now);
  return { session: { resident }, messages };
}
