/**
 * States seen so far, by content. A state is a tuple: of each component of the model the number of its value, which is kept once
 * however many states have it, and each word of no component as it is (SPIN's COLLAPSE). Behind a step only what differs from the
 * state before is hashed, looked up and written back.
 */

import { hashAt, Vectors } from './vectors.js';

/** Words in which a state differs from another. */
export interface WordChanges {
  /** Their numbers: the first `count` of these. */
  readonly words: Int32Array;
  readonly count: number;
  /** Of each word four bytes: 0 where it is as it was. */
  readonly differs: Uint8Array;
}

/** Where the parts of a tuple are: components first, then the words of none. */
interface Layout {
  /** By word, which part of the tuple it belongs to, or is. */
  readonly partOf: Int32Array;
  /** The words that are parts themselves. */
  readonly alone: Int32Array;
}

/** States by content: each is kept once, and has a number. */
export class StateStore {
  /** In which words the model's differed from the state that was restored last, when `add` was called. */
  readonly changes: WordChanges & { count: number };
  /** By changed word, the bits that are others: bytes of these are `changes.differs`. */
  private readonly bits: Int32Array;
  private readonly layout: Layout;
  private readonly values: readonly Vectors[];
  private readonly tuples: Vectors;
  /** The state that was restored last: its words, its tuple, the hashes of its components and its own. */
  private readonly base: Int32Array;
  private readonly baseTuple: Int32Array;
  private readonly baseHashes: Int32Array;
  private baseHash = 0;
  /** As `baseTuple`, but while a state is looked for. */
  private readonly tuple: Int32Array;
  /** By component, what its hash differs in, and whether any of its words does. */
  private readonly turned: Int32Array;
  private readonly isTouched: Uint8Array;
  /** Parts of the tuple that differ. */
  private readonly touched: Int32Array;

  /**
   * @param words what states are copied from and restored to. They become state 0, which is as if restored
   * @param components words that are kept together: each is in one of them at most
   */
  constructor(
    private readonly words: Int32Array,
    components: readonly Int32Array[],
  ) {
    this.bits = new Int32Array(words.length);
    this.changes = { words: new Int32Array(words.length), count: 0, differs: new Uint8Array(this.bits.buffer) };
    this.layout = layoutOf(words.length, components);
    const parts = components.length + this.layout.alone.length;
    this.values = components.map((component) => new Vectors(component));
    this.tuples = new Vectors(Int32Array.from({ length: parts }, (_, part) => part));
    this.base = words.slice();
    this.baseTuple = new Int32Array(parts);
    this.baseHashes = new Int32Array(components.length);
    this.turned = new Int32Array(components.length);
    this.isTouched = new Uint8Array(components.length);
    this.touched = new Int32Array(parts);
    this.addFirst();
    this.tuple = this.baseTuple.slice();
  }

  /** States held. */
  get count(): number {
    return this.tuples.count;
  }

  /** Bytes that are taken by the states, what they share, the hashes of both and the tables that find them. */
  get bytes(): number {
    let bytes = this.tuples.bytes;
    for (const values of this.values) bytes += values.bytes;
    return bytes;
  }

  /** Number of the state that is equal to the words, or -1 after adding it as the last. */
  add(): number {
    const { tuples, tuple, baseTuple, touched } = this;
    const before = tuples.count;
    const differing = this.compare();
    let hash = this.baseHash;
    for (let i = 0; i < differing; i++) {
      const part = touched[i];
      if (part < this.values.length) this.lookUp(part);
      hash ^= hashAt(baseTuple[part], part) ^ hashAt(tuple[part], part);
    }
    const number = tuples.numberOf(tuple, hash);
    for (let i = 0; i < differing; i++) tuple[touched[i]] = baseTuple[touched[i]];
    return tuples.count > before ? -1 : number;
  }

  /** Copies a state back into the words, whatever is there. */
  restore(number: number): void {
    const { tuples, tuple, baseTuple } = this;
    tuples.copyTo(tuple, number);
    for (let part = 0; part < tuple.length; part++) {
      if (tuple[part] === baseTuple[part]) continue;
      baseTuple[part] = tuple[part];
      this.writeBase(part, tuple[part]);
    }
    this.baseHash = tuples.hashOf(number);
    this.words.set(this.base);
  }

  /** As `restore` of the state that was restored last, where nothing was written since `add`. */
  undo(): void {
    const { words, base } = this;
    const { words: changed, count } = this.changes;
    for (let i = 0; i < count; i++) words[changed[i]] = base[changed[i]];
  }

  /** Notes where the words differ from the base. @returns how many parts do; the words of no component are in `tuple` */
  private compare(): number {
    const { words, base } = this;
    const { length } = words;
    this.changes.count = 0;
    let parts = 0;
    let at = 0;
    // Most words are as they were: four at a time are looked at for half the time that one after the other takes.
    for (; at + 4 <= length; at += 4) {
      const differ =
        (words[at] ^ base[at]) | (words[at + 1] ^ base[at + 1]) | (words[at + 2] ^ base[at + 2]) | (words[at + 3] ^ base[at + 3]);
      if (differ !== 0) parts = this.compareFrom(at, at + 4, parts);
    }
    return this.compareFrom(at, length, parts);
  }

  /** As `compare`, of some words. @param parts that differ so far @returns with these */
  private compareFrom(first: number, end: number, parts: number): number {
    const { words, base, bits, tuple, turned, isTouched, touched, changes } = this;
    const { partOf } = this.layout;
    let found = parts;
    for (let at = first; at < end; at++) {
      const was = base[at];
      const is = words[at];
      if (was === is) continue;
      bits[changes.count] = was ^ is;
      changes.words[changes.count++] = at;
      const part = partOf[at];
      if (part >= turned.length) {
        tuple[part] = is;
        touched[found++] = part;
        continue;
      }
      if (isTouched[part] === 0) {
        isTouched[part] = 1;
        touched[found++] = part;
      }
      turned[part] ^= hashAt(was, at) ^ hashAt(is, at);
    }
    return found;
  }

  /** The number of the value that a component has now. */
  private lookUp(component: number): void {
    const { tuple, turned, isTouched } = this;
    tuple[component] = this.values[component].numberOf(this.words, this.baseHashes[component] ^ turned[component]);
    turned[component] = 0;
    isTouched[component] = 0;
  }

  private writeBase(part: number, value: number): void {
    const { values, base } = this;
    if (part < values.length) {
      values[part].copyTo(base, value);
      this.baseHashes[part] = values[part].hashOf(value);
    } else base[this.layout.alone[part - values.length]] = value;
  }

  private addFirst(): void {
    const { words, baseTuple, baseHashes } = this;
    const { partOf, alone } = this.layout;
    for (const [at, word] of words.entries()) if (partOf[at] < baseHashes.length) baseHashes[partOf[at]] ^= hashAt(word, at);
    for (const [component, values] of this.values.entries()) baseTuple[component] = values.numberOf(words, baseHashes[component]);
    for (const [at, word] of alone.entries()) baseTuple[baseHashes.length + at] = words[word];
    this.baseHash = baseTuple.reduce((hash, value, part) => hash ^ hashAt(value, part), 0);
    this.tuples.numberOf(baseTuple, this.baseHash);
  }
}

function layoutOf(words: number, components: readonly Int32Array[]): Layout {
  const partOf = new Int32Array(words).fill(-1);
  for (const [number, component] of components.entries()) for (const word of component) partOf[word] = number;
  const alone = Int32Array.from([...partOf.keys()].filter((word) => partOf[word] < 0));
  for (const [at, word] of alone.entries()) partOf[word] = components.length + at;
  return { partOf, alone };
}
