/** Which event counts of a workload are worth a row, and in which order. */

import { eventFacts, eventNames, isEventName } from '../../core/program/events.js';
import type { Measurement, Results } from '../../core/run/results.js';

/** These are shown even where every policy has the same count. */
export function isAlwaysShown(event: string): boolean {
  return isEventName(event) && eventFacts[event].isCentral;
}

/** One event over the policies of `Results.policies`; undefined where the cell was not run or failed. */
export interface EventRow {
  readonly event: string;
  readonly counts: readonly (number | undefined)[];
  /** True when the policies that ran do not agree. */
  readonly differs: boolean;
}

/** The measurements of one workload, in order of the policies; undefined where there is none. */
export function measurementsOf(results: Results, workload: string): readonly (Measurement | undefined)[] {
  return results.policies.map((p) => results.measurements.find((m) => m.workload === workload && m.policy === p.id));
}

/** Known events in the machine's order, then those a plugin brought, by name. */
export function orderedEvents(measurements: readonly Measurement[]): readonly string[] {
  const extra = new Set(measurements.flatMap((m) => Object.keys(m.events)).filter((name) => !isEventName(name)));
  return [...eventNames, ...[...extra].sort()];
}

/** Events that happened under some policy; with `onlyTelling`, only those that differ or always matter. */
export function eventRows(cells: readonly (Measurement | undefined)[], onlyTelling: boolean): readonly EventRow[] {
  const ran = cells.filter((cell) => cell !== undefined && cell.error === undefined) as readonly Measurement[];
  return orderedEvents(ran).flatMap((event) => {
    const row = rowOf(event, cells);
    const happened = row.counts.some((count) => count !== undefined && count > 0);
    const telling = row.differs || (happened && isAlwaysShown(event));
    return (onlyTelling ? telling : happened) ? [row] : [];
  });
}

/** The most frames in use at once, as a row like those of the events. */
export function peakFramesRow(cells: readonly (Measurement | undefined)[]): EventRow {
  return toRow(
    'peak frames',
    cells.map((cell) => (cell?.error === undefined ? cell?.peakFrames : undefined)),
  );
}

function rowOf(event: string, cells: readonly (Measurement | undefined)[]): EventRow {
  // An event without an entry did not happen: counters that stayed zero may be left out.
  return toRow(
    event,
    cells.map((cell) => {
      if (cell === undefined || cell.error !== undefined) return undefined;
      return cell.events[event] ?? 0;
    }),
  );
}

function toRow(event: string, counts: readonly (number | undefined)[]): EventRow {
  return { event, counts, differs: new Set(counts.filter((count) => count !== undefined)).size > 1 };
}
