/** Lists of a test, on a machine that has no others. */

import type { Machine } from '../../machine/machine.js';
import { simplestKernel } from '../../machine/testing/kernel.js';
import { smallMachine } from '../../machine/testing/machine.js';
import { enter } from '../interpreter.js';
import { compileList } from '../order.js';
import { listNumber } from '../answers.js';
import { operation, type Entry } from '../step.js';

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
