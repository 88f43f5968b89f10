/** A row per event in which groups of policies differ, a column per group. */

import { showCount } from '../../core/errors/numbers.js';
import { isEventName } from '../../core/program/events.js';
import { isCounted } from '../costs/event-roles.js';
import { isAlwaysShown, type EventRow } from '../findings/event-rows.js';
import type { Group } from './groups.js';
import { paragraph } from './paragraph.js';
import { plainTable } from './plain-table.js';

const corner = '= as A';
const indent = '  ';

/**
 * `rows` differ, one count per group. Continued below itself where the groups do not fit side by side. Only named are
 * events with the counts of an earlier one, and parts of others without which no two groups would look the same.
 */
export function countTable(rows: readonly EventRow[], groups: readonly Group[], width: number): readonly string[] {
  const shown = tellingRows(rows);
  if (shown.length === 0) return [];
  return [
    ...pieces(shown, groups, width).flatMap(({ columns, gap }) =>
      plainTable({
        head: [corner, ...columns.map((column) => groups[column].letter)],
        indent,
        gap,
        rows: shown.map((row) => [row.event, ...columns.map((column) => cellText(row, column))]),
      }),
    ),
    ...othersOf(rows, shown, width),
  ];
}

function tellingRows(rows: readonly EventRow[]): readonly EventRow[] {
  const shown = rows
    .filter((row) => !isPart(row))
    .filter((row, index, all) => all.findIndex((other) => isAlike(row, other)) === index);
  for (const row of rows) {
    if (lookDifferent([...shown, row]) > lookDifferent(shown)) shown.push(row);
  }
  return rows.filter((row) => shown.includes(row));
}

function isPart({ event }: EventRow): boolean {
  return isEventName(event) && !isAlwaysShown(event) && !isCounted(event);
}

function isAlike(a: EventRow, b: EventRow): boolean {
  return a.counts.join() === b.counts.join();
}

/** How many columns are told apart by these rows. */
function lookDifferent(rows: readonly EventRow[]): number {
  return new Set(rows[0]?.counts.map((_, column) => rows.map(({ counts }) => counts[column]).join())).size;
}

/** Events without a row: those like one that has a row, and parts of others. */
function othersOf(rows: readonly EventRow[], shown: readonly EventRow[], width: number): readonly string[] {
  const said = rows
    .filter((row) => !shown.includes(row))
    .map((row) => {
      const twin = shown.find((other) => isAlike(row, other));
      return twin === undefined ? row.event : `${row.event} (as ${twin.event})`;
    });
  return said.length === 0 ? [] : paragraph(indent, `different, too: ${said.join(', ')}`, width);
}

/** Columns side by side; the first one, which the others are read against, is in every piece. */
interface Piece {
  readonly columns: readonly number[];
  /** Blanks between columns. */
  readonly gap: number;
}

/** Columns move closer if one piece then suffices. */
function pieces(rows: readonly EventRow[], groups: readonly Group[], width: number): readonly Piece[] {
  const wide = piecesWith(2, rows, groups, width);
  const close = piecesWith(1, rows, groups, width);
  return close.length < wide.length && close.length === 1 ? close : wide;
}

function piecesWith(gap: number, rows: readonly EventRow[], groups: readonly Group[], width: number): readonly Piece[] {
  const widths = groups.map((_, column) => Math.max(...rows.map((row) => cellText(row, column).length)) + gap);
  const left = Math.max(corner.length, ...rows.map(({ event }) => event.length)) + indent.length + widths[0];
  const all: number[][] = [];
  let room = 0;
  for (let column = 1; column < groups.length; column++) {
    if (all.length === 0 || widths[column] > room) {
      all.push([0]);
      room = width - left;
    }
    all.at(-1)?.push(column);
    room -= widths[column];
  }
  return all.map((columns) => ({ columns, gap }));
}

function cellText({ counts }: EventRow, column: number): string {
  const count = counts[column];
  if (count === undefined) return '';
  return column > 0 && count === counts[0] ? '=' : showCount(count);
}
