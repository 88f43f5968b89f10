/** What the rules of one policy were ever asked and answered. */

import type { Ask, Question } from './ask.js';
import { DecisionTree, type Contradiction } from './decision-tree.js';

/** Most looks and answers that are remembered of one policy, some 10 MB; what comes later is compared with these alone. */
const mostRemembered = 50_000;

/** Of all machines of the policy in this thread, those of scenarios and of workloads. */
export class RuleRecord {
  private readonly trees = new Map<string, DecisionTree<number>>();
  private size = 0;

  /** The tree of a question, the same for all machines. */
  treeOf({ key }: Question): DecisionTree<number> {
    const tree = this.trees.get(key) ?? new DecisionTree();
    this.trees.set(key, tree);
    return tree;
  }

  /** @returns what an earlier ask of the same question contradicts */
  note(tree: DecisionTree<number>, ask: Ask, answer: unknown): Contradiction<number> | undefined {
    // A promise, or another object, is no answer: who asked says so.
    if (typeof answer === 'object' && answer !== null) return undefined;
    const before = tree.size;
    const contradiction = tree.note(ask, answer, mostRemembered - this.size);
    this.size += tree.size - before;
    return contradiction;
  }
}
