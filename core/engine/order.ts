/** Step lists as data: from an order's names to a list the machine can run. */

import { unknownName, wrongPolicy } from '../errors/errors.js';
import type { Code } from '../machine/kernel.js';
import { isLabel, label, labelCount, labelNumber, type Entry, type Operation, type Step } from './step.js';
import { checkOrder } from './check-order.js';

export interface CompiledList extends Code {
  /** The kernel function it stands for. */
  readonly stands: string;
  readonly steps: readonly Step[];
}

/** Who states an order: the policy, and the plugin file it came from. */
export interface Orderer {
  readonly id: string;
  readonly origin?: string;
}

/**
 * The entries that a policy's order names, steps of its own included.
 * @throws {CowlabError} COW004 for a step that there is not, COW033 for an order that cannot work
 */
export function entriesOf(operation: Operation, order: readonly string[], own: readonly Step[], { id, origin }: Orderer): Entry[] {
  const steps = [...operation.entries, ...operation.spare, ...own].filter((entry): entry is Step => !isLabel(entry));
  const known = new Map(steps.map((step) => [step.name, step]));
  const place = `order \`${operation.name}\` of policy \`${id}\``;
  const entries = order.map((name): Entry => {
    if (name.endsWith(':')) return label(name.slice(0, -1));
    const step = known.get(name);
    if (step !== undefined) return step;
    throw unknownName(`step of \`${operation.name}\``, name, known.keys(), origin === undefined ? place : `${origin}: ${place}`);
  });
  checkOrder({
    operation, entries, known: steps,
    refuse: (what, expected) => wrongPolicy(id, what, `${expected} in ${place}`, origin),
  });
  return entries;
}

export function compileList(operation: Operation, entries: readonly Entry[]): CompiledList {
  const steps: Step[] = [];
  const marks: [number, number][] = [];
  for (const entry of entries) {
    if (isLabel(entry)) marks.push([labelNumber(entry.label), steps.length]);
    else {
      marks.push([labelNumber(entry.name), steps.length]);
      steps.push(entry);
    }
  }
  const positions = new Int16Array(labelCount()).fill(-1);
  for (const [number, position] of marks) positions[number] = position;
  return {
    name: operation.name, stands: operation.stands, steps, run: steps.map((s) => s.run), positions,
    backOff: positions[labelNumber('back-off')] ?? -1,
  };
}
