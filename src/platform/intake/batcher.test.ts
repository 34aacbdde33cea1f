import { expect, test } from 'vitest';
import { createBatcher } from './batcher.ts';

test('a job whose key is at work waits for its turn, while writers are free', async () => {
  const done: string[] = [];
  const batcher = createBatcher<string>({
    writers: 4,
    mostPerBatch: 10,
    mostWaiting: 100,
    laneOf: () => 'one lane',
    keyOf: (job) => job.split(' ')[0]!,
    work: async (jobs) => {
      await Promise.resolve();
      done.push(...jobs);
      return [];
    },
  });
  for (const job of ['a 1', 'a 2', 'b 1', 'a 3']) batcher.add(job);
  await batcher.idle();
  expect(done.filter((job) => job.startsWith('a'))).toEqual(['a 1', 'a 2', 'a 3']);
  expect(done).toHaveLength(4);
});
