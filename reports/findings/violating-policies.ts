/** Which policies violate what a workload does: its program goes wrong there, and its counts are no price of a correct one. */

import type { Results, WorkloadSummary } from '../../core/run/results.js';

/** Who goes wrong in what a workload does. */
export interface ViolatingPolicies {
  /** The scenario that does in small what the workload's program does. */
  readonly scenario: string;
  /** Those that violate it and were measured, in order of the results. */
  readonly policies: readonly string[];
}

/** Of the scenarios that were checked in this run. */
export function violatingPolicies(
  { verdicts, measurements }: Results,
  { id, scenarios = [] }: WorkloadSummary,
): readonly ViolatingPolicies[] {
  const measured = new Set(measurements.filter((cell) => cell.workload === id).map(({ policy }) => policy));
  return scenarios.flatMap((scenario) => {
    const policies = verdicts
      .filter((cell) => cell.scenario === scenario && cell.verdict === 'violates')
      .flatMap(({ policy }) => (measured.has(policy) ? policy : []));
    return policies.length === 0 ? [] : [{ scenario, policies }];
  });
}
