/**
 * Vectors of integers by content: each is kept once, with its hash, and is known by its number. A state is one, and so is each
 * component that states share.
 */

const bytesPerInteger = Int32Array.BYTES_PER_ELEMENT;

/** Integers of a chunk: few, so that what is allocated is about what is held. Nothing is ever copied. */
const chunkLength = 1 << 12;

/** Equal vectors are one. */
export class Vectors {
  /** How many there are; they are numbered as they come. */
  count = 0;
  /** Bytes of the vectors, their hashes, and the table that finds them. */
  bytes: number;
  private readonly stride: number;
  /** Of a number, the bits that say where in its chunk the vector is. */
  private readonly chunkBits: number;
  /** Each vector behind its hash. */
  private readonly chunks: Int32Array[] = [];
  /** Open addressing: number + 1, 0 free. At most half are taken. */
  private slots = new Int32Array(1 << 8);

  /** @param places where the integers of a vector are in what it is read from and written to */
  constructor(private readonly places: Int32Array) {
    this.stride = places.length + 1;
    this.bytes = this.slots.byteLength;
    this.chunkBits = Math.max(0, Math.trunc(Math.log2(chunkLength / this.stride)));
  }

  /** The number of a vector that is equal, which it becomes itself where there is none: `count` is one more then. */
  numberOf(source: Int32Array, hash: number): number {
    if (this.count * 2 >= this.slots.length) this.rehash();
    const mask = this.slots.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const number = this.slots[at] - 1;
      if (number < 0) {
        this.append(source, hash);
        this.slots[at] = this.count;
        return this.count - 1;
      }
      if (this.isAt(number, source, hash)) return number;
    }
  }

  hashOf(number: number): number {
    return this.chunks[number >>> this.chunkBits][this.startOf(number)];
  }

  /** Writes a vector to its places. */
  copyTo(target: Int32Array, number: number): void {
    const { places } = this;
    const chunk = this.chunks[number >>> this.chunkBits];
    const first = this.startOf(number) + 1;
    for (let i = 0; i < places.length; i++) target[places[i]] = chunk[first + i];
  }

  /** Where a vector's hash is in its chunk. */
  private startOf(number: number): number {
    return (number & ((1 << this.chunkBits) - 1)) * this.stride;
  }

  private isAt(number: number, source: Int32Array, hash: number): boolean {
    const { places } = this;
    const chunk = this.chunks[number >>> this.chunkBits];
    const start = this.startOf(number);
    if (chunk[start] !== hash) return false;
    for (let i = 0; i < places.length; i++) if (chunk[start + 1 + i] !== source[places[i]]) return false;
    return true;
  }

  private append(source: Int32Array, hash: number): void {
    const { places } = this;
    const start = this.startOf(this.count);
    if (start === 0) this.chunks.push(new Int32Array(this.stride << this.chunkBits));
    const chunk = this.chunks[this.count >>> this.chunkBits];
    chunk[start] = hash;
    for (let i = 0; i < places.length; i++) chunk[start + 1 + i] = source[places[i]];
    this.count++;
    this.bytes += this.stride * bytesPerInteger;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.count; number++) {
      let at = this.hashOf(number) & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = number + 1;
    }
    this.bytes += slots.byteLength - this.slots.byteLength;
    this.slots = slots;
  }
}

/**
 * The part that an integer has in the hash of its vector, by its place: the finalizer of MurmurHash3. Those of a vector are summed by
 * exclusive or, so that the hash follows from another one's and what is different.
 */
export function hashAt(value: number, place: number): number {
  let h = value ^ Math.imul(place + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
