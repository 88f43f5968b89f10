/** Policies under which a workload's program goes wrong, so that its counts are no price of a correct one. */

import type { Results, WorkloadSummary } from '../../core/run/results.js';

export interface GoneWrong {
  /** The scenario that does in small what the workload's program does. */
  readonly scenario: string;
  /** Those that violate it and were measured, in order of the results. */
  readonly policies: readonly string[];
}

/** Of the scenarios that were checked in this run. */
export function goneWrong({ verdicts, measurements }: Results, { id, scenarios = [] }: WorkloadSummary): readonly GoneWrong[] {
  const measured = new Set(measurements.filter((cell) => cell.workload === id).map(({ policy }) => policy));
  return scenarios.flatMap((scenario) => {
    const policies = verdicts.filter((cell) => cell.scenario === scenario && cell.verdict === 'violates')
      .flatMap(({ policy }) => (measured.has(policy) ? policy : []));
    return policies.length === 0 ? [] : [{ scenario, policies }];
  });
}
