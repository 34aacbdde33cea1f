import { defineConfig } from 'vitest/config';

/** One project per kind of test, so that `npx vitest run --project engines` runs just the quick ones. */
export default defineConfig({
  test: {
    // Bugs with days and places show where the clock is far from Japan's.
    env: { TZ: 'America/St_Johns' },
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'base', include: ['src/base/**/*.test.ts'] } },
      { extends: true, test: { name: 'engines', include: ['src/engines/**/*.test.ts'] } },
    ],
  },
});
