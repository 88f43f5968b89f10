/** What an interrupted run has not reached. */

import type { Results } from '../../core/run/results.js';

/** A scenario or workload, and the policies under which it was not run; undefined: under all of them. */
export interface NotRun {
  readonly name: string;
  readonly policies: readonly string[] | undefined;
}

/** What has no verdict and no counts. */
export interface CellsNotRun {
  readonly scenarios: readonly NotRun[];
  readonly workloads: readonly NotRun[];
}

/** In the order of the report; both lists are empty when every cell was run. */
export function cellsNotRun({ policies, scenarios, workloads, verdicts, measurements }: Results): CellsNotRun {
  const ids = policies.map(({ id }) => id);
  const missing = (name: string, found: readonly string[]): readonly NotRun[] => {
    const left = ids.filter((id) => !found.includes(id));
    return left.length === 0 ? [] : [{ name, policies: left.length === ids.length ? undefined : left }];
  };
  return {
    scenarios: scenarios.flatMap(({ name }) =>
      missing(
        name,
        verdicts.filter((v) => v.scenario === name).map((v) => v.policy),
      ),
    ),
    workloads: workloads.flatMap(({ id }) =>
      missing(
        id,
        measurements.filter((m) => m.workload === id).map((m) => m.policy),
      ),
    ),
  };
}
