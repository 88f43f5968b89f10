/** From names and parameters to the workloads that are run. */

import { unknownName } from '../../core/errors/errors.js';
import type { Workload } from '../../core/program/workload.js';
import type { Selection } from '../../core/run/plan.js';
import { builtinWorkloads, isRecordingPath } from '../../workloads/index.js';
import { findWorkload } from './catalogue.js';
import type { Parameter, RunOptions } from './options.js';

/**
 * All built-in workloads when none is named. Recordings are read once, so that a damaged one is refused before anything
 * is run. Throws a CowlabError for that, for an unknown name, and for a value a parameter cannot have.
 */
export async function selectWorkloads({
  workload: ids,
  parameter,
  quick,
}: { readonly workload: readonly string[] } & Pick<RunOptions, 'parameter' | 'quick'>): Promise<{
  readonly workloads: readonly Workload[];
  readonly chosen: Selection['workloads'];
}> {
  const workloads = ids.length === 0 ? builtinWorkloads() : [...new Set(ids)].map(findWorkload);
  const given = parametersFor(workloads, parameter);
  const chosen = await Promise.all(
    workloads.map(async (workload) => {
      const whole = Object.fromEntries(workload.parameters.map((p) => [p.name, given.get(p.name) ?? p.default]));
      const short = workload.shortForm?.(whole) ?? whole;
      const parameters = quick === true ? short : whole;
      const { addressSpacePages } = await workload.size(parameters);
      return { id: workload.id, parameters, short, pages: addressSpacePages };
    }),
  );
  return { workloads, chosen };
}

/** Of what was given for workloads, each path as often as it was given. */
export function recordingsAmong(ids: readonly string[]): readonly string[] {
  return ids.filter(isRecordingPath);
}

/** Every parameter must belong to one of the workloads; it counts for all that have it. */
function parametersFor(workloads: readonly Workload[], given: readonly Parameter[]): ReadonlyMap<string, number> {
  const known = new Set(workloads.flatMap((workload) => workload.parameters.map((p) => p.name)));
  for (const [name] of given) if (!known.has(name)) throw unknownName('parameter', name, known);
  return new Map(given);
}
