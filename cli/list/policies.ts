import { openRegistry } from '../select/registry.js';
import type { Entry } from './text.js';

/** Policies, those of plugins too. */
export async function listPolicies(plugins: readonly string[]): Promise<readonly Entry[]> {
  const registry = await openRegistry(plugins);
  return registry.all().map(({ id, kind, title, extends: parent, since, sources = [], origin }) => {
    const facts = [
      kind === 'variant' ? `variant: use as POLICY+${id}` : '',
      since === undefined ? '' : `since ${since}`,
      parent === undefined ? '' : `extends ${parent}`,
      origin === undefined ? '' : `plugin ${origin}`,
    ].filter((fact) => fact !== '');
    return {
      name: id,
      about: title,
      details: [...(facts.length === 0 ? [] : [facts.join(', ')]), sources.join('; ')].filter((line) => line !== ''),
      data: { id, kind, title, extends: parent, since, sources, origin },
    };
  });
}
