import { defineConfig } from 'vitest/config';

const databaseServer = 'test/support/database-server.ts';

/** One project per kind of test, so that `npx vitest run --project engines` runs just the quick ones. */
export default defineConfig({
  test: {
    // Bugs with days and places show where the clock is far from Japan's.
    env: { TZ: 'America/St_Johns' },
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'base', include: ['src/base/**/*.test.ts', 'src/channels/web/views/**/*.test.ts'] },
      },
      { extends: true, test: { name: 'engines', include: ['src/engines/**/*.test.ts'] } },
      { extends: true, test: { name: 'console', include: ['console/src/**/*.test.ts'] } },
      { extends: true, test: { name: 'emulator', include: ['emulator/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'features',
          include: ['src/{platform,features,channels}/**/*.test.ts'],
          exclude: ['src/channels/web/views/**'],
          globalSetup: [databaseServer],
        },
      },
      { extends: true, test: { name: 'facts', include: ['test/facts/**/*.test.ts'], globalSetup: [databaseServer] } },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: [databaseServer],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
