/** Models that are written twice: for the search here, and in Promela, so that another model checker counts the same states. */

import type { Model } from '../graph/model.js';

/** One model in both languages: the same variables, and a step here for each d_step there. */
export interface Reference {
  /** `peterson-4`. */
  readonly name: string;
  /** What it models, in words. */
  readonly about: string;
  /** In its initial state, made anew. */
  readonly model: () => Model;
  /** The text: globals alone, and processes that do not end, so that its states are those of `model`, one to one. */
  readonly promela: string;
}

/** Lays variables of a byte each out, arrays one behind the other, as SPIN does. */
export class Variables {
  private length = 0;

  /** Room for so many. @returns where they begin */
  take(count: number): number {
    const first = this.length;
    this.length += count;
    return first;
  }

  /** All of them, 0: as they are, and as the words of a state. */
  state(): { readonly cells: Uint8Array; readonly words: Int32Array } {
    const words = new Int32Array(Math.ceil(this.length / Int32Array.BYTES_PER_ELEMENT));
    return { cells: new Uint8Array(words.buffer), words };
  }
}
