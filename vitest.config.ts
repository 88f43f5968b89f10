import { defineConfig } from 'vitest/config';

/** Parts of the tree whose tests stand beside the code. */
const parts = ['core', 'policies', 'workloads', 'reports', 'cli'];

/**
 * What only a hang exceeds: alone on a machine the longest test takes seconds. A limit near what a test takes would make
 * it fail on a machine that has other work. Milliseconds.
 */
const hang = 20 * 60_000;

export default defineConfig({
  test: {
    testTimeout: hang,
    hookTimeout: hang,
    teardownTimeout: hang,
    projects: [
      { extends: true, test: { name: 'unit', include: parts.map((part) => `${part}/**/*.test.ts`) } },
      {
        // The machine under the built-in policies and scenarios.
        extends: true,
        test: { name: 'model', include: ['test/model/**/*.test.ts'] },
      },
      {
        // Start the built program or a browser: dist/ must be there, `npm test` builds it first.
        extends: true,
        test: { name: 'end-to-end', include: ['test/*.test.ts'] },
      },
    ],
    coverage: { provider: 'v8', include: parts.map((part) => `${part}/**/*.ts`), exclude: ['**/testing/**'] },
  },
});
