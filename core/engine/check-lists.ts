/** The lists of a policy together: each order must work, and an error that leaves one list arrives in those that call it. */

import { failsHolding, type OrderOf } from '../errors/errors.js';
import { checkOrder } from './check-order.js';
import type { Need } from './facts.js';
import { followFailures, type Failure } from './failures.js';
import type { Entry, Operation, Step } from './step.js';

/** A list as a policy has it. */
export interface ListToCheck {
  readonly operation: Operation;
  readonly entries: readonly Entry[];
  /** Steps that the order could name, the policy's own included. */
  readonly known: readonly Step[];
  /** Whose order it is; undefined: the machine's own. */
  readonly by: Omit<OrderOf, 'list'> | undefined;
}

/**
 * Checks every order that somebody has edited, and that whatever fails gives back all that it holds: every fact that a step ends,
 * a lock or a reference, is ended behind the `back-off` of the list or of those that call it.
 * @param policy of which they all are
 * @throws {CowlabError} COW069 to COW077 for an order that cannot work, COW079 for a step that fails with something held
 */
export function checkLists(lists: readonly ListToCheck[], policy: Omit<OrderOf, 'list'>): void {
  const enders = new Map(lists.flatMap(({ known }) => known.flatMap(({ name, ends = [] }) => ends.map((fact) => [fact, name]))));
  const { ofCall, leaks } = followFailures(
    lists.map(({ operation, entries }) => ({ ...operation, entries })),
    (fact) => enders.has(fact),
  );
  const givenTo = (list: string): readonly Need[] =>
    lists.find(({ operation }) => operation.name === list)?.operation.given ?? [];
  for (const { operation, entries, known, by } of lists) {
    const of = { ...by, id: by?.id ?? policy.id, list: operation.name };
    if (by !== undefined) checkOrder({ operation, entries, known, givenTo, failing: (step) => ofCall(operation.name, step), of });
  }
  const [leak] = leaks;
  if (leak !== undefined) throw refusal(leak, lists, policy, enders);
}

function refusal(
  { list, step, some }: Failure,
  lists: readonly ListToCheck[],
  policy: Omit<OrderOf, 'list'>,
  enders: ReadonlyMap<string, string>,
): Error {
  const found = lists.find(({ operation }) => operation.name === list);
  const held = [...some].sort();
  // Those of the list itself are the first that come to mind.
  const enderOf = (fact: string): string =>
    found?.known.find(({ ends }) => ends?.some((one) => one === fact))?.name ?? enders.get(fact) ?? fact;
  return failsHolding({ ...(found?.by ?? policy), list }, step, held, [...new Set(held.map(enderOf))]);
}
