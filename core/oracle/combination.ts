/** The smallest reason why a row is none of the allowed ones, when each of its values is. */

import type { Outcome } from '../program/outcome.js';

/** Beyond this size the smallest combination is not searched for; one that cannot be made smaller is taken. */
const largestSearched = 3;

/**
 * A set of columns whose values no allowed row shows together, in ascending order; the first such set of the
 * smallest size. `outcome` must not be among the rows.
 */
export function smallestCombination(outcome: Outcome, rows: readonly Outcome[]): readonly number[] {
  const columns = outcome.flatMap((value, column) => (rows.some((row) => row[column] !== value) ? [column] : []));
  for (let size = 1; size <= largestSearched; size++) {
    const found = searched(outcome, rows, columns, size);
    if (found !== undefined) return found;
  }
  return shrunk(outcome, rows, columns);
}

function searched(
  outcome: Outcome, rows: readonly Outcome[], columns: readonly number[], size: number,
): readonly number[] | undefined {
  if (rows.length === 0) return [];
  if (size === 0) return undefined;
  for (const [index, column] of columns.entries()) {
    const rest = searched(outcome, agreeing(outcome, rows, column), columns.slice(index + 1), size - 1);
    if (rest !== undefined) return [column, ...rest];
  }
  return undefined;
}

function shrunk(outcome: Outcome, rows: readonly Outcome[], columns: readonly number[]): readonly number[] {
  let kept = columns;
  for (const column of columns) {
    const fewer = kept.filter((other) => other !== column);
    const left = fewer.reduce((agreed, other) => agreeing(outcome, agreed, other), rows);
    if (left.length === 0) kept = fewer;
  }
  return kept;
}

function agreeing(outcome: Outcome, rows: readonly Outcome[], column: number): readonly Outcome[] {
  return rows.filter((row) => row[column] === outcome[column]);
}
