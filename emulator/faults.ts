/** What can be made to go wrong on purpose. The first group hits calls of the bot, the second webhooks to it. */
export const API_FAULTS = [
  'server-error',
  'rate-limit',
  'concurrency-limit',
  'monthly-limit',
  'timeout',
  'lost-answer',
  'slow',
] as const;
export const WEBHOOK_FAULTS = ['redeliver', 'duplicate', 'reorder', 'old-signature'] as const;

export type ApiFaultKind = (typeof API_FAULTS)[number];
export type WebhookFaultKind = (typeof WEBHOOK_FAULTS)[number];
export type FaultKind = ApiFaultKind | WebhookFaultKind;

export type FaultRequest = {
  readonly kind: FaultKind;
  /** `next`: the next call or event only. `until-off`: until taken away. */
  readonly scope?: 'next' | 'until-off';
  /** How many more times, for scope `next`; 1 if absent. */
  readonly times?: number;
  /** Only this endpoint (`reply`, `push`, `multicast`, …); otherwise every call that sends messages. */
  readonly endpoint?: string;
  readonly channelId?: string;
  /** For `server-error`: 500 if absent. */
  readonly status?: number;
  /** For `slow`: 3,000 ms if absent. */
  readonly delayMs?: number;
};

export type Fault = Required<Pick<FaultRequest, 'kind' | 'scope'>> & {
  readonly id: number;
  readonly endpoint?: string;
  readonly channelId?: string;
  readonly status: number;
  readonly delayMs: number;
  /** Left for scope `next`. */
  remaining: number;
  /** How often it has struck. */
  struck: number;
};

/** Endpoints that an API fault strikes when it names none: those that send messages. */
const SENDING = new Set(['reply', 'push', 'multicast', 'broadcast', 'narrowcast']);

export class FaultBoard {
  readonly #changed: () => void;
  #faults: Fault[] = [];
  #nextId = 1;
  readonly #struckSoFar = new Map<FaultKind, number>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  /** How often each kind has struck since the start, those taken away included. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#struckSoFar);
  }

  add(request: FaultRequest): Fault {
    const scope = request.scope ?? 'next';
    const fault: Fault = {
      id: this.#nextId++,
      kind: request.kind,
      scope,
      ...(request.endpoint === undefined ? {} : { endpoint: request.endpoint }),
      ...(request.channelId === undefined ? {} : { channelId: request.channelId }),
      status: request.status ?? 500,
      delayMs: request.delayMs ?? 3_000,
      remaining: scope === 'next' ? (request.times ?? 1) : Number.POSITIVE_INFINITY,
      struck: 0,
    };
    this.#faults.push(fault);
    this.#changed();
    return fault;
  }

  remove(id: number): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    if (this.#faults.length !== before) this.#changed();
    return this.#faults.length !== before;
  }

  clear(): void {
    this.#faults = [];
    this.#changed();
  }

  /** The fault that strikes this call, if any; it is counted and, for scope `next`, used up. */
  strikeCall(endpoint: string, channelId: string | undefined): Fault | undefined {
    return this.#strike(
      (fault) =>
        isOneOf(API_FAULTS, fault.kind) &&
        (fault.endpoint === undefined ? SENDING.has(endpoint) : fault.endpoint === endpoint) &&
        (fault.channelId === undefined || fault.channelId === channelId),
    );
  }

  /** Whether this webhook fault strikes now. */
  strikeWebhook(kind: WebhookFaultKind, channelId: string): Fault | undefined {
    return this.#strike((fault) => fault.kind === kind && (fault.channelId ?? channelId) === channelId);
  }

  #strike(matches: (fault: Fault) => boolean): Fault | undefined {
    const fault = this.#faults.find(matches);
    if (!fault) return undefined;
    fault.struck += 1;
    fault.remaining -= 1;
    this.#struckSoFar.set(fault.kind, (this.#struckSoFar.get(fault.kind) ?? 0) + 1);
    if (fault.remaining <= 0) this.#faults = this.#faults.filter((other) => other !== fault);
    this.#changed();
    return fault;
  }
}

/** Reads a fault from outside; an Error's message says what is wrong with it. */
export function parseFaultRequest(value: unknown): FaultRequest {
  const input = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const kinds: readonly string[] = [...API_FAULTS, ...WEBHOOK_FAULTS];
  const kind = kinds.find((known) => known === input.kind);
  if (!kind) throw new Error(`"kind" must be one of ${kinds.join(', ')}.`);
  const scope = input.scope ?? 'next';
  if (scope !== 'next' && scope !== 'until-off') throw new Error('"scope" must be "next" or "until-off".');
  const number = (name: string, least: number, most: number) => {
    const given = input[name];
    if (given === undefined) return {};
    if (typeof given !== 'number' || !Number.isInteger(given) || given < least || given > most) {
      throw new Error(`"${name}" must be a whole number from ${least} to ${most}.`);
    }
    return { [name]: given };
  };
  const text = (name: string) => (typeof input[name] === 'string' ? { [name]: input[name] } : {});
  return {
    kind: kind as FaultKind,
    scope,
    ...number('times', 1, 1_000_000),
    ...number('status', 500, 599),
    ...number('delayMs', 1, 600_000),
    ...text('endpoint'),
    ...text('channelId'),
  };
}

function isOneOf<T extends string>(list: readonly T[], value: string): value is T {
  return (list as readonly string[]).includes(value);
}
