/** Event counts per workload for a terminal: policies as columns. */

import Table from 'cli-table3';
import type { Measurement, Results, WorkloadSummary } from '../../core/run/results.js';
import { type EventRow, eventRows, measurementsOf, peakFramesRow } from '../event-rows.js';
import { showCount } from '../numbers.js';

/** No lines at all, so that seven policies fit on a usual terminal. */
const noLines = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '',
  bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', right: '', 'right-mid': '', mid: '', 'mid-mid': '', middle: '',
};

/** Only the events that differ between policies, marked with `*`, or always matter. Empty when no workload was run. */
export function renderCounts(results: Results): string {
  return results.workloads.filter((w) => results.measurements.some((m) => m.workload === w.id))
    .map((workload) => countsOf(workload, results)).join('\n');
}

function countsOf(workload: WorkloadSummary, results: Results): string {
  const cells = measurementsOf(results, workload.id);
  const rows = [...eventRows(cells, true), peakFramesRow(cells)];
  const table = new Table({
    head: ['', ...results.policies.map((policy) => broken(policy.id))],
    colAligns: ['left', ...results.policies.map(() => 'right' as const)],
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 1 },
    chars: noLines,
  });
  table.push(...rows.map((row) => tableRow(row, cells)));
  return `${[workload.title, trimmed(table.toString()), ...recordingLines(cells), ...failures(cells)].join('\n')}\n`;
}

function tableRow(row: EventRow, cells: readonly (Measurement | undefined)[]): string[] {
  const counts = row.counts.map((count, index) => {
    if (count !== undefined) return showCount(count);
    return cells[index] === undefined ? '' : 'failed';
  });
  return [row.differs ? `${row.event} *` : row.event, ...counts];
}

/** For a recorded program: how the replay compares with the recording. */
function recordingLines(cells: readonly (Measurement | undefined)[]): readonly string[] {
  return cells.flatMap((cell) => {
    const notes = cell?.recording;
    if (cell === undefined || notes === undefined) return [];
    const [inModel, recorded] = [notes.writesToPresentInModel, notes.writesToPresentRecorded].map(showCount);
    return [`  ${cell.policy}: ${showCount(notes.replayed)} accesses replayed, `
      + `${showCount(notes.faultedInModel)} faulted; writes to present pages ${inModel}, recorded ${recorded}`];
  });
}

function failures(cells: readonly (Measurement | undefined)[]): readonly string[] {
  return cells.flatMap((cell) => (cell?.error === undefined ? [] : [`  ${cell.policy} failed: ${cell.error}`]));
}

/** In two or more lines at its hyphens, so that the column is as wide as its numbers. */
function broken(id: string): string {
  const lines: string[] = [];
  for (const part of id.split(/(?<=-)/u)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length <= 11) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.join('\n');
}

function trimmed(text: string): string {
  return text.split('\n').map((line) => line.trimEnd()).join('\n');
}
