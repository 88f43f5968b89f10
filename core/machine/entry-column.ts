/** Page-table entries, in which two parts make one cell. */

import { nobody, Part, type Hook } from './hook.js';

/**
 * Page-table entries: a word and the number of a frame, or in a PMD entry of a table, which are one cell. They are stored
 * together, and whoever loads one part sees the other as it was stored with it.
 */
export class EntryColumn {
  /** Who is asked at every load and store of an actor; undefined: memory is sequentially consistent, and nobody looks on. */
  hook: Hook | undefined;

  /**
   * @param name `pte.entry`, for footprints and messages
   * @param words memory itself, for those who look on; replaced when it grows
   * @param frames the other part of each cell
   */
  constructor(
    readonly name: string,
    public words: Int16Array,
    public frames: Int32Array,
  ) {}

  /** Entries that there are room for. */
  get length(): number {
    return this.words.length;
  }

  /** The word in memory, as somebody sees it who is no actor. */
  wordAt(index: number): number {
    return this.words[index];
  }

  /** The frame in memory, as somebody sees it who is no actor. */
  frameAt(index: number): number {
    return this.frames[index];
  }

  /** Would storing this change memory? */
  isChangedBy(index: number, word: number, frame: number): boolean {
    return this.words[index] !== word || this.frames[index] !== frame;
  }

  /** As `store` by nobody. */
  set(index: number, word: number, frame: number): void {
    this.store(nobody, index, word, frame);
  }

  /** The word of an entry, as the actor sees it. */
  word(actor: number, index: number): number {
    const value = this.words[index];
    return this.hook === undefined ? value : this.hook.load(this, actor, index, value, Part.first);
  }

  /** The frame of an entry, or its table, as the actor sees it. */
  frame(actor: number, index: number): number {
    const value = this.frames[index];
    return this.hook === undefined ? value : this.hook.load(this, actor, index, value, Part.second);
  }

  /** Both parts at once; with a hook that keeps the store back, the others see it later. */
  store(actor: number, index: number, word: number, frame: number): void {
    if (this.hook !== undefined && !this.hook.store(this, actor, index, word, frame)) return;
    this.words[index] = word;
    this.frames[index] = frame;
  }

  /** Sets bits of the word, at once. */
  or(actor: number, index: number, bits: number): void {
    this.store(actor, index, this.word(actor, index) | bits, this.frame(actor, index));
  }

  /** Leaves only these bits of the word, at once. */
  and(actor: number, index: number, bits: number): void {
    this.store(actor, index, this.word(actor, index) & bits, this.frame(actor, index));
  }

  /** Makes room for so many; contents are kept. */
  grow(length: number): void {
    const { words, frames } = this;
    this.words = new Int16Array(length);
    this.words.set(words);
    this.frames = new Int32Array(length);
    this.frames.set(frames);
  }
}
