import 'reflect-metadata';

import type { Parameters, Workload, WorkloadNotes } from '../../core/program/workload.js';
import { operations, compilePolicy, PolicyRegistry } from '../../core/index.js';
import { Simulator } from '../../core/simulate/simulator.js';
import type { GeneratedWorkload } from '../generators/generator.js';
import { builtinPolicies } from '../../policies/index.js';
import { runWorkload } from './run-workload.js';

const registry = new PolicyRegistry(operations, builtinPolicies);

/** Every policy that stands alone. */
export const policyIds: readonly string[] = registry.standalone().map(({ id }) => id);

/** The machine a workload runs on by default. */
export function simulatorFor(workload: GeneratedWorkload, policy: string, parameters: Parameters = {}): Simulator {
  return new Simulator(compilePolicy(registry, policy), workload.size(parameters));
}

/** What a run of a workload counted. */
export interface Simulated {
  readonly simulator: Simulator;
  readonly events: Readonly<Record<string, number>>;
  readonly notes: WorkloadNotes;
}

/** Runs a workload under a built-in policy. */
export async function simulate(workload: Workload, policy: string, parameters: Parameters = {}, seed = 1): Promise<Simulated> {
  const simulator = new Simulator(compilePolicy(registry, policy), await workload.size(parameters));
  const { notes } = await runWorkload(workload, simulator, parameters, seed);
  return { simulator, events: simulator.events(), notes };
}
