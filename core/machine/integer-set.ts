/** A set of integers below a fixed number, in order: a tree of bits, 32 to a word. Every question looks at a few words. */

export class IntegerSet {
  /** From the bits of the members up to a single word; a bit of a level says whether a word of the level below has any. */
  private readonly levels: Int32Array[] = [];

  /** @param room members are 0 to room - 1 */
  constructor(room: number) {
    for (let size = Math.max(1, room); ; size = Math.ceil(size / 32)) {
      this.levels.push(new Int32Array(Math.ceil(size / 32)));
      if (size <= 32) break;
    }
  }

  has(member: number): boolean {
    return (this.levels[0][member >>> 5] & (1 << (member & 31))) !== 0;
  }

  add(member: number): void {
    let at = member;
    for (const level of this.levels) {
      level[at >>> 5] |= 1 << (at & 31);
      at >>>= 5;
    }
  }

  delete(member: number): void {
    let at = member;
    for (const level of this.levels) {
      level[at >>> 5] &= ~(1 << (at & 31));
      at >>>= 5;
      if (level[at] !== 0) return;
    }
  }

  /** The lowest member at or above a number; -1: none. */
  next(from: number): number {
    let at = from;
    for (let height = 0; height < this.levels.length; height++) {
      const level = this.levels[height];
      if (at >>> 5 >= level.length) return -1;
      const rest = level[at >>> 5] & (-1 << (at & 31));
      if (rest !== 0) return this.down(height, (at & ~31) + lowestBit(rest), lowestBit);
      at = (at >>> 5) + 1;
    }
    return -1;
  }

  /** The highest member at or below a number; -1: none. */
  previous(from: number): number {
    let at = from;
    for (let height = 0; height < this.levels.length && at >= 0; height++) {
      const rest = this.levels[height][at >>> 5] & (-1 >>> (31 - (at & 31)));
      if (rest !== 0) return this.down(height, (at & ~31) + highestBit(rest), highestBit);
      at = (at >>> 5) - 1;
    }
    return -1;
  }

  private down(height: number, member: number, bitOf: (word: number) => number): number {
    let at = member;
    for (let level = height - 1; level >= 0; level--) at = at * 32 + bitOf(this.levels[level][at]);
    return at;
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

function highestBit(word: number): number {
  return 31 - Math.clz32(word);
}
