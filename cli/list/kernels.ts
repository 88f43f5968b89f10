import { openKernels } from '../select/kernels.js';
import { openRegistry } from '../select/registry.js';
import type { Entry } from './text.js';

/** Kernels, with the policy of each. */
export async function listKernels(plugins: readonly string[]): Promise<readonly Entry[]> {
  const registry = await openRegistry(plugins);
  const { table, kernels } = await openKernels();
  const known = table.kernels.map(({ match, policy, status, source, note }) => {
    const built = registry.has(policy);
    return {
      name: kernels.describeMatch(match),
      about: `${policy}${built ? '' : ' (not built yet)'}`,
      details: [`${status}: ${source}`, ...(note === undefined ? [] : [note])],
      data: { match, policy, built, status, source, note },
    };
  });
  const unknown = table.unknown.map(({ match, why }) => ({
    name: kernels.describeMatch(match),
    about: 'unknown',
    details: [why],
    data: { match, policy: null, why },
  }));
  return [...known, ...unknown];
}
