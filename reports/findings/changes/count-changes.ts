/** Counts of workloads that changed, cell by cell. */

import type { Measurement, Results } from '../../../core/run/results.js';
import { measurementsOf, orderedEvents } from '../event-rows.js';

/** A count of a workload under a policy that is another one in the second report. */
export interface CountChange {
  /** An event, `operations`, `peak frames`, or what a replay of a recording counts. */
  readonly count: string;
  readonly before: number;
  readonly after: number;
  readonly more: number;
  /** Of the count before; absent where that was zero. */
  readonly percent?: number;
}

/** `failed`: it ran to the end before and now does not; `recovered`: the other way round. */
type CellDirection = 'counts' | 'new' | 'gone' | 'failed' | 'recovered';

/** A workload under a policy whose counts are others. */
export interface CellChange {
  readonly workload: string;
  readonly policy: string;
  readonly direction: CellDirection;
  /** Why the cell failed, before or now. */
  readonly error?: string;
  /** Empty unless both ran to the end. */
  readonly counts: readonly CountChange[];
}

/** Workloads that have another size because only one of the two runs was quick: their counts are those of other programs. */
export function otherSizes(before: Results, after: Results): readonly string[] {
  if (before.quick === after.quick) return [];
  const sizeIn = ({ measurements }: Results, id: string): string | undefined => {
    const cell = measurements.find(({ workload }) => workload === id);
    return cell && JSON.stringify(Object.entries(cell.parameters).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };
  return after.workloads.map(({ id }) => id).filter((id) => differ(sizeIn(before, id), sizeIn(after, id)));
}

function differ(was: string | undefined, is: string | undefined): boolean {
  return was !== undefined && is !== undefined && was !== is;
}

/** In order of the later run. Workloads and policies that only one run has are no changes of cells, nor are other sizes. */
export function countChanges(before: Results, after: Results): readonly CellChange[] {
  const others = otherSizes(before, after);
  const workloads = after.workloads.filter(
    ({ id }) => !others.includes(id) && before.workloads.some((workload) => workload.id === id),
  );
  return workloads.flatMap(({ id }) => {
    const now = measurementsOf(after, id);
    return after.policies.flatMap((policy, index): CellChange[] => {
      if (!before.policies.some((other) => other.id === policy.id)) return [];
      const was = before.measurements.find((cell) => cell.workload === id && cell.policy === policy.id);
      const change = changeOf(was, now[index]);
      return change === undefined ? [] : [{ workload: id, policy: policy.id, ...change }];
    });
  });
}

function changeOf(was?: Measurement, is?: Measurement): Omit<CellChange, 'workload' | 'policy'> | undefined {
  if (was === undefined || is === undefined) {
    return was === is ? undefined : { direction: was === undefined ? 'new' : 'gone', counts: [] };
  }
  if (was.error !== undefined && is.error !== undefined) return undefined;
  if (is.error !== undefined) return { direction: 'failed', error: is.error, counts: [] };
  if (was.error !== undefined) return { direction: 'recovered', error: was.error, counts: [] };
  const [old, now] = [countsOf(was), countsOf(is)];
  const order = ['operations', ...orderedEvents([was, is]), ...old.keys(), ...now.keys()];
  const counts = [...new Set(order)].flatMap((count) => countChange(count, old.get(count) ?? 0, now.get(count) ?? 0));
  return counts.length === 0 ? undefined : { direction: 'counts', counts };
}

function countChange(count: string, before: number, after: number): readonly CountChange[] {
  const more = after - before;
  if (more === 0) return [];
  return [{ count, before, after, more, ...(before === 0 ? {} : { percent: (100 * more) / before }) }];
}

function countsOf({ operations, events, peakFrames, recording }: Measurement): ReadonlyMap<string, number> {
  return new Map([
    ['operations', operations],
    ...Object.entries(events),
    ['peak frames', peakFrames],
    ...(recording?.figures ?? []).flatMap(({ part, words, value }) => (part === undefined ? [[words, value] as const] : [])),
  ]);
}
