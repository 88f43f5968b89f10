/** `performance.csv`: one line per workload and policy. */

import { stringify } from 'csv-stringify/sync';
import type { Measurement, Results } from '../../core/run/results.js';
import { orderedEvents } from '../event-rows.js';

/**
 * The simulator's speed is a property of this program on one machine, not of a kernel policy. It stands only in
 * the line of the workload and policy it was measured with (a `Speed.name` of `WORKLOAD/POLICY`); all other
 * lines leave it empty rather than repeat a figure that was not measured there.
 */
const speedColumns = ['simulator operations per second', 'relative margin of error (%)'] as const;

/** Columns of events: all the machine knows, in its order, then those of plugins. A failed cell has no counts. */
export function performanceCsv(results: Results): string {
  const events = orderedEvents(results.measurements);
  const header = ['workload', 'policy', 'seed', 'operations', ...events, 'peak frames', ...speedColumns, 'error'];
  const lines = results.measurements.map((cell) => line(cell, events, results));
  return stringify([header, ...lines]);
}

function line(cell: Measurement, events: readonly string[], results: Results): readonly (string | number)[] {
  const failed = cell.error !== undefined;
  const counts = failed
    ? ['', ...events.map(() => ''), '']
    : [cell.operations, ...events.map((event) => cell.events[event] ?? 0), cell.peakFrames];
  const speed = results.speed.find((s) => s.name === `${cell.workload}/${cell.policy}`);
  const measured = speed === undefined ? ['', ''] : [Math.round(speed.operationsPerSecond), speed.marginPercent];
  return [cell.workload, cell.policy, cell.seed, ...counts, ...measured, cell.error ?? ''];
}
