/** The difference in cost between two policies on one workload, under one profile. Never a time by itself. */

import type { Measurement } from '../../core/run/results.js';
import { hull, type Interval } from './interval.js';
import { placementCost, type EventDifference, type PlacementCost } from './placement-cost.js';
import type { CostProfile } from './profile.js';

/** What a policy costs more, or less, than the baseline. */
export interface CostDifference {
  readonly profile: CostProfile;
  readonly policy: string;
  readonly baseline: string;
  /**
   * Nanoseconds more than the baseline, over the spread of the profile and all placements of processes on CPUs; of the
   * priced events alone.
   */
  readonly interval: Interval;
  /** On the CPUs that are assumed. */
  readonly priced: readonly EventDifference[];
  readonly unpriced: readonly EventDifference[];
  /** At least one: the one that is assumed comes first. */
  readonly placements: readonly PlacementCost[];
  /** Which of the two policies are not the one of the profile's kernel. */
  readonly transplanted: readonly string[];
}

/** The difference of two cells of one workload, over all numbers of CPUs that it was measured on. */
export function costDifference(cell: Measurement, baseline: Measurement, profile: CostProfile): CostDifference {
  const assumed = placementCost(cell, baseline, profile);
  const others = (cell.placements ?? []).flatMap((here) => {
    const there = baseline.placements?.find(({ cpus }) => cpus === here.cpus);
    return there === undefined ? [] : [placementCost(here, there, profile)];
  });
  return {
    profile,
    policy: cell.policy,
    baseline: baseline.policy,
    priced: assumed.priced,
    unpriced: assumed.unpriced,
    placements: [assumed, ...others],
    interval: others.reduce((all, { interval }) => hull(all, interval), assumed.interval),
    transplanted: [baseline.policy, cell.policy].filter((id) => id !== profile.policy),
  };
}
