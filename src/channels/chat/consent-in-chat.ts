import type { ResidentId } from '../../base/ids.ts';
import { recordTicks } from '../../features/consent/index.ts';
import { personOf } from '../../features/residents/index.ts';
import { policyIn } from '../account-kit.ts';
import type { ChatSession } from './chat-session.ts';
import type { Said, Turn } from './converse.ts';
import { codeText } from './heard.ts';
import { beginInChat } from './questionnaire-in-chat.ts';

type Consenting = NonNullable<ChatSession['consenting']>;

/** Asks one tick after the other, each with what it means and what refusing changes. Nothing is stored before the last. */
export async function askTick(turn: Turn, resident: ResidentId, consenting: Consenting): Promise<Said> {
  const { kit, speech } = turn;
  const tick = policyIn(kit, speech.language).ticks[consenting.next];
  if (!tick) return finish(turn, resident, consenting);
  const code = (given: boolean) => codeText({ kind: 'tick', index: consenting.next, given });
  return {
    session: { resident, consenting },
    messages: [
      {
        kind: 'card',
        title: speech.plain(tick.sentence),
        text: `${speech.say(tick.required ? 'chat.tick_required' : 'chat.tick_optional')}\n${speech.plain(tick.note)}`,
        buttons: [
          speech.send(speech.say('chat.tick_yes'), code(true)),
          speech.send(speech.say(tick.required ? 'chat.tick_close' : 'chat.tick_no'), code(false)),
          speech.open('chat.read_policy', 'privacy'),
        ],
      },
    ],
  };
}

export async function takeTick(turn: Turn, index: number, given: boolean): Promise<Said> {
  const { resident, consenting } = turn.session;
  // A button of an earlier round: nothing is taken from it.
  if (!resident || !consenting || consenting.next !== index) return { messages: [turn.speech.text('chat.old_button')] };
  const tick = turn.kit.ticks[index];
  if (!tick) return finish(turn, resident, consenting);
  if (!given && tick.required) return { session: {}, messages: [turn.speech.text('chat.consent_declined')] };
  const next = { next: index + 1, given: given ? [...consenting.given, tick.item] : consenting.given };
  return askTick(turn, resident, next);
}

async function finish(turn: Turn, resident: ResidentId, { given }: Consenting): Promise<Said> {
  const { scope, kit, chat } = turn;
  const { answeredBy } = await personOf(scope, chat.chatId, resident);
  await recordTicks(scope, resident, kit.ticks, new Set(given), { channel: chat.channel, givenBy: answeredBy });
  return beginInChat(turn, resident);
}
