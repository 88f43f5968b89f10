/**
 * Which step may stand in for one of the machine's own that an order leaves out: one with the same brackets. It gives and ends
 * what that one does and runs within what that one needs, or within other facts with which whoever needs those is content, too.
 */

import { factsOf, type Fact, type Need } from './facts.js';
import { givenBy, type Step } from './step.js';

/**
 * Is there a stand-in among the steps that the order has brought?
 * @param step which is left out
 * @param brought steps of the order that the machine's own list has not
 * @param asked what the steps of the order need, and the lists that they call
 */
export function isStoodInFor(
  { gives = [], givesToCall = [], ends = [], needs = [] }: Step,
  brought: readonly Step[],
  asked: readonly Need[],
): boolean {
  const given = [...gives, ...givesToCall];
  if (given.length + ends.length === 0) return false;
  const has = (facts: readonly Fact[], fact: Fact): boolean => facts.some((other) => isAsGood(fact, other, asked));
  // What it ends it runs within, whether it says so or not.
  const within = needs.map(factsOf).filter((enough) => !ends.some((fact) => enough.includes(fact)));
  return brought.some(
    (other) =>
      given.every((fact) => has(givenBy(other), fact)) &&
      ends.every((fact) => has(other.ends ?? [], fact)) &&
      within.every((enough) => enough.some((fact) => has((other.needs ?? []).flatMap(factsOf), fact))),
  );
}

/** Is everybody who needs the one fact content with the other? Of a fact that nobody needs nothing else is as good. */
function isAsGood(fact: Fact, other: Fact, asked: readonly Need[]): boolean {
  if (fact === other) return true;
  const needers = asked.map(factsOf).filter((enough) => enough.includes(fact));
  return needers.length > 0 && needers.every((enough) => enough.includes(other));
}
