/** The smallest reason why an outcome is none of the allowed ones, when each of its values is. */

/** What the specification can still show when it has to agree with an outcome in some columns. */
export interface Agreement {
  /** Can it show nothing any more? */
  isEmpty(): boolean;
  /** As this, and it has to agree in one more column. */
  and(column: number): Agreement;
}

/** Combinations of a size are searched for the first in order as long as there are no more of them than this. */
const mostSearched = 50_000;
const largestSearched = 3;

/**
 * A set of columns with which nothing agrees, in ascending order: the first such set of the smallest size, or, where
 * there are too many to look at, one that cannot be made smaller.
 * @param columns - ascending; with all of them nothing agrees
 */
export function smallestCombination(all: Agreement, columns: readonly number[]): readonly number[] {
  for (let size = 1; size <= largestSearched && combinations(columns.length, size) <= mostSearched; size++) {
    const found = searched(all, columns, size);
    if (found !== undefined) return found;
  }
  return all.isEmpty() ? [] : shrunk(all, columns).toSorted((a, b) => a - b);
}

function combinations(of: number, size: number): number {
  return size === 0 ? 1 : (combinations(of, size - 1) * (of - size + 1)) / size;
}

function searched(agreeing: Agreement, columns: readonly number[], size: number): readonly number[] | undefined {
  if (agreeing.isEmpty()) return [];
  if (size === 0) return undefined;
  for (const [index, column] of columns.entries()) {
    const rest = searched(agreeing.and(column), columns.slice(index + 1), size - 1);
    if (rest !== undefined) return [column, ...rest];
  }
  return undefined;
}

/**
 * Halves the columns, and of each half keeps what is needed beside the other (Junker's QuickXplain): a reason of k out
 * of n columns costs about k log n looks.
 * @param agreeing - not empty, but empty with all columns
 */
function shrunk(agreeing: Agreement, columns: readonly number[]): readonly number[] {
  if (columns.length === 1) return columns;
  const middle = columns.length >> 1;
  const [first, second] = [columns.slice(0, middle), columns.slice(middle)];
  const withFirst = andAll(agreeing, first);
  const ofSecond = withFirst.isEmpty() ? [] : shrunk(withFirst, second);
  const withSecond = andAll(agreeing, ofSecond);
  const ofFirst = withSecond.isEmpty() ? [] : shrunk(withSecond, first);
  return [...ofFirst, ...ofSecond];
}

function andAll(agreeing: Agreement, columns: readonly number[]): Agreement {
  return columns.reduce((narrowed, column) => narrowed.and(column), agreeing);
}
