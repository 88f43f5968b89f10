/** What rules were asked: which fields they read, with which values, and what they answered. */

import { DecisionTree, type Contradiction } from './decision-tree.js';
import { isDeclared, type Subject } from '../rules/questions.js';

/** Most looks and answers that are remembered of one policy, some 10 MB; what comes later is compared with these alone. */
const mostRemembered = 50_000;

/** A question under way. */
export class Ask {
  /** Fields that were looked at, `frame.refs`, in this order: by the rule, and by those that it asked. */
  readonly reads = new Set<string>();
  /** The first field that the rule itself looked at and does not declare. */
  undeclared: string | undefined;

  /**
   * @param declared the `reads` of the rule
   * @param subjects what it is asked about: views, and plain values
   */
  constructor(private readonly declared: ReadonlySet<string>, private readonly subjects: ReadonlyMap<Subject, unknown>) {
    // Whether a rule looks at a plain value cannot be seen.
    for (const [subject, value] of subjects) if (typeof value !== 'object') this.reads.add(subject);
  }

  /** @param isOwn the rule itself looks, not one that it asked */
  read(view: object, name: string, isOwn: boolean): void {
    for (const [subject, value] of this.subjects) {
      if (value !== view) continue;
      const field = `${subject}.${name}`;
      this.reads.add(field);
      if (isOwn && isDeclared(subject) && !this.declared.has(field)) this.undeclared ??= field;
    }
  }

  /** The value of a field, also of one that was not looked at. */
  valueOf(field: string): unknown {
    const [subject, name] = field.split('.');
    const value = this.subjects.get(subject as Subject);
    return name === undefined || typeof value !== 'object' || value === null ? value : Reflect.get(value, name, value);
  }
}

/** What the rules of one policy were ever asked and answered, in all of its runs. */
export class RuleRecord {
  private readonly trees = new Map<string, DecisionTree>();
  private size = 0;

  /** @returns what an earlier ask of the same question contradicts */
  note(question: string, ask: Ask, answer: unknown): Contradiction | undefined {
    // A promise, or another object, is no answer: who asked says so.
    if (typeof answer === 'object' && answer !== null) return undefined;
    const tree = this.trees.get(question) ?? new DecisionTree();
    this.trees.set(question, tree);
    const before = tree.size;
    const contradiction = tree.note([...ask.reads], (field) => ask.valueOf(field), answer, mostRemembered - this.size);
    this.size += tree.size - before;
    return contradiction;
  }
}
