import { describe, expect, it } from 'vitest';
import { IdSource } from './ids.ts';

describe('identifiers', () => {
  it('repeat with the same seed and differ with another', () => {
    const draw = (seed: string) => {
      const ids = new IdSource(seed);
      return [ids.userId(), ids.ulid(0), ids.uuid(), ids.token()];
    };
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  it('go on, rather than begin again, when drawing is resumed', () => {
    const before = new IdSource('a');
    const first = before.userId();
    const after = new IdSource('a', before.drawn);
    expect(after.userId()).not.toBe(first);
  });

  it('have the shapes that LINE gives them', () => {
    const ids = new IdSource('a');
    expect(ids.userId()).toMatch(/^U[0-9a-f]{32}$/);
    expect(ids.ulid(1_587_432_000_000)).toMatch(/^01E6D[0-9A-HJKMNP-TV-Z]{21}$/);
    expect(ids.richMenuId()).toMatch(/^richmenu-[0-9a-f]{32}$/);
    expect(ids.messageId(1_587_432_000_000)).toMatch(/^\d{18}$/);
  });

  it('sort events of one millisecond in the order they happened', () => {
    const ids = new IdSource('a');
    const made = Array.from({ length: 200 }, () => ids.ulid(1_587_432_000_000));
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(200);
  });
});
