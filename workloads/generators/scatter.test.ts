import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { scatter } from './scatter.js';

test('gives every rank a page of its own', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (n) => {
      const page = scatter(n);
      const pages = new Set(Array.from({ length: n }, (_, rank) => page(rank)));
      expect(pages.size).toBe(n);
      expect(Math.max(...pages)).toBe(n - 1);
    }),
  );
});

test('puts the most popular pages into different page tables', () => {
  const page = scatter(2 ** 20);
  const tables = new Set(Array.from({ length: 100 }, (_, rank) => Math.floor(page(rank) / 512)));
  expect(tables.size).toBe(100);
});
