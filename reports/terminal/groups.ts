/** Policies that did exactly the same on a workload, as one group with a letter. */

import type { Measurement, Results } from '../../core/run/results.js';
import { baselineOf } from '../findings/baseline.js';
import { equalPolicies } from '../findings/equal-policies.js';
import { costsOf, type PolicyCost } from '../costs/workload-costs.js';

/** Policies of one workload with the same counts. */
export interface Group {
  /** `A` is the group of the baseline, where that has counts. */
  readonly letter: string;
  readonly hasBaseline: boolean;
  /** In order of the results; at least one. */
  readonly costs: readonly PolicyCost[];
  /** The counts of each of them. */
  readonly cell: Measurement;
}

/** Groups of the policies that ran to the end: the one of the baseline first, then in order of the results. */
export function groupsOf(results: Results, workload: string): readonly Group[] {
  const baseline = baselineOf(results);
  const costs = costsOf(results, workload);
  const baselineFirst = costs.toSorted((a, b) => Number(b.policy === baseline) - Number(a.policy === baseline));
  return equalPolicies(baselineFirst).map((members, index): Group => {
    const inOrder = costs.filter((cost) => members.includes(cost));
    const hasBaseline = members.some(({ policy }) => policy === baseline);
    return { letter: letterOf(index), hasBaseline, costs: inOrder, cell: inOrder[0].cell };
  });
}

/** `A` to `Z`, then `AA`. */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
