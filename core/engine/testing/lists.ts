/** Lists of a test, on a machine that has no others. */

import type { Machine } from '../../machine/machine.js';
import { simplestKernel } from '../../machine/testing/kernel.js';
import { smallMachine } from '../../machine/testing/machine.js';
import { checkLists } from '../check-lists.js';
import { enter } from '../interpreter.js';
import { compileList, entriesOf, knownSteps } from '../order.js';
import { listNumber } from '../answers.js';
import { operation, type Entry, type Operation, type Step } from '../step.js';

/** A machine whose actor 0 stands at the beginning of the first of these lists. */
export function machineWith(lists: Readonly<Record<string, readonly Entry[]>>): Machine {
  const operations = Object.entries(lists).map(([name, entries]) => operation(name, `${name}()`, entries));
  const byNumber = Array.from({ length: Math.max(...operations.map(({ name }) => listNumber(name))) + 1 });
  const compiled = Object.assign(
    byNumber,
    Object.fromEntries(operations.map((o) => [listNumber(o.name), compileList(o, o.entries)])),
  );
  const m = smallMachine({}, simplestKernel(compiled as ReturnType<typeof compileList>[]));
  enter(m, 0, listNumber(operations[0].name));
  return m;
}

/**
 * Refuses lists as those of a policy `mine`, of `mine.ts`, are refused. The first is an order of that policy, of these lines; the
 * others are the machine's own.
 */
export function checkOrderOf(
  edited: Operation,
  order: readonly string[],
  own: readonly Step[] = [],
  others: readonly Operation[] = [],
): Entry[] {
  const mine = { id: 'mine', origin: 'mine.ts' };
  const entries = entriesOf(edited, order, own, mine);
  checkLists(
    [
      { operation: edited, entries, known: knownSteps(edited, own), by: mine },
      ...others.map((operation) => ({ operation, entries: operation.entries, known: knownSteps(operation, []), by: undefined })),
    ],
    mine,
  );
  return entries;
}
