import { builtins } from './feel-builtins.ts';
import type { FeelValue } from './feel-value.ts';

/** The values that a piece of logic sees while it runs, each in the slot that `Scope` gave its name. */
export type Frame = FeelValue[];
export type Evaluate = (frame: Frame) => FeelValue;
/** True, false, or null where the test makes no sense for the value. */
export type Test = (frame: Frame, value: FeelValue) => boolean | null;

/** A function that logic may call: a business knowledge model. */
export interface Callable {
  readonly parameters: readonly string[];
  readonly call: (values: readonly FeelValue[]) => FeelValue;
}

/** Names of one piece of logic and where their values stand in its frame. Slots are handed out once and never reused. */
export class Scope {
  readonly #slots: ReadonlyMap<string, number>;
  readonly #counter: { next: number };
  readonly callables: ReadonlyMap<string, Callable>;

  private constructor(slots: ReadonlyMap<string, number>, counter: { next: number }, callables: Scope['callables']) {
    this.#slots = slots;
    this.#counter = counter;
    this.callables = callables;
  }

  static of(slots: ReadonlyMap<string, number>, counter: { next: number }, callables: Scope['callables']): Scope {
    return new Scope(slots, counter, callables);
  }

  get variables(): string[] {
    return [...this.#slots.keys()];
  }

  get functions(): string[] {
    return [...this.callables.keys(), ...Object.keys(builtins)];
  }

  slotOf(name: string): number | undefined {
    return this.#slots.get(name);
  }

  /** A scope that knows one name more, and the slot for it. */
  with(name: string): { scope: Scope; slot: number } {
    const slot = this.#counter.next;
    this.#counter.next += 1;
    return { scope: new Scope(new Map([...this.#slots, [name, slot]]), this.#counter, this.callables), slot };
  }
}
