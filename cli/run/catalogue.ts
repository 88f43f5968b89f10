/** What the threads of a comparison ask for: policies with those of plugins, scenarios, workloads, explanations. */

import { noWorkload } from '../../core/errors/errors.js';
import type { Workload } from '../../core/program/workload.js';
import type { JobTask } from '../../core/run/job-runner.js';
import type { Catalogue } from '../../core/run/catalogue.js';
import { builtinWorkloads, workloadNamed } from '../../workloads/index.js';
import { openRegistry } from '../select/registry.js';

/** Throws a CowlabError when a plugin does not load. Nothing else is loaded before it is asked for. */
export async function openCatalogue({ plugins, programs, explains }: Omit<JobTask, 'jobs'>): Promise<Catalogue> {
  const registry = await openRegistry(plugins);
  // One object for all jobs of the thread: a recording keeps what it has parsed.
  const workloads = new Map<string, Workload>();
  return {
    registry,
    workload(name) {
      const workload = workloads.get(name) ?? findWorkload(name);
      workloads.set(name, workload);
      return workload;
    },
    async scenarioTools() {
      const { readScenario } = await import('../select/scenarios.js');
      const { openPolicyOfKey } = await import('../select/kernels.js');
      const { renderExplanation } = explains ? await import('../explain/text.js') : { renderExplanation: undefined };
      return {
        read: (file) => programs.find(({ origin }) => origin === file) ?? readScenario(file),
        policyOfKey: async (keys) => openPolicyOfKey(keys, registry),
        explain:
          renderExplanation &&
          ((program, policy, checked, run) => renderExplanation(program, policy, checked, run, { colour: false, width: 120 })),
      };
    },
  };
}

/** By name, or the path of a recording. Throws a CowlabError with the nearest names when there is none. */
export function findWorkload(name: string): Workload {
  const found = workloadNamed(name);
  if (found !== undefined) return found;
  const known = builtinWorkloads().map(({ id }) => id);
  throw noWorkload(name, known);
}
