import { beforeAll, describe, expect, it } from 'vitest';
import { API_FAULTS, WEBHOOK_FAULTS } from '../faults.ts';

/** The catalogue of the emulator's own words. The phone's files are plain modules, loaded as a browser would. */

type Entry = [ja: string, easy: string, en: string];
const load = async (name: string) => import(new URL(`../phone/${name}`, import.meta.url).href);

let words: [string, Entry][];
beforeAll(async () => {
  const { PHONE_WORDS } = (await load('words-phone.js')) as { PHONE_WORDS: Record<string, Entry> };
  const { DESK_WORDS } = (await load('words-desk.js')) as { DESK_WORDS: Record<string, Entry> };
  words = [...Object.entries(PHONE_WORDS), ...Object.entries(DESK_WORDS)];
});

const KANJI = /[\u4e00-\u9fff々]/;
const READING = /\{([^|{}]+)\|([ぁ-ん]+)\}/g;
/** Names of languages stand in their own language everywhere. */
const isLanguageName = (key: string) => key.startsWith('language.') || key === 'desk.language-other';

describe("the emulator's words", () => {
  it('are there in three languages', () => {
    expect(words.length).toBeGreaterThan(150);
    for (const [key, entry] of words)
      expect([key, entry.length, entry.every((text) => text.trim() !== '')]).toEqual([key, 3, true]);
  });

  it('name the same values in each', () => {
    const values = (text: string) => [...text.matchAll(/\$\w+/g)].map(([value]) => value).sort();
    for (const [key, [ja, easy, en]] of words)
      expect([key, values(easy), values(en)]).toEqual([key, values(ja), values(ja)]);
  });

  it('carry a reading over every kanji in easy Japanese', () => {
    const bare = words.filter(([key, [, easy]]) => !isLanguageName(key) && KANJI.test(easy.replace(READING, '')));
    expect(bare).toEqual([]);
  });

  it('carry no reading in Japanese, and no Japanese in English', () => {
    const wrong = words.filter(
      ([key, [ja, , en]]) => ja.includes('|') || (!isLanguageName(key) && /[ぁ-んァ-ヶ\u4e00-\u9fff]/.test(en)),
    );
    expect(wrong).toEqual([]);
  });

  it('exist for every fault and every kind of delivery', () => {
    const keys = new Set(words.map(([key]) => key));
    const faults = [...API_FAULTS, ...WEBHOOK_FAULTS].flatMap((kind) => [`fault.${kind}`, `fault.${kind}.note`]);
    const kinds = [
      'follow',
      'unblock',
      'unfollow',
      'postback',
      'unsend',
      'reply',
      'push',
      'multicast',
      'broadcast',
      'narrowcast',
      'api',
    ];
    const messages = ['text', 'image', 'video', 'audio', 'file', 'sticker', 'location'].map(
      (type) => `message.${type}`,
    );
    const failures = ['could_not_connect', 'request_timeout', 'error_status_code', 'unclassified', 'no_answer'];
    const wanted = [
      ...faults,
      ...[...kinds, ...messages].map((kind) => `kind.${kind}`),
      ...failures.map((one) => `result.${one}`),
    ];
    expect(wanted.filter((key) => !keys.has(key))).toEqual([]);
  });
});

describe("Flex's measures", () => {
  it('are those of the layout page', async () => {
    const m = (await load('flex-measures.js')) as Record<string, (...given: unknown[]) => string | undefined>;
    expect([m.space?.('xl'), m.space?.('13px'), m.space?.(undefined)]).toEqual(['16px', '13px', undefined]);
    expect([m.fontSize?.('xxl'), m.fontSize?.(undefined), m.imageWidth?.('full')]).toEqual(['29px', '16px', '100%']);
    expect([m.aspectRatio?.('20:13'), m.aspectRatio?.(undefined)]).toEqual(['20 / 13', '1 / 1']);
    expect(m.gradient?.({ type: 'linearGradient', angle: '90deg', startColor: '#000000', endColor: '#ffffff' })).toBe(
      'linear-gradient(90deg, #000000, #ffffff)',
    );
  });

  it('share room as LINE does: equally across, by contents down', async () => {
    const { flexOf } = (await load('flex-measures.js')) as { flexOf: (parent: string, component: object) => string };
    expect(flexOf('horizontal', { type: 'text' })).toBe('1 1 0px');
    expect(flexOf('horizontal', { type: 'text', flex: 0 })).toBe('0 0 auto');
    expect(flexOf('horizontal', { type: 'box', width: '12px' })).toBe('0 0 auto');
    expect(flexOf('baseline', { type: 'icon' })).toBe('0 0 auto');
    expect(flexOf('vertical', { type: 'text' })).toBe('0 0 auto');
    expect(flexOf('vertical', { type: 'filler' })).toBe('1 1 auto');
    expect(flexOf('vertical', { type: 'box', flex: 4 })).toBe('4 4 auto');
  });
});
