/** The placement of processes on CPUs, which nobody chose. */

import type { Measurement } from '../../core/run/results.js';

/** `process p on CPU p modulo 2 (assumed; recordings also on 1 and 4 CPUs)`; undefined where nothing depends on it. */
export function sayCpus(cells: readonly Measurement[]): string | undefined {
  const [assumed] = cells.flatMap(({ cpus }) => cpus ?? []);
  if (assumed === undefined) return undefined;
  const others = [...new Set(cells.flatMap(({ placements = [] }) => placements.map(({ cpus }) => cpus)))];
  const tried = others.length === 0 ? '' : `; recordings, which do not say where it ran, also on ${others.join(' and ')} CPUs`;
  return `process p on CPU p modulo ${assumed} (assumed${tried})`;
}
