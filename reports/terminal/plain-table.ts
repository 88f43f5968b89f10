/** A table without lines: names on the left, numbers on the right of their columns. */

import Table from 'cli-table3';

const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  right: '',
  'right-mid': '',
  mid: '',
  'mid-mid': '',
  middle: '',
};

/** What a table shows. */
export interface PlainTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly indent: string;
  /** Blanks between columns. */
  readonly gap: number;
}

/** The head and one line for each row, columns as wide as their widest cell, without blanks at the ends. */
export function plainTable({ head, rows, indent, gap }: PlainTable): readonly string[] {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    chars: { ...noLines, left: indent, middle: ' '.repeat(gap) },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
