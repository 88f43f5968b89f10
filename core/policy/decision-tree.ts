/**
 * What a pure question was ever answered, as the tree of decisions behind it: which field was looked at first, which next
 * for each of its values, and what was answered in the end. A later ask that comes to the same end must be answered the
 * same, whatever else was looked at in between.
 */

class Look<Field> {
  readonly behind = new Map<unknown, Node<Field>>();

  constructor(readonly field: Field) {}
}

class Answered {
  constructor(readonly answer: unknown) {}
}

type Node<Field> = Look<Field> | Answered;

/** The side of an ask that a tree sees. */
export interface Asked<Field> {
  /** Fields that were looked at, each once, in this order. */
  looks(): readonly Field[];
  /** The value of any field at the time of the ask, also of one that was not looked at. */
  see(field: Field): unknown;
}

/** Two asks that cannot both be right. */
export interface Contradiction<Field> {
  /** Fields, and the values that both saw. */
  readonly seen: readonly (readonly [field: Field, value: unknown])[];
  readonly before: unknown;
  readonly now: unknown;
}

/** What a rule was seen to look at and to answer, as a tree: a look is a fork, an answer a leaf. */
export class DecisionTree<Field> {
  private root: Node<Field> | undefined;
  /** Looks and answers it remembers. */
  size = 0;

  /**
   * Notes an ask. Of one that fits what is known nothing is kept or made: workloads ask millions of times.
   * @param room how much may still be remembered; a full tree goes on comparing
   * @returns what an earlier ask saw that was answered otherwise; undefined when the answer fits
   */
  note(asked: Asked<Field>, answer: unknown, room: number): Contradiction<Field> | undefined {
    let last: Look<Field> | undefined;
    let node = this.root;
    while (node instanceof Look) {
      last = node;
      node = node.behind.get(asked.see(node.field));
    }
    if (node === undefined) this.grow(asked, answer, room, last);
    else if (!Object.is(node.answer, answer)) return { seen: this.pathOf(asked), before: node.answer, now: answer };
    return undefined;
  }

  /** The looks that lead an ask through the tree, with what it sees there. */
  private pathOf(asked: Asked<Field>): [Field, unknown][] {
    const path: [Field, unknown][] = [];
    for (let node = this.root; node instanceof Look; node = node.behind.get(asked.see(node.field))) {
      path.push([node.field, asked.see(node.field)]);
    }
    return path;
  }

  /** @param last look of the path that ends here */
  private grow(asked: Asked<Field>, answer: unknown, room: number, last: Look<Field> | undefined): void {
    const seen = new Set(this.pathOf(asked).map(([field]) => field));
    const rest = asked.looks().filter((field) => !seen.has(field));
    if (rest.length >= room) return;
    const first = rest.reduceRight<Node<Field>>((behind, field) => {
      const look = new Look(field);
      look.behind.set(asked.see(field), behind);
      return look;
    }, new Answered(answer));
    if (last === undefined) this.root = first;
    else last.behind.set(asked.see(last.field), first);
    this.size += rest.length + 1;
  }
}
