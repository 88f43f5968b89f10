/** Cells and profiles with figures that are easy to follow. */

import type { Measurement } from '../../core/run/results.js';
import { type CostProfile, parseCostProfile } from '../costs/profile.js';

/** A cell of a workload with these counts. */
export function cellOf(policy: string, events: Measurement['events'], rest: Partial<Measurement> = {}): Measurement {
  return { workload: 'w', policy, seed: 1, parameters: {}, operations: 10, events, peakFrames: 1, ...rest };
}

/** A reuse costs 100 to 300, a copy 400 to 600, an early copy 50 to 50; nothing else has a price. */
export function plainProfile(id = 'plain', copyAtLeast = 400): CostProfile {
  const figure = (min: number, median: number): object => ({ min, median, samples: 5, unit: 'ns per page' });
  return parseCostProfile(
    {
      schema: 'cowlab/cost-profile@1',
      id,
      title: 'Plain',
      kernel: '6.18.1',
      policy: 'home',
      provenance: 'made up',
      measurements: {
        write_reuse_fault_16MB: figure(100, 200),
        write_copy_fault_16MB: figure(copyAtLeast, (copyAtLeast + 600) / 2),
        fork_4MB_all_pinned_per_pte: figure(50, 50),
        fork_minimal: figure(0, 0),
      },
    },
    'plain.json',
  );
}
