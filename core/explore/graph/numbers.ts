/** A growing array of 32-bit integers. It grows by chunks: what it takes is what it holds, and nothing is ever copied. */

const chunkBits = 14;
const chunkLength = 1 << chunkBits;
const inChunk = chunkLength - 1;

/** A list of integers that grows, in typed arrays. */
export class Numbers {
  length = 0;
  private readonly chunks: Int32Array[] = [];

  push(value: number): void {
    const at = this.length++;
    if ((at & inChunk) === 0) this.chunks.push(new Int32Array(chunkLength));
    this.chunks[at >>> chunkBits][at & inChunk] = value;
  }

  at(index: number): number {
    return this.chunks[index >>> chunkBits][index & inChunk];
  }
}
