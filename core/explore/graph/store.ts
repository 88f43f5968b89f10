/**
 * States seen so far, by content. Each is a copy of the model's words in one arena, with its hash. The hash is a sum over words,
 * so that behind a step only the words are hashed, and written back, in which the state differs from the one before.
 */

import { Numbers } from './numbers.js';

/** Small, so that what is allocated is about what is held. */
const chunkBytes = 1 << 20;

/** Bytes of a hash. */
const hashBytes = 4;

/** Words in which a state differs from another. */
export interface WordChanges {
  /** Their numbers: the first `count` of these. */
  readonly words: Int32Array;
  readonly count: number;
  /** Of each word four bytes: 0 where it is as it was. */
  readonly differs: Uint8Array;
}

/** States by content: each is kept once, and has a number. */
export class StateStore {
  /** States held. */
  count = 0;
  /** In which words the model's differed from the state that was given to `add`. */
  readonly changes: WordChanges & { count: number };
  /** By changed word, the bits that are others: bytes of these are `changes.differs`. */
  private readonly bits: Int32Array;
  private readonly chunks: Int32Array[] = [];
  private readonly chunkBits: number;
  private readonly hashes = new Numbers();
  /** Open addressing: state number + 1, 0 free. */
  private slots = new Int32Array(1 << 12);

  /** @param words what states are copied from and restored to. They become state 0 */
  constructor(private readonly words: Int32Array) {
    this.bits = new Int32Array(this.words.length);
    this.changes = { words: new Int32Array(this.words.length), count: 0, differs: new Uint8Array(this.bits.buffer) };
    this.chunkBits = Math.max(0, Math.trunc(Math.log2(chunkBytes / Math.max(4, words.byteLength))));
    this.append(this.words.reduce((sum, word, at) => sum ^ hash(word, at), 0));
    this.slots[this.slotOf(0)] = 1;
  }

  /** Bytes that are taken by the states, their hashes and the table that finds them. */
  get bytes(): number {
    return this.count * (this.words.byteLength + hashBytes) + this.slots.byteLength;
  }

  /**
   * Number of the state that is equal to the words, or -1 after adding it as the last.
   * @param before the state that was restored before they were changed
   */
  add(before: number): number {
    if (this.count * 2 >= this.slots.length) this.rehash();
    const sum = this.compare(before);
    const mask = this.slots.length - 1;
    for (let at = sum & mask; ; at = (at + 1) & mask) {
      const number = this.slots[at] - 1;
      if (number < 0) {
        this.append(sum);
        this.slots[at] = this.count;
        return -1;
      }
      if (this.hashes.at(number) === sum && this.equals(number)) return number;
    }
  }

  /** Copies a state back into the words, whatever is there. */
  restore(number: number): void {
    const { words } = this;
    const chunk = this.chunks[number >>> this.chunkBits];
    const first = this.firstOf(number);
    for (let i = 0; i < words.length; i++) words[i] = chunk[first + i];
  }

  /** As `restore(before)`, where nothing was written since `add(before)`. */
  undo(before: number): void {
    const { words, changes } = this;
    const chunk = this.chunks[before >>> this.chunkBits];
    const first = this.firstOf(before);
    for (let i = 0; i < changes.count; i++) words[changes.words[i]] = chunk[first + changes.words[i]];
  }

  /** The hash of the words; notes where they differ. */
  private compare(before: number): number {
    const { words, bits } = this;
    const changed = this.changes.words;
    const chunk = this.chunks[before >>> this.chunkBits];
    const first = this.firstOf(before);
    let sum = this.hashes.at(before);
    let count = 0;
    for (let i = 0; i < words.length; i++) {
      const was = chunk[first + i];
      const is = words[i];
      if (was === is) continue;
      sum ^= hash(was, i) ^ hash(is, i);
      bits[count] = was ^ is;
      changed[count++] = i;
    }
    this.changes.count = count;
    return sum;
  }

  /** Where a state begins in its chunk. */
  private firstOf(number: number): number {
    return (number & ((1 << this.chunkBits) - 1)) * this.words.length;
  }

  private append(sum: number): void {
    const first = this.firstOf(this.count);
    if (first === 0) this.chunks.push(new Int32Array(this.words.length << this.chunkBits));
    this.chunks[this.count >>> this.chunkBits].set(this.words, first);
    this.hashes.push(sum);
    this.count++;
  }

  private equals(number: number): boolean {
    const { words } = this;
    const chunk = this.chunks[number >>> this.chunkBits];
    const first = this.firstOf(number);
    for (let i = 0; i < words.length; i++) if (words[i] !== chunk[first + i]) return false;
    return true;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let number = 0; number < this.count; number++) this.slots[this.slotOf(number)] = number + 1;
  }

  /** A free slot for a state that has none. */
  private slotOf(number: number): number {
    const mask = this.slots.length - 1;
    let at = this.hashes.at(number) & mask;
    while (this.slots[at] !== 0) at = (at + 1) & mask;
    return at;
  }
}

/** The finalizer of MurmurHash3, of a word at its place: those of a state are summed by exclusive or. */
function hash(word: number, at: number): number {
  let h = word ^ Math.imul(at + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
