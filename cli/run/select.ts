/** From the options to what is run: every name is checked before anything runs. */

import { existsSync } from 'node:fs';
import { unknownName } from '../../core/errors/errors.js';
import type { Workload } from '../../core/program/workload.js';
import { inputKinds } from '../../core/run/input/limits.js';
import { isStandardInput } from '../../core/run/input/open-input.js';
import { checkFile } from '../../core/run/input/read-input.js';
import type { Subjects } from '../../core/run/assemble.js';
import type { Selection } from '../../core/run/plan.js';
import { builtinWorkloads } from '../../workloads/index.js';
import { boundsOf } from '../bounds.js';
import { choosePolicies } from '../select/chosen.js';
import { selectScenarios } from '../select/scenarios.js';
import { findWorkload } from './catalogue.js';
import type { CompareOptions, Parameter } from './options.js';

export interface Selected extends Subjects {
  readonly selection: Selection;
}

/** Throws a CowlabError for the first thing that is not known or cannot be used. */
export async function select(options: CompareOptions): Promise<Selected> {
  const { policies, plugged } = await choosePolicies(options);
  // Every thread reads them again.
  for (const path of options.scenario) if (isStandardInput(path) || existsSync(path)) checkFile(path, inputKinds.scenario);
  const programs = selectScenarios([...new Set(options.scenario)], []);
  const { workloads, chosen } = await selectWorkloads(options);
  return {
    policies, programs, workloads,
    selection: {
      policies: policies.map(({ id }) => id), plugged, scenarios: programs.map((program) => program.origin),
      bounds: boundsOf(options), seed: options.seed, speed: options.speed, workloads: chosen,
    },
  };
}

/**
 * All built-in workloads when none is named. Recordings are read once, so that a damaged one is refused before anything
 * is run. Throws a CowlabError for that, for an unknown name, and for a value a parameter cannot have.
 */
export async function selectWorkloads(
  { workload: ids, parameter }: Pick<CompareOptions, 'workload' | 'parameter'>,
): Promise<Pick<Selected, 'workloads'> & { readonly chosen: Selection['workloads'] }> {
  const workloads = ids.length === 0 ? builtinWorkloads() : [...new Set(ids)].map(findWorkload);
  const given = parametersFor(workloads, parameter);
  const chosen = await Promise.all(workloads.map(async (workload) => {
    const parameters = Object.fromEntries(workload.parameters.map((p) => [p.name, given.get(p.name) ?? p.default]));
    const { addressSpacePages } = await workload.size(parameters);
    return { id: workload.id, parameters, pages: addressSpacePages };
  }));
  return { workloads, chosen };
}

/** Every parameter must belong to one of the workloads; it counts for all that have it. */
function parametersFor(workloads: readonly Workload[], given: readonly Parameter[]): ReadonlyMap<string, number> {
  const known = new Set(workloads.flatMap((workload) => workload.parameters.map((p) => p.name)));
  for (const [name] of given) if (!known.has(name)) throw unknownName('parameter', name, known);
  return new Map(given);
}
