import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { Layout } from './layout.js';

test('puts the page tables in use behind each other and keeps places within them', () => {
  const layout = new Layout([0x7f0, 3, 0x10]);
  expect(layout.pages).toBe(3 * 512);
  expect(layout.place(3 * 512 + 7)).toBe(7);
  expect(layout.place(0x10 * 512)).toBe(512);
  expect(layout.place(0x7f0 * 512 + 511)).toBe(3 * 512 - 1);
});

test('cuts a huge range down to the page tables in use, and to nothing where none is', () => {
  const layout = new Layout([3, 0x10]);
  expect(layout.placeRange({ first: 0, end: 2 ** 36 })).toEqual({ first: 0, end: 1024 });
  expect(layout.placeRange({ first: 3 * 512 + 5, end: 9 * 512 })).toEqual({ first: 5, end: 512 });
  expect(layout.placeRange({ first: 4 * 512, end: 9 * 512 })).toEqual({ first: 512, end: 512 });
});

test('keeps the order of pages, and which share a page table', () => {
  const page = fc.integer({ min: 0, max: 2 ** 45 });
  fc.assert(
    fc.property(fc.array(page, { minLength: 1, maxLength: 40 }), (pages) => {
      const layout = new Layout(new Set(pages.map((p) => Layout.tableOf(p))));
      for (const a of pages) {
        expect(layout.place(a)).toBeLessThan(layout.pages);
        for (const b of pages) {
          expect(Math.sign(layout.place(a) - layout.place(b))).toBe(Math.sign(a - b));
          const together = Layout.tableOf(a) === Layout.tableOf(b);
          expect(Layout.tableOf(layout.place(a)) === Layout.tableOf(layout.place(b))).toBe(together);
        }
      }
    }),
  );
});
