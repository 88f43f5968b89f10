import { operations, PolicyRegistry } from '../../core/index.js';
import { builtinPolicies } from '../../policies/index.js';

/**
 * The built-in policies and those of plugins.
 * @param plugins files, folders or packages, as given to `--plugin`
 * @throws {CowlabError} when a plugin cannot be used
 */
export async function openRegistry(plugins: readonly string[]): Promise<PolicyRegistry> {
  const registry = new PolicyRegistry(operations, builtinPolicies);
  if (plugins.length > 0) {
    // The loader of TypeScript is large: only for those who have plugins.
    const { loadPlugins } = await import('../../core/run/plugins.js');
    await loadPlugins(plugins, registry);
  }
  return registry;
}
