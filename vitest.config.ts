import { defineConfig } from 'vitest/config';

/** Parts of the tree whose tests stand beside the code. */
const parts = ['core', 'policies', 'workloads', 'reports', 'cli'];

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: parts.map((part) => `${part}/**/*.test.ts`), testTimeout: 60_000 },
      },
      {
        // Start the built program or a browser: dist/ must be there, `npm test` builds it first.
        extends: true,
        test: { name: 'end-to-end', include: ['test/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 },
      },
    ],
    coverage: { provider: 'v8', include: parts.map((part) => `${part}/**/*.ts`), exclude: ['**/testing/**'] },
  },
});
