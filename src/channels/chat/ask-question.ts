import type { ChatMessage, Choice } from '../../base/chat-message.ts';
import {
  canGoBack,
  chatToken,
  currentStep,
  type Interview,
  type Question,
  type QuestionStep,
  type Session,
  tickedIn,
} from '../../engines/questionnaire/index.ts';
import { type AccountKit, municipalityName } from '../account-kit.ts';
import type { Speech } from './speech.ts';

/** As many quick replies as LINE shows, less the two that lead back and out. */
const mostReplies = 11;
/** Beyond this a messenger cuts a button's label. */
const longestLabel = 20;

/** The current step of a questionnaire as messages: the question, its options as buttons, back and cancel. */
export function askInChat(kit: AccountKit, speech: Speech, interview: Interview, session: Session): ChatMessage[] {
  const step = currentStep(interview, session);
  const token = (act: Parameters<typeof chatToken>[2]) => chatToken(interview, session, act);
  const ways: Choice[] = [
    ...(canGoBack(interview, session) ? [speech.send(speech.say('chat.back'), token({ kind: 'back' }))] : []),
    speech.send(speech.say('chat.cancel'), token({ kind: 'cancel' })),
  ];
  if (step.kind === 'confirm') {
    const pairs = step.entries.map(
      ({ question, value }) =>
        [speech.plain(question.text[speech.language]), answerWords(kit, speech, question, value)] as const,
    );
    const changes = step.entries.map(({ question }, index) =>
      speech.send(
        speech.say('chat.change', { what: speech.plain(question.text[speech.language]) }),
        token({ kind: 'change', index }),
      ),
    );
    return [
      {
        kind: 'card',
        title: speech.say('chat.confirm_title'),
        pairs,
        buttons: [speech.send(speech.say('chat.same'), token({ kind: 'same' }))],
        choices: [...changes.slice(0, mostReplies), ...ways],
      },
    ];
  }
  if (step.kind === 'done') return [];
  const options = optionsOf(speech, step, session).map((label, index) => ({
    label,
    code: token({ kind: 'choose', index }),
  }));
  const extra = [
    ...(step.question.kind === 'many' ? [speech.send(speech.say('chat.done'), token({ kind: 'done' }))] : []),
    ...(step.question.required ? [] : [speech.send(speech.say('chat.pass'), token({ kind: 'pass' }))]),
  ];
  const notes = step.notes.map((note) => speech.plain(note.text[speech.language]));
  const hint = step.question.hint ?? step.question.entryFormat;
  const text = [
    ...notes,
    speech.plain(step.question.text[speech.language]),
    hint && speech.plain(hint[speech.language]),
  ]
    .filter(Boolean)
    .join('\n\n');
  return [asked(speech, text, options, [...extra, ...ways])];
}

/** Few short options are quick replies; many stand as buttons on a card; long ones are numbered in the text. */
function asked(
  speech: Speech,
  text: string,
  options: readonly { label: string; code: string }[],
  ways: readonly Choice[],
): ChatMessage {
  const long = options.some(({ label }) => [...label].length > longestLabel);
  const buttons = options.map(({ label, code }, index) => speech.send(long ? `${index + 1}. ${label}` : label, code));
  const full = long ? `${text}\n\n${buttons.map((button) => button.label).join('\n')}` : text;
  if (options.length + ways.length <= mostReplies + 2) {
    return { kind: 'text', text: full, choices: [...buttons, ...ways] };
  }
  return { kind: 'card', title: text.split('\n\n')[0]!, text: full, buttons, choices: ways, emphasis: 'none' };
}

function optionsOf(speech: Speech, step: QuestionStep, session: Session): string[] {
  const { question } = step;
  if (question.kind === 'boolean') return [speech.say('form.yes'), speech.say('form.no')];
  if (question.kind === 'municipality') {
    return step.municipalities.map((one) => speech.plain(municipalityName(one, speech.language)));
  }
  const ticked = question.kind === 'many' ? new Set(tickedIn(session, step)) : new Set<string>();
  return question.options.map(({ code, label }) => {
    const words = speech.plain(label[speech.language]);
    return ticked.has(code) ? speech.say('chat.ticked', { option: words }) : words;
  });
}

/** An answer as words: for the page of kept answers. */
export function answerWords(kit: AccountKit, speech: Speech, question: Question, value: unknown): string {
  if (question.kind === 'municipality') {
    const municipality = kit.places.municipality(String(value));
    return municipality ? speech.plain(municipalityName(municipality, speech.language)) : '';
  }
  const words = (Array.isArray(value) ? value : [value]).map((one) => {
    const option = question.options.find(({ code }) => code === String(one));
    return option ? speech.plain(option.label[speech.language]) : String(one);
  });
  return words.join(speech.language === 'en' ? ', ' : '、');
}
