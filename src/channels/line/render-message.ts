import type { ChatMessage, Choice } from '../../base/chat-message.ts';
import { clip, clipUnits, limits } from './message-limits.ts';

type Json = Record<string, unknown>;

/** LINE's JSON of what is to be said: plain texts, cards as Flex bubbles, choices as quick replies. */
export const renderMessages = (messages: readonly ChatMessage[]): Json[] => messages.map(renderMessage);

function renderMessage(message: ChatMessage): Json {
  const quickReply = message.choices?.length
    ? {
        quickReply: {
          items: message.choices
            .slice(0, limits.quickReplies)
            .map((choice) => ({ type: 'action', action: renderAction(choice) })),
        },
      }
    : {};
  if (message.kind === 'text') return { type: 'text', text: clipUnits(message.text, limits.text), ...quickReply };
  const altText = clipUnits(message.text ? `${message.title}：${message.text}` : message.title, 400);
  return { type: 'flex', altText, contents: renderCard(message), ...quickReply };
}

/** Colours as on the resident's pages, so that chat and page are seen to belong together. */
const ink = '#1a1a1a';
const soft = '#4d4d4d';
const act = '#00428c';

function renderCard(card: Extract<ChatMessage, { kind: 'card' }>): Json {
  const body: Json[] = [{ type: 'text', text: card.title, weight: 'bold', size: 'lg', wrap: true, color: ink }];
  if (card.text) body.push({ type: 'text', text: card.text, wrap: true, color: ink, margin: 'md' });
  for (const [name, value] of card.pairs ?? []) {
    body.push({
      type: 'box',
      layout: 'baseline',
      margin: 'md',
      contents: [
        { type: 'text', text: name, size: 'sm', color: soft, flex: 3, wrap: true },
        { type: 'text', text: value, size: 'sm', color: ink, flex: 7, wrap: true },
      ],
    });
  }
  const bubble: Json = { type: 'bubble', body: { type: 'box', layout: 'vertical', contents: body } };
  if (card.buttons.length > 0) {
    bubble.footer = {
      type: 'box',
      layout: 'vertical',
      spacing: 'sm',
      contents: card.buttons.map((button, index) => ({
        type: 'button',
        style: index === 0 && card.emphasis !== 'none' ? 'primary' : 'secondary',
        ...(index === 0 && card.emphasis !== 'none' ? { color: act } : {}),
        action: renderAction(button),
      })),
    };
  }
  return bubble;
}

function renderAction({ label, action }: Choice): Json {
  const short = clip(label, limits.label);
  switch (action.do) {
    case 'open':
      return { type: 'uri', label: short, uri: action.url };
    case 'call':
      // In an address '#' would begin a fragment: #7119 would call nobody, and LINE refuses it.
      return { type: 'uri', label: short, uri: `tel:${action.phone.replace(/[^0-9+#*]/g, '').replace('#', '%23')}` };
    case 'send':
      // No displayText: the answer must not rest in the chat.
      return { type: 'postback', label: short, data: action.code };
  }
}
