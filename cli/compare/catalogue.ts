/** What the threads of a comparison ask for: policies with those of plugins, scenarios, workloads, explanations. */

import { unknownName } from '../../core/program/errors.js';
import type { Workload } from '../../core/program/workload.js';
import type { Catalogue } from '../../core/run/catalogue.js';
import { builtinWorkloads } from '../../workloads/index.js';
import { openRegistry } from '../select/registry.js';

/** Throws a CowlabError when a plugin does not load. Nothing else is loaded before it is asked for. */
export async function openCatalogue(plugins: readonly string[]): Promise<Catalogue> {
  const registry = await openRegistry(plugins);
  return {
    registry,
    workload: findWorkload,
    async scenarioTools() {
      const { readScenario } = await import('../select/scenarios.js');
      const { openPolicyOfKey } = await import('../select/kernels.js');
      const { renderExplanation } = await import('../explain/render.js');
      return {
        read: readScenario,
        policyOfKey: async (keys) => openPolicyOfKey(keys, registry),
        explain: (program, policy, checked, run) =>
          renderExplanation(program, policy, checked, run, { colour: false, width: 120 }),
      };
    },
  };
}

/** Throws a CowlabError with the nearest names when there is none. */
export function findWorkload(id: string): Workload {
  const known = builtinWorkloads();
  const found = known.find((workload) => workload.id === id);
  if (found === undefined) throw unknownName('workload', id, known.map((workload) => workload.id));
  return found;
}
