/** From the options to what is run: every name is checked before anything runs. */

import type { PolicyRegistry } from '../../core/index.js';
import { unknownName } from '../../core/program/errors.js';
import type { Program } from '../../core/program/program.js';
import type { Workload } from '../../core/program/workload.js';
import type { Selection } from '../../core/run/plan.js';
import { builtinWorkloads } from '../../workloads/index.js';
import { selectPolicies } from '../select/policies.js';
import { selectScenarios } from '../select/scenarios.js';
import { findWorkload } from './catalogue.js';
import type { CompareOptions, Parameter } from './options.js';

export interface Selected {
  readonly selection: Selection;
  readonly programs: readonly Program[];
  readonly workloads: readonly Workload[];
}

/** Throws a CowlabError for the first thing that is not known or cannot be used. */
export async function select(options: CompareOptions, registry: PolicyRegistry): Promise<Selected> {
  const policies = await selectPolicies(registry, options);
  const programs = selectScenarios([...new Set(options.scenario)], []);
  const workloads = options.workload.length === 0 ? builtinWorkloads() : [...new Set(options.workload)].map(findWorkload);
  const given = parametersFor(workloads, options.parameter);
  return {
    programs, workloads,
    selection: {
      policies: policies.map((policy) => policy.id), scenarios: programs.map((program) => program.origin),
      seed: options.seed, speed: options.speed,
      workloads: workloads.map((workload) => {
        const parameters = Object.fromEntries(workload.parameters.map((p) => [p.name, given.get(p.name) ?? p.default]));
        return { id: workload.id, parameters, pages: workload.size(parameters).addressSpacePages };
      }),
    },
  };
}

/** Every parameter must belong to one of the workloads; it counts for all that have it. */
function parametersFor(workloads: readonly Workload[], given: readonly Parameter[]): ReadonlyMap<string, number> {
  const known = new Set(workloads.flatMap((workload) => workload.parameters.map((p) => p.name)));
  for (const [name] of given) if (!known.has(name)) throw unknownName('parameter', name, known);
  return new Map(given);
}
