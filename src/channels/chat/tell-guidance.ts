import type { ChatMessage } from '../../base/chat-message.ts';
import type { ContactPoint } from '../../engines/contact-points/index.ts';
import { guidanceText } from '../../engines/messages/index.ts';
import type { Place } from '../../features/residents/index.ts';
import type { StoredResponse } from '../../features/responses/index.ts';
import type { AccountKit } from '../account-kit.ts';
import { numbersAfter } from './contact-words.ts';
import { codeText } from './heard.ts';
import type { Speech } from './speech.ts';

/**
 * Guidance in the chat itself: only where the account asks in the chat (`answerMode: chat`). Elsewhere the page tells it and
 * the chat carries a neutral notice.
 */
export function tellGuidance(
  kit: AccountKit,
  speech: Speech,
  response: StoredResponse,
  points: readonly ContactPoint[],
  place: Place | null,
  now: Date,
): ChatMessage[] {
  const told = guidanceText(kit.content.pack.messages, {
    outcome: response.outcome,
    profile: response.profile,
    language: speech.language,
    answers: { ...response.context.profile, ...response.answers },
    childUnder: kit.content.guidance.settings.childAge,
  });
  const numbers = numbersAfter(response.outcome, kit, speech, points, place, now);
  const number = numbers[0]?.phone ?? '';
  const steps = told.steps.map((step, index) => `${index + 1}. ${speech.plain(step)}`);
  const afterwards = [
    ...(told.whenToCall
      ? [speech.plain(told.headings.whenToCall), ...told.whenToCall.map((one) => `・${speech.plain(one)}`)]
      : []),
    speech.plain([told.notDiagnosis.strong, told.notDiagnosis.rest].join(speech.language === 'en' ? ' ' : '')),
    ...(told.level === 'call' || told.level === 'emergency' ? [speech.plain(told.chatNotWatched)] : []),
    speech.say('chat.rule', { profile: response.profile, rule: response.ruleId, version: response.tableVersion }),
  ];
  return [
    {
      kind: 'card',
      title: `${speech.plain(told.levelWord)}：${speech.plain(told.title)}`,
      text: speech.plain(told.lead),
      pairs: numbers.map(({ name, phone }) => [name, phone] as const),
      buttons: [
        { label: speech.say('chat.call', { phone: number }), action: { do: 'call', phone: number } },
        speech.open('chat.see_page', 'guidance'),
      ],
    },
    { kind: 'text', text: [speech.plain(told.stepsTitle), ...steps].join('\n') },
    {
      kind: 'text',
      text: afterwards.join('\n\n'),
      choices: [
        speech.send(
          speech.say(response.outcome.startsWith('NOSX') ? 'chat.symptoms_appeared' : 'chat.answer_again'),
          codeText({ kind: 'menu', target: 'report' }),
        ),
      ],
    },
  ];
}
