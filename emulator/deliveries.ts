import { japaneseTime } from './clock.ts';

/** `to-account`: what the phone did, by webhook. `to-phone`: messages. `platform`: any other call of the bot. */
export type DeliveryDirection = 'to-account' | 'to-phone' | 'platform';

export type Delivery = {
  readonly id: number;
  /** Virtual time, ms. */
  readonly at: number;
  readonly direction: DeliveryDirection;
  readonly channelId: string;
  /** The phone concerned; absent when there are many, or none. */
  readonly userId?: string;
  /** What it was, for the catalogue of words: `push`, `reply`, `follow`, `message.text`, `api`, … */
  readonly kind: string;
  /** The message's or call's own words. */
  readonly text: string;
  /** Message objects sent, where there is more than one. */
  readonly count?: number;
  /** An HTTP status, or why there was none. */
  readonly result: number | WebhookFailure;
  readonly ms: number;
  /** X-Line-Retry-Key, webhookEventId, or x-line-request-id. */
  readonly reference: string;
  /** The same retry key was seen before; or an event delivered again. */
  readonly repeated?: boolean;
};

/** LINE's classes of webhook errors. `error_status_code` also shows as the status itself. */
export type WebhookFailure =
  | 'could_not_connect'
  | 'request_timeout'
  | 'error_status_code'
  | 'unclassified'
  | 'no_answer';

const KEPT = 2_000;
const COLUMNS = [
  'time',
  'direction',
  'channel',
  'user',
  'kind',
  'text',
  'count',
  'result',
  'ms',
  'reference',
  'repeated',
];

/** The newest deliveries, oldest first; older ones fall out. */
export class DeliveryLog {
  readonly #changed: () => void;
  #rows: Delivery[] = [];
  #nextId = 1;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  add(row: Omit<Delivery, 'id'>): void {
    this.#rows.push({ id: this.#nextId++, ...row });
    if (this.#rows.length > KEPT * 1.25) this.#rows = this.#rows.slice(-KEPT);
    this.#changed();
  }

  list(): readonly Delivery[] {
    return this.#rows.slice(-KEPT);
  }

  clear(): void {
    this.#rows = [];
    this.#changed();
  }

  /** For a spreadsheet: UTF-8 with a byte order mark, times in Japan. */
  csv(): string {
    const lines = this.list().map((row) =>
      [
        japaneseTime(row.at),
        row.direction,
        row.channelId,
        row.userId ?? '',
        row.kind,
        row.text,
        row.count ?? '',
        row.result,
        row.ms,
        row.reference,
        row.repeated ? 'yes' : '',
      ]
        .map(csvField)
        .join(','),
    );
    return `\uFEFF${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
  }
}

/** Quotes what needs it, and disarms what a spreadsheet would run as a formula. */
function csvField(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
