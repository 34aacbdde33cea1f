/**
 * What is said in a chat, before any channel gives it its own form: channels/line makes LINE's JSON of it, `mimamori talk`
 * prints it. Texts are already in the reader's language; easy Japanese shows readings in brackets (see ruby.ts).
 */
export type ChatMessage = TextMessage | CardMessage;

export interface TextMessage {
  readonly kind: 'text';
  readonly text: string;
  /** Answers to choose from, shown below the newest message. */
  readonly choices?: readonly Choice[];
}

export interface CardMessage {
  readonly kind: 'card';
  readonly title: string;
  readonly text?: string;
  /** Short facts: [name, value]. */
  readonly pairs?: ReadonlyArray<readonly [string, string]>;
  /** The first is the one to press next, unless they are equal options (`emphasis: 'none'`). */
  readonly buttons: readonly Choice[];
  readonly emphasis?: 'none';
  readonly choices?: readonly Choice[];
}

export interface Choice {
  readonly label: string;
  readonly action:
    | { readonly do: 'open'; readonly url: string }
    /** Sends an opaque code back; what it means never appears in the chat. */
    | { readonly do: 'send'; readonly code: string }
    | { readonly do: 'call'; readonly phone: string };
}
