/** What the store of a search promises: equal states are one, whatever way led to them, and each can be had back. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StateStore } from './store.js';

const words = 5;

/** From some state that is known, some words are written. */
const step = fc.record({
  from: fc.nat(),
  writes: fc.array(fc.tuple(fc.nat(words - 1), fc.constantFrom(0, 1, -1, 0x10000, 0x7fffffff)), { maxLength: 4 }),
});

const text = (cells: Int32Array): string => cells.join(' ');

describe('states by content', () => {
  it('are numbered in their order, and known again behind whatever steps lead to them', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const cells = new Int32Array(words);
        const store = new StateStore(cells);
        const known = [text(cells)];
        for (const { from, writes } of steps) {
          const before = from % known.length;
          store.restore(before);
          expect(text(cells)).toBe(known[before]);
          for (const [at, value] of writes) cells[at] = value;
          const [found, is] = [store.add(before), text(cells)];
          expect(found).toBe(known.indexOf(is));
          if (found < 0) known.push(is);
          expect(store.count).toBe(known.length);
          store.undo(before);
          expect(text(cells)).toBe(known[before]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are found among more than its table and its first piece of memory hold', () => {
    const cells = new Int32Array(1 << 10);
    const store = new StateStore(cells);
    const count = 5000;
    for (let number = 1; number < count; number++) {
      store.restore(number - 1);
      cells[number % cells.length]++;
      expect(store.add(number - 1)).toBe(-1);
    }
    expect(store.bytes).toBeGreaterThan(count * cells.byteLength);
    for (let number = 0; number < count; number++) {
      store.restore(number);
      expect(store.add((number * 7) % count)).toBe(number);
    }
  });

  it('differ where a number has moved from one word to another', () => {
    const cells = new Int32Array(64);
    const store = new StateStore(cells);
    for (let at = 0; at < cells.length; at++) {
      cells[at] = 1;
      expect(store.add(0)).toBe(-1);
      store.undo(0);
    }
  });
});
