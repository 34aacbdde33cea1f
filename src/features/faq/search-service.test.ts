import { afterAll, describe, expect, test } from 'vitest';
import { createFaqSearch } from './index.ts';

const source = (question: string) => ({
  japanese: [{ id: 'one', question, phrasings: [], answer: '相談センターに電話してください。' }],
  english: [{ id: 'one', question: 'Where do I phone with a fever?', phrasings: [], answer: 'The centre.' }],
  terms: [],
  places: [],
  synonyms: [],
  groupsOff: [],
  splitter: 'segmenter' as const,
});

describe('search in a worker', () => {
  const service = createFaqSearch();
  afterAll(() => service.close());

  test('refuses before it is built, answers after, and goes on with the old index while a new one is built', async () => {
    await expect(service.search('miyagi', '熱')).rejects.toMatchObject({ code: 'faq.search-not-ready' });
    await service.build('miyagi', source('熱が出たらどこに電話しますか'));
    expect(service.isReady('miyagi')).toBe(true);
    expect((await service.search('miyagi', '熱が出た')).found[0]).toMatchObject({ id: 'one' });
    expect((await service.search('miyagi', 'fever')).found[0]).toMatchObject({ id: 'one' });
    const building = service.build('miyagi', source('検査はどこで受けられますか'));
    expect((await service.search('miyagi', '熱が出た')).found).toHaveLength(1);
    await building;
    expect((await service.search('miyagi', '検査')).found[0]?.question).toBe('検査はどこで受けられますか');
  });
});
