/** States seen so far, by content. Each is a copy of the machine's buffer in one arena. */

/** Small, so that what is allocated is about what is held. */
const chunkBytes = 1 << 20;

/** States by content: each is kept once, and has a number. */
export class StateStore {
  /** States held. */
  count = 0;
  private readonly chunks: Uint8Array[] = [];
  private readonly words: number;
  private readonly perChunk: number;
  /** Open addressing: state number + 1, 0 free. */
  private slots = new Int32Array(1 << 12);

  /** @param size bytes of one state, a multiple of 4 */
  constructor(private readonly size: number) {
    this.words = size / 4;
    this.perChunk = Math.max(1, Math.trunc(chunkBytes / size));
  }

  /** Bytes that are taken by the states and by the table that finds them. */
  get bytes(): number {
    return this.count * this.size + this.slots.byteLength;
  }

  /** Number of an equal state, or -1 after adding this one as the last. */
  add(state: Uint8Array): number {
    const view = new Int32Array(state.buffer, state.byteOffset, this.words);
    if (this.count * 2 >= this.slots.length) this.rehash();
    for (let at = hash(view) & (this.slots.length - 1); ; at = (at + 1) & (this.slots.length - 1)) {
      const number = this.slots[at] - 1;
      if (number < 0) {
        this.append(state);
        this.slots[at] = this.count;
        return -1;
      }
      if (this.equals(number, view)) return number;
    }
  }

  /** Copies a state back into a machine's buffer. */
  restore(number: number, into: Uint8Array): void {
    into.set(this.bytesOf(number));
  }

  private bytesOf(number: number): Uint8Array {
    const chunk = this.chunks[Math.trunc(number / this.perChunk)];
    const offset = (number % this.perChunk) * this.size;
    return chunk.subarray(offset, offset + this.size);
  }

  private append(state: Uint8Array): void {
    if (this.count % this.perChunk === 0) this.chunks.push(new Uint8Array(this.perChunk * this.size));
    this.count++;
    this.bytesOf(this.count - 1).set(state);
  }

  private equals(number: number, view: Int32Array): boolean {
    const bytes = this.bytesOf(number);
    const other = new Int32Array(bytes.buffer, bytes.byteOffset, this.words);
    for (let i = 0; i < this.words; i++) if (other[i] !== view[i]) return false;
    return true;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let number = 0; number < this.count; number++) {
      const bytes = this.bytesOf(number);
      let at = hash(new Int32Array(bytes.buffer, bytes.byteOffset, this.words)) & (this.slots.length - 1);
      while (this.slots[at] !== 0) at = (at + 1) & (this.slots.length - 1);
      this.slots[at] = number + 1;
    }
  }
}

/** A rotation and a multiplication per word (FxHash), with a final mix: fields are narrow, and a word's high ones count as its low ones. */
function hash(view: Int32Array): number {
  let h = 0;
  for (const word of view) h = Math.imul(((h << 5) | (h >>> 27)) ^ word, 0x27220a95);
  h ^= h >>> 15;
  return Math.imul(h, 0x2c1b3c6d) >>> 1;
}
