/** What an interrupted run has not reached. */

import type { Results } from '../../core/run/results.js';

/** A scenario or workload, and the policies under which it was not run; undefined: under all of them. */
export interface NotRun {
  readonly name: string;
  readonly policies: readonly string[] | undefined;
}

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
      missing(name, verdicts.filter((v) => v.scenario === name).map((v) => v.policy))),
    workloads: workloads.flatMap(({ id }) =>
      missing(id, measurements.filter((m) => m.workload === id).map((m) => m.policy))),
  };
}

/** `redis-bgsave; snapshot under mapcount and early-cow`; empty when nothing is missing. */
export function sayNotRun(missing: readonly NotRun[]): string {
  const whole = missing.filter(({ policies }) => policies === undefined).map(({ name }) => name);
  const parts = missing.flatMap(({ name, policies }) =>
    (policies === undefined ? [] : `${name} under ${listed(policies)}`));
  return [...whole, ...parts].join('; ');
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
