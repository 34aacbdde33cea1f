/**
 * What LINE sends, read once. Unknown events, messages and fields are tolerated: new ones may appear any day.
 * Source: LINE's webhook specification (line-openapi, 2026-07-01).
 */
export interface LineEvent {
  /** ULID, the same in every delivery of this event. */
  readonly id: string;
  readonly at: Date;
  /** The sender; undefined in groups, where the sender may not have agreed to be known. */
  readonly userId: string | undefined;
  /** Of a message; what is taken back is named by it. */
  readonly messageId: string | undefined;
  readonly replyToken: string | undefined;
  /** A redelivered event's reply token lives for 20 minutes instead of one. */
  readonly isRedelivery: boolean;
  readonly what: EventKind;
}

export type EventKind =
  | { readonly kind: 'follow' }
  | { readonly kind: 'unfollow' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'media'; readonly media: 'image' | 'video' | 'audio' | 'file' | 'sticker' }
  | { readonly kind: 'location'; readonly address: string }
  | { readonly kind: 'postback'; readonly data: string }
  | { readonly kind: 'unsend'; readonly messageId: string | undefined }
  /** Nothing that we answer: groups, standby mode, beacons, and all that is not known yet. */
  | { readonly kind: 'other'; readonly type: string };

export interface Webhook {
  readonly destination: string;
  readonly events: readonly LineEvent[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** Ids are letters and digits; anything else could not be stored, and the same event would come again and again. */
const idText = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\x21-\x7e]{1,64}$/.test(value) ? value : undefined;

/** The webhook in a signed body, or undefined if it is none (then the request is refused). */
export function readWebhook(body: Buffer): Webhook | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  if (!isObject(parsed) || typeof parsed.destination !== 'string' || !Array.isArray(parsed.events)) return undefined;
  return { destination: parsed.destination, events: parsed.events.flatMap((event) => readEvent(event) ?? []) };
}

function readEvent(event: unknown): LineEvent | undefined {
  if (!isObject(event)) return undefined;
  const id = idText(event.webhookEventId);
  if (!id) return undefined;
  const source = isObject(event.source) ? event.source : {};
  const delivery = isObject(event.deliveryContext) ? event.deliveryContext : {};
  const ms = typeof event.timestamp === 'number' && Number.isFinite(event.timestamp) ? event.timestamp : 0;
  return {
    id,
    at: new Date(Math.min(Math.max(ms, 0), 8.64e15)),
    userId: text(source.userId)?.slice(0, 100),
    messageId: isObject(event.message) ? idText(event.message.id) : undefined,
    replyToken: text(event.replyToken)?.slice(0, 200),
    isRedelivery: delivery.isRedelivery === true,
    what: readKind(event, text(source.type)),
  };
}

function readKind(event: Record<string, unknown>, sourceType: string | undefined): EventKind {
  const type = text(event.type) ?? 'unknown';
  // In standby another module answers; in groups health is nobody's business.
  if (event.mode === 'standby' || (sourceType !== undefined && sourceType !== 'user')) return { kind: 'other', type };
  switch (type) {
    case 'follow':
      return { kind: 'follow' };
    case 'unfollow':
      return { kind: 'unfollow' };
    case 'message':
      return readMessage(isObject(event.message) ? event.message : {});
    case 'postback': {
      const postback = isObject(event.postback) ? event.postback : {};
      return { kind: 'postback', data: text(postback.data) ?? '' };
    }
    case 'unsend':
      return { kind: 'unsend', messageId: isObject(event.unsend) ? idText(event.unsend.messageId) : undefined };
    default:
      return { kind: 'other', type };
  }
}

function readMessage(message: Record<string, unknown>): EventKind {
  switch (message.type) {
    case 'text':
      return { kind: 'text', text: text(message.text) ?? '' };
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'sticker':
      return { kind: 'media', media: message.type };
    case 'location':
      return { kind: 'location', address: text(message.address) ?? '' };
    default:
      return { kind: 'other', type: `message.${text(message.type) ?? 'unknown'}` };
  }
}
