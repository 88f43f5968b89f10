import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestCombination } from './combination.js';

const bits = fc.array(fc.constantFrom(0, 1), { minLength: 6, maxLength: 6 });

type Row = readonly number[];

function isShown(columns: Row, outcome: Row, rows: readonly Row[]): boolean {
  return rows.some((row) => columns.every((column) => row[column] === outcome[column]));
}

describe('the smallest combination', () => {
  it('is the first pair that no row shows together', () => {
    expect(smallestCombination([1, 0, 1, 1], [[1, 0, 0, 1], [0, 0, 1, 1], [1, 1, 0, 0]])).toEqual([0, 2]);
  });

  it('is shown by no row, and without any one of its columns by some row', () => {
    fc.assert(fc.property(bits, fc.array(bits, { minLength: 1, maxLength: 40 }), (outcome, rows) => {
      fc.pre(!rows.some((row) => row.every((value, column) => value === outcome[column])));
      const together = smallestCombination(outcome, rows);
      expect(isShown(together, outcome, rows)).toBe(false);
      for (const column of together) {
        expect(isShown(together.filter((other) => other !== column), outcome, rows)).toBe(true);
      }
    }));
  });
});
