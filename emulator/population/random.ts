import { createHash } from 'node:crypto';

/** Seeded chance. Each resident has an own source, so that what one answers does not depend on how fast another is. */
export class Chance {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#drawn += 1;
    const digest = createHash('sha256').update(`${this.#seed}:${this.#drawn}`).digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  }

  /** True with this probability. */
  comes(probability: number): boolean {
    return this.next() < probability;
  }

  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One of the keys, by weight; undefined when all weights are nought. */
  weighted(weights: Readonly<Record<string, number>>): string | undefined {
    const entries = Object.entries(weights).filter(([, weight]) => weight > 0);
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return entries.at(-1)?.[0];
  }
}
