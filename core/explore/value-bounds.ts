/** How large the values of a program's race can become, so that its states are no larger than these need. */

import type { ValueBounds } from '../machine/shape.js';
import { operationsOf, pageCount } from '../program/operations.js';
import { lruBatchPages, type Operation, type Program } from '../program/program.js';
import type { CompiledPolicy } from '../policy/compile.js';

/** Undefined: they are not known, since rules or steps of a plugin decide on them, or states are not kept. */
export function valueBoundsOf(program: Program, { chain, rules }: CompiledPolicy, ptes: number): ValueBounds | undefined {
  if (program.race.length === 0 || chain.some(({ origin, steps }) => origin !== undefined || steps !== undefined))
    return undefined;
  const operations = operationsOf(program);
  const perPin = Math.max(1, rules.pinAccounting.perPin);
  // Every PTE, LRU batch and page cache, every page of a handle as often as it is taken, and what is on its way.
  const taken = operations.reduce((sum, operation) => sum + timesTaken(operation), 0);
  const batched = 2 * program.machine.cpus * lruBatchPages;
  return {
    references: ptes + batched + 1 + taken * perPin + program.race.length * (perPin + 2),
    content: program.facts.values.length,
    times: operations.reduce((most, { times }) => Math.max(most, times), 1),
    operations: program.race.reduce((most, race) => Math.max(most, race.operations.length), 0),
  };
}

function timesTaken({ action, times }: Operation): number {
  return 'handle' in action && 'place' in action ? times * pageCount(action.place) : 0;
}
