import { operations, type CompiledPolicy } from '../../core/index.js';
import type { Line } from '../../core/engine/edits.js';
import { selectOnePolicy, type PolicyChoice } from '../select/policies.js';
import { openRegistry } from '../select/registry.js';
import type { Entry } from './text.js';

/** The lists that one policy runs, line by line: who put a line there, who took out what is there no more, and where it has that from. */
export async function listOrders(plugins: readonly string[], choice: PolicyChoice): Promise<readonly Entry[]> {
  const policy = await selectOnePolicy(await openRegistry(plugins), choice);
  return operations.flatMap(({ name, stands }) => policy.orderOf(name).map((line) => entryOf(policy, name, stands, line)));
}

function entryOf({ chain }: CompiledPolicy, operation: string, stands: string, { name, by, leftOutBy }: Line): Entry {
  const editor = leftOutBy ?? by;
  const sources = chain.find(({ id }) => id === editor)?.sources ?? [];
  const what = editor === undefined ? '' : `${leftOutBy === undefined ? '' : 'left out by '}${editor}`;
  return {
    name: `${leftOutBy === undefined ? ' ' : '-'} ${name}`,
    about: what,
    group: `${operation} (${stands})`,
    details: sources.length === 0 ? [] : [sources.join('; ')],
    data: { operation, stands, line: name, policy: editor, leftOut: leftOutBy !== undefined, sources },
  };
}
