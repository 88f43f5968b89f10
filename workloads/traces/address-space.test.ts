import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { AddressSpace, protection } from './address-space.js';
import type { Attributes } from './address-space.js';

const plain: Attributes = { backing: 'anon', shared: false, prot: 'rw', known: 'recorded' };

test('agrees with a table of single pages after any sequence of calls', () => {
  const range = fc.tuple(fc.nat(30), fc.nat(12)).map(([first, pages]) => ({ first, end: first + pages }));
  const call = fc.record({ op: fc.constantFrom('map', 'map-file', 'unmap', 'protect'), range });
  fc.assert(
    fc.property(fc.array(call, { maxLength: 30 }), (calls) => {
      const space = new AddressSpace();
      const pages = new Map<number, string>();
      for (const { op, range: r } of calls) {
        if (op === 'map') space.map(r, plain);
        if (op === 'map-file') space.map(r, { ...plain, backing: 'file' });
        if (op === 'unmap') space.unmap(r);
        if (op === 'protect') space.protect(r, 'r');
        for (let page = r.first; page < r.end; page++) {
          if (op === 'unmap') pages.delete(page);
          else if (op !== 'protect') pages.set(page, op === 'map' ? 'anon rw' : 'file rw');
          else if (pages.has(page)) pages.set(page, `${pages.get(page)?.split(' ')[0]} r`);
        }
        expect(space.overlaps(r)).toBe([...pages.keys()].some((page) => page >= r.first && page < r.end));
      }
      for (let page = 0; page < 50; page++) {
        const area = space.find(page);
        expect(area && `${area.backing} ${area.prot}`).toBe(pages.get(page));
      }
      const areas = space.all();
      for (const [i, area] of areas.entries()) expect(area.first).toBeGreaterThanOrEqual(areas[i - 1]?.end ?? 0);
    }),
  );
});

test('a clone goes its own way', () => {
  const space = new AddressSpace();
  space.map({ first: 1, end: 5 }, plain);
  const child = space.clone();
  child.unmap({ first: 2, end: 3 });
  expect(space.find(2)).toBeDefined();
  expect(child.find(2)).toBeUndefined();
  expect(child.within({ first: 0, end: 9 }).map(({ first, end }) => [first, end])).toEqual([
    [1, 2],
    [3, 5],
  ]);
});

test('follows the end of the heap once it is known', () => {
  const space = new AddressSpace();
  expect(space.moveHeapEnd(10)).toBeUndefined();
  expect(space.moveHeapEnd(14)).toEqual({ kind: 'grow', range: { first: 10, end: 14 } });
  expect(space.moveHeapEnd(14)).toBeUndefined();
  expect(space.moveHeapEnd(12)).toEqual({ kind: 'shrink', range: { first: 12, end: 14 } });
});

test.each([
  [0, 'none'],
  [1, 'r'],
  [4, 'r'],
  [5, 'r'],
  [3, 'rw'],
  [2, 'rw'],
  [7, 'rw'],
])('protection %i is %s', (bits, expected) => {
  expect(protection(bits)).toBe(expected);
});
