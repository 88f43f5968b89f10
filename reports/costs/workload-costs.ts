/** Every policy against the baseline, workload by workload: what tables, charts and CSV show of costs. */

import type { Measurement, Results } from '../../core/run/results.js';
import { baselineOf } from '../findings/baseline.js';
import { measurementsOf } from '../findings/event-rows.js';
import { builtinProfiles } from './builtin-profiles.js';
import { costDifference, type CostDifference } from './difference.js';
import type { CostProfile } from './profile.js';
import { type Statement, statementOf } from './statement.js';

/** One policy on one workload. */
export interface PolicyCost {
  readonly policy: string;
  readonly cell: Measurement;
  /** One per profile; empty for the baseline itself, and where the baseline has no counts here. */
  readonly differences: readonly CostDifference[];
  /** Absent where there is no difference to state anything about. */
  readonly statement?: Statement;
}

/** Costs of the policies that ran to the end on this workload, in order of the results. */
export function costsOf(
  results: Results,
  workload: string,
  profiles: readonly CostProfile[] = builtinProfiles,
): readonly PolicyCost[] {
  const cells = measurementsOf(results, workload).flatMap((cell) => (cell?.error === undefined ? (cell ?? []) : []));
  const baseline = cells.find((cell) => cell.policy === baselineOf(results));
  return cells.map((cell): PolicyCost => {
    if (baseline === undefined || cell === baseline) return { policy: cell.policy, cell, differences: [] };
    const differences = profiles.map((profile) => costDifference(cell, baseline, profile));
    return { policy: cell.policy, cell, differences, statement: statementOf(differences) };
  });
}
