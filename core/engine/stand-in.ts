/**
 * Which steps may stand in for one of the machine's own that an order leaves out: those with the same brackets. They give what
 * it gives and end what it ends, or other facts with which whoever needs those is content, too.
 */

import type { Fact, Need } from './facts.js';
import { factsOf } from './facts.js';
import type { Step } from './step.js';

/**
 * Is there a stand-in among the steps that the order has brought?
 * @param step which is left out
 * @param brought steps of the order that the machine's own list has not
 * @param asked what the steps of the order need, and the lists that they call
 */
export function isStoodInFor({ gives = [], ends = [] }: Step, brought: readonly Step[], asked: readonly Need[]): boolean {
  const others = {
    gives: brought.flatMap((step) => [...step.gives ?? [], ...step.givesOnJump ?? []]),
    ends: brought.flatMap((step) => step.ends ?? []),
  };
  return gives.length + ends.length > 0
    && gives.every((fact) => others.gives.some((other) => isAsGood(fact, other, asked)))
    && ends.every((fact) => others.ends.some((other) => isAsGood(fact, other, asked)));
}

/** Is everybody who needs the one fact content with the other? Of a fact that nobody needs nothing else is as good. */
function isAsGood(fact: Fact, other: Fact, asked: readonly Need[]): boolean {
  if (fact === other) return true;
  const needers = asked.map(factsOf).filter((enough) => enough.includes(fact));
  return needers.length > 0 && needers.every((enough) => enough.includes(other));
}
