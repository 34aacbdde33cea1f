/**
 * LINE's limits on outgoing messages, those in its OpenAPI and those that only its reference states. Texts are counted in UTF-16
 * code units, labels and titles in grapheme clusters, as LINE counts.
 * Source: Messaging API reference; line-bot-sdk-nodejs lib/types.ts.
 */
export const limits = {
  messagesPerCall: 5,
  text: 5000,
  altText: 1500,
  label: 20,
  postbackData: 300,
  uri: 1000,
  quickReplies: 13,
  /** Bytes of the JSON of one Flex bubble. */
  bubbleBytes: 30_000,
} as const;

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

export const graphemes = (text: string): number => [...segmenter.segment(text)].length;

/** Cut to a number of grapheme clusters, with an ellipsis where something was lost. */
export function clip(text: string, most: number): string {
  const parts = [...segmenter.segment(text)];
  return parts.length <= most
    ? text
    : `${parts
        .slice(0, most - 1)
        .map((part) => part.segment)
        .join('')}…`;
}

/** Cut to UTF-16 code units without splitting a character. */
export function clipUnits(text: string, most: number): string {
  if (text.length <= most) return text;
  let cut = '';
  for (const { segment } of segmenter.segment(text)) {
    if (cut.length + segment.length > most - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

export interface LimitFault {
  readonly where: string;
  readonly what: string;
}

type Json = Record<string, unknown>;

/** All that LINE would refuse in these messages; empty when they may go out. */
export function lintMessages(messages: readonly Json[]): LimitFault[] {
  const faults: LimitFault[] = [];
  const fault = (where: string, what: string) => faults.push({ where, what });
  if (messages.length < 1 || messages.length > limits.messagesPerCall) fault('messages', `${messages.length} messages`);
  messages.forEach((message, index) => {
    const where = `messages[${index}]`;
    if (message.type === 'text') lintText(message, where, fault);
    else if (message.type === 'flex') lintFlex(message, where, fault);
    else fault(where, `type ${String(message.type)} is not one we send`);
    lintQuickReply(message, where, fault);
  });
  return faults;
}

type Fault = (where: string, what: string) => void;

function lintText(message: Json, where: string, fault: Fault): void {
  const text = message.text;
  if (typeof text !== 'string' || text.trim() === '') fault(`${where}.text`, 'empty');
  else if (text.length > limits.text) fault(`${where}.text`, `${text.length} UTF-16 units`);
}

function lintFlex(message: Json, where: string, fault: Fault): void {
  const { altText } = message;
  if (typeof altText !== 'string' || altText === '') fault(`${where}.altText`, 'empty');
  else if (altText.length > limits.altText) fault(`${where}.altText`, `${altText.length} UTF-16 units`);
  const bytes = Buffer.byteLength(JSON.stringify(message.contents ?? null));
  if (bytes > limits.bubbleBytes) fault(`${where}.contents`, `${bytes} bytes`);
  lintActions(message.contents, `${where}.contents`, fault);
}

function lintQuickReply(message: Json, where: string, fault: Fault): void {
  const items = (message.quickReply as { items?: unknown[] } | undefined)?.items;
  if (!items) return;
  if (items.length < 1 || items.length > limits.quickReplies) fault(`${where}.quickReply`, `${items.length} items`);
  lintActions(items, `${where}.quickReply`, fault);
}

/** Every object with `type` uri, postback or message is an action, wherever it stands. */
function lintActions(value: unknown, where: string, fault: Fault): void {
  if (Array.isArray(value)) {
    value.forEach((one, index) => {
      lintActions(one, `${where}[${index}]`, fault);
    });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as Json;
  if (node.type === 'text' && node.text === '') fault(`${where}.text`, 'empty');
  if (node.type === 'uri' || node.type === 'postback' || node.type === 'message') lintAction(node, where, fault);
  for (const [key, child] of Object.entries(node)) lintActions(child, `${where}.${key}`, fault);
}

function lintAction(action: Json, where: string, fault: Fault): void {
  const { label, data, uri } = action;
  if (typeof label !== 'string' || label === '') fault(`${where}.label`, 'empty');
  else if (graphemes(label) > limits.label) fault(`${where}.label`, `${graphemes(label)} graphemes`);
  if (action.type === 'postback' && (typeof data !== 'string' || data.length < 1 || data.length > limits.postbackData))
    fault(`${where}.data`, 'must have 1 to 300 characters');
  if (action.type === 'postback' && 'displayText' in action)
    fault(`${where}.displayText`, 'would write an answer into the chat');
  if (action.type === 'uri' && (typeof uri !== 'string' || uri.length > limits.uri || !/^(https?|tel|line):/.test(uri)))
    fault(`${where}.uri`, 'must be an http(s), tel or line address of at most 1000 characters');
}
