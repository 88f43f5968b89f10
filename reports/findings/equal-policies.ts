/** Which policies did exactly the same on a workload. */

import type { Measurement } from '../../core/run/results.js';
import { alike, type Together } from './alike.js';

/** Policies of one workload with the same counts, also on other numbers of CPUs. How a recording was replayed is another question. */
export function equalPolicies<T extends { readonly cell: Measurement }>(measured: readonly T[]): readonly Together<T>[] {
  return alike(measured, ({ cell }) => countsOf(cell));
}

/** Counters that are absent stayed at zero. */
function countsOf({ events, placements, peakFrames, operations }: Measurement): string {
  const happened = Object.entries(events)
    .filter(([, count]) => count !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([happened, placements, peakFrames, operations]);
}
