import type { ResidentId } from '../../base/ids.ts';
import { type AskedTick, consentState, recordTicks } from '../../features/consent/index.ts';
import { personOf } from '../../features/residents/index.ts';
import { policyIn } from '../account-kit.ts';
import type { ShownTick } from './chat-session.ts';
import type { Said, Turn } from './converse.ts';
import { codeText } from './heard.ts';
import { beginInChat } from './questionnaire-in-chat.ts';

/**
 * Asks one tick after the other, each with what it means and what refusing changes. What a tick stands under is written down as
 * it is shown: a new version that comes into force in between is not what was agreed to. Nothing is stored before the last.
 */
export async function askTick(turn: Turn, resident: ResidentId, answered: readonly ShownTick[]): Promise<Said> {
  const { kit, speech } = turn;
  const index = answered.length;
  const [tick, words] = [kit.ticks[index], policyIn(kit, speech.language).ticks[index]];
  if (!tick || !words) return finish(turn, resident, answered);
  const code = (given: boolean) => codeText({ kind: 'tick', index, given });
  const { item, meaning, document } = tick;
  return {
    session: { resident, consenting: { shown: [...answered, { item, meaning, document: { ...document } }] } },
    messages: [
      {
        kind: 'card',
        title: speech.plain(words.sentence),
        text: `${speech.say(words.required ? 'chat.tick_required' : 'chat.tick_optional')}\n${speech.plain(words.note)}`,
        buttons: [
          speech.send(speech.say('chat.tick_yes'), code(true)),
          speech.send(speech.say(words.required ? 'chat.tick_close' : 'chat.tick_no'), code(false)),
          speech.open('chat.read_policy', 'privacy'),
        ],
      },
    ],
  };
}

export async function takeTick(turn: Turn, index: number, given: boolean): Promise<Said> {
  const { resident, consenting } = turn.session;
  const last = consenting?.shown.at(-1);
  // A button of an earlier round: nothing is taken from it.
  if (!resident || !consenting || !last || consenting.shown.length - 1 !== index) {
    return { messages: [turn.speech.text('chat.old_button')] };
  }
  const required = turn.kit.ticks.find(({ item }) => item === last.item)?.required ?? false;
  if (!given && required) return { session: {}, messages: [turn.speech.text('chat.consent_declined')] };
  return askTick(turn, resident, [...consenting.shown.slice(0, -1), { ...last, given }]);
}

async function finish(turn: Turn, resident: ResidentId, answered: readonly ShownTick[]): Promise<Said> {
  const { scope, kit, chat } = turn;
  const { answeredBy } = await personOf(scope, chat.chatId, resident);
  const given = new Set(answered.flatMap((tick) => (tick.given ? [tick.item] : [])));
  await recordTicks(scope, resident, asShown(kit.ticks, answered), given, {
    channel: chat.channel,
    givenBy: answeredBy,
  });
  // A version came into force meanwhile that asks again: what was said is on record, and the questions wait for the new ticks.
  const { mayAnswer } = await consentState(scope, resident, kit.ticks);
  return mayAnswer ? beginInChat(turn, resident) : askTick(turn, resident, []);
}

/** The ticks under the documents that were shown with them. */
const asShown = (ticks: readonly AskedTick[], answered: readonly ShownTick[]): AskedTick[] =>
  ticks.flatMap((tick) => {
    const shown = answered.find(({ item }) => item === tick.item);
    return shown ? [{ ...tick, meaning: shown.meaning, document: shown.document }] : [];
  });
