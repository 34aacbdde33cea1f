import { describe, expect, test } from 'vitest';
import { theRule, violations } from './dependency-rule.ts';
import { projectFiles } from './source-files.ts';

const sources = projectFiles.filter((path) => /^(src|emulator|console)\/.*\.tsx?$/.test(path));

describe('the dependency rule', () => {
  test('holds in every file', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(
      sources.flatMap((path) => violations(path)),
      theRule,
    ).toEqual([]);
  });

  test.for([
    ['src/base/ids.ts', `import { openDatabase } from '../platform/db/database.ts';`],
    ['src/engines/places/places.ts', `import { readFileSync } from 'node:fs';`],
    ['src/engines/places/places.ts', `import { Scope } from '../../platform/scope.ts';`],
    ['src/engines/places/places.ts', `import { x } from '../contact-points/hours.ts';`],
    ['src/features/consent/model.ts', `import { keepForm } from '../responses/store.ts';`],
    ['src/features/consent/model.ts', `import { renderMessages } from '../../channels/line/render-message.ts';`],
    ['src/platform/scope.ts', `import type { Chat } from '../features/residents/index.ts';`],
    ['emulator/index.ts', `import { jstDate } from '../src/base/jst.ts';`],
    ['src/features/consent/model.ts', `const x = await import('../responses/store.ts');`],
  ] as const)('refuses in %s: %s', ([path, text]) => {
    expect(violations(path, text)).toHaveLength(1);
  });
});
