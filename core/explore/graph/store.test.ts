/** What the store of a search promises: equal states are one, whatever way led to them, and each can be had back. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StateStore } from './store.js';

const words = 5;

/** Which words are kept together. */
const layouts = fc.constantFrom<readonly (readonly number[])[]>(
  [],
  [[0, 1, 2, 3, 4]],
  [[4, 1]],
  [
    [0, 2],
    [1, 3, 4],
  ],
  [[3], [0]],
);

const asWords = (components: readonly (readonly number[])[]): Int32Array[] => components.map((those) => Int32Array.from(those));

/** From some state that is known, some words are written. */
const step = fc.record({
  from: fc.nat(),
  writes: fc.array(fc.tuple(fc.nat(words - 1), fc.constantFrom(0, 1, -1, 0x10000, 0x7fffffff)), { maxLength: 4 }),
});

const text = (cells: Int32Array): string => cells.join(' ');

describe('states by content', () => {
  it('are numbered in their order, and known again behind whatever steps lead to them', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), layouts, (steps, components) => {
        const cells = new Int32Array(words);
        const store = new StateStore(cells, asWords(components));
        const known = [text(cells)];
        for (const { from, writes } of steps) {
          const before = from % known.length;
          store.restore(before);
          expect(text(cells)).toBe(known[before]);
          for (const [at, value] of writes) cells[at] = value;
          const [found, is] = [store.add(), text(cells)];
          expect(found).toBe(known.indexOf(is));
          if (found < 0) known.push(is);
          expect(store.count).toBe(known.length);
          store.undo();
          expect(text(cells)).toBe(known[before]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are found among more than its table and its first piece of memory hold', () => {
    const cells = new Int32Array(1 << 10);
    const store = new StateStore(cells, []);
    const count = 5000;
    for (let number = 1; number < count; number++) {
      store.restore(number - 1);
      cells[number % cells.length]++;
      expect(store.add()).toBe(-1);
    }
    expect(store.bytes).toBeGreaterThan(count * cells.byteLength);
    for (let number = 0; number < count; number++) {
      store.restore(number);
      expect(store.add()).toBe(number);
    }
  });

  it('differ where a number has moved from one word to another', () => {
    const cells = new Int32Array(64);
    const store = new StateStore(cells, [Int32Array.from({ length: 40 }, (_, at) => at)]);
    for (let at = 0; at < cells.length; at++) {
      cells[at] = 1;
      expect(store.add()).toBe(-1);
      store.undo();
    }
  });

  it('are had back whatever a step that could not be taken has left in the words', () => {
    const cells = Int32Array.from([1, 2, 3]);
    const store = new StateStore(cells, [Int32Array.from([0, 2])]);
    cells.fill(7);
    store.restore(0);
    expect([...cells]).toEqual([1, 2, 3]);
    expect(store.add()).toBe(0);
  });

  it('share the values of components, so that many of few values take little', () => {
    const [width, values] = [200, 40];
    const cells = new Int32Array(2 * width);
    const halves = [0, width].map((first) => Int32Array.from({ length: width }, (_, at) => first + at));
    const [together, apart] = [new StateStore(cells, halves), new StateStore(cells, [])];
    for (let state = 0; state < values * values; state++) {
      for (const store of [together, apart]) {
        store.restore(0);
        cells.fill(Math.trunc(state / values), 0, width).fill(state % values, width);
        expect(store.add()).toBe(state === 0 ? 0 : -1);
      }
    }
    expect(apart.bytes).toBeGreaterThan(values * values * cells.byteLength);
    expect(together.bytes).toBeLessThan(values * values * 40 + 2 * values * (width + 1) * 4);
  });
});
