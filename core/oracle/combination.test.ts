import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestCombination } from './combination.js';
import { rowsAgreeing } from './specification.js';

const bits = fc.array(fc.constantFrom(0, 1), { minLength: 6, maxLength: 6 });

type Row = readonly number[];

function isShown(columns: Row, outcome: Row, rows: readonly Row[]): boolean {
  return rows.some((row) => columns.every((column) => row[column] === outcome[column]));
}

function together(outcome: Row, rows: readonly Row[]): readonly number[] {
  return smallestCombination(rowsAgreeing(outcome, rows), [...outcome.keys()]);
}

describe('the smallest combination', () => {
  it('is the first pair that no row shows together', () => {
    expect(
      together(
        [1, 0, 1, 1],
        [
          [1, 0, 0, 1],
          [0, 0, 1, 1],
          [1, 1, 0, 0],
        ],
      ),
    ).toEqual([0, 2]);
  });

  it('is found among more columns than can be tried in all combinations', () => {
    const row = Array.from({ length: 1_000 }, () => 0);
    // Each row differs in one of five columns, so that only all five together are shown by none.
    const five = [3, 400, 401, 777, 999];
    const rows = five.map((column) => row.with(column, 1));
    expect(together(row, rows)).toEqual(five);
  });

  it('is shown by no row, and without any one of its columns by some row', () => {
    fc.assert(
      fc.property(bits, fc.array(bits, { minLength: 1, maxLength: 40 }), (outcome, rows) => {
        fc.pre(!rows.some((row) => row.every((value, column) => value === outcome[column])));
        const columns = together(outcome, rows);
        expect(isShown(columns, outcome, rows)).toBe(false);
        for (const column of columns) {
          expect(
            isShown(
              columns.filter((other) => other !== column),
              outcome,
              rows,
            ),
          ).toBe(true);
        }
      }),
    );
  });
});
