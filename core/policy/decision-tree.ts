/**
 * What a pure question was ever answered, as the tree of decisions behind it: which field was looked at first, which next
 * for each of its values, and what was answered in the end. A later ask that comes to the same end must be answered the
 * same, whatever else was looked at in between.
 */

type Node = Look | Answered;

interface Look {
  readonly field: string;
  readonly behind: Map<unknown, Node>;
}

interface Answered {
  readonly answer: unknown;
}

/** Two asks that cannot both be right. */
export interface Contradiction {
  /** Fields, and the values that both saw. */
  readonly seen: readonly (readonly [field: string, value: unknown])[];
  readonly before: unknown;
  readonly now: unknown;
}

export class DecisionTree {
  private root: Node | undefined;
  /** Looks and answers it remembers. */
  size = 0;

  /**
   * Notes an ask.
   * @param reads fields that were looked at, in this order
   * @param valueOf the value of any field at the time of the ask, also of one that was not looked at now
   * @param room how much may still be remembered; a full tree goes on comparing
   * @returns what an earlier ask saw that was answered otherwise; undefined when the answer fits
   */
  note(reads: readonly string[], valueOf: (field: string) => unknown, answer: unknown, room: number): Contradiction | undefined {
    const seen: [string, unknown][] = [];
    let keep = (node: Node): void => {
      this.root = node;
    };
    let node = this.root;
    while (node !== undefined && 'field' in node) {
      const { field, behind } = node;
      const value = valueOf(field);
      seen.push([field, value]);
      keep = (next) => void behind.set(value, next);
      node = behind.get(value);
    }
    if (node !== undefined) return Object.is(node.answer, answer) ? undefined : { seen, before: node.answer, now: answer };
    const rest = reads.filter((field) => !seen.some(([known]) => known === field));
    if (rest.length < room) this.grow(rest, valueOf, answer, keep);
    return undefined;
  }

  private grow(fields: readonly string[], valueOf: (field: string) => unknown, answer: unknown, keep: (node: Node) => void): void {
    keep(fields.reduceRight<Node>((behind, field) => ({ field, behind: new Map([[valueOf(field), behind]]) }), { answer }));
    this.size += fields.length + 1;
  }
}
