/** Workloads on which all policies did the same: a row each. */

import { showCount } from '../../core/errors/numbers.js';
import { eventRows, peakFramesRow } from '../findings/event-rows.js';
import { meaningOfEqualCounts } from '../words/equal-counts.js';
import type { Group } from './groups.js';
import { paragraph } from './paragraph.js';
import { plainTable } from './plain-table.js';

/** One group per workload. Ends with an empty line; empty without groups. */
export function equalTable(groups: readonly Group[], width: number): readonly string[] {
  const [first] = groups;
  if (first === undefined) return [];
  const names = new Set(groups.flatMap(({ costs }) => costs.map(({ policy }) => policy)));
  const [only = ''] = names;
  const title = names.size === 1 ? `Events under ${only}` : `The same under all ${names.size} policies`;
  const cells = groups.map(({ cell }) => [...eventRows([cell], true), peakFramesRow([cell])]);
  const columns = [...new Set(cells.flatMap((rows) => rows.map(({ event }) => event)))];
  const countOf = (rows: (typeof cells)[number], column: string): number =>
    rows.find(({ event }) => event === column)?.counts[0] ?? 0;
  const lines = plainTable({
    head: ['', ...columns],
    indent: '  ',
    gap: 2,
    rows: cells.map((rows, index) => [groups[index].cell.workload, ...columns.map((c) => showCount(countOf(rows, c)))]),
  });
  const meaning = names.size === 1 ? [] : paragraph('  ', meaningOfEqualCounts, width);
  if (Math.max(...lines.map(({ length }) => length)) <= width) return [title, ...lines, ...meaning, ''];
  const told = cells.flatMap((rows, index) =>
    paragraph(
      '  ',
      `${groups[index].cell.workload}: ${rows
        .map(({ event, counts: [count = 0] }) => `${event} ${showCount(count)}`)
        .join(', ')}`,
      width,
    ),
  );
  return [title, ...told, ...meaning, ''];
}
