import { array, assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { shuffled } from './shuffle.js';

it('keeps every item and the list it was given, and depends on the seed alone', () => {
  assert(
    property(array(integer()), integer(), (items, seed) => {
      const given = [...items];
      const order = shuffled(items, seed);
      expect(items).toEqual(given);
      expect(order.toSorted((a, b) => a - b)).toEqual(given.toSorted((a, b) => a - b));
      expect(shuffled(items, seed)).toEqual(order);
    }),
  );
});

it('gives other orders for other seeds, and puts each item first about equally often', () => {
  const firsts = [0, 0, 0, 0];
  for (let seed = 0; seed < 4000; seed++) firsts[shuffled([0, 1, 2, 3], seed)[0]]++;
  for (const count of firsts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
