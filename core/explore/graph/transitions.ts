/** Livelock: a state from which no run ever ends, whoever takes the next steps. No outcome shows it. */

import { Numbers } from './numbers.js';

/** Bytes of one transition, and of the looks at it in the end. */
export const bytesPerTransition = 12;

/** Bytes that `firstEndless` needs for a state. */
export const bytesPerStateOfLook = 25;

/** Which state leads to which, to find runs that can never end. */
export class Transitions {
  private readonly from = new Numbers();
  private readonly to = new Numbers();

  /** How many there are. */
  get count(): number {
    return this.from.length;
  }

  add(from: number, to: number): void {
    this.from.push(from);
    this.to.push(to);
  }

  /**
   * The lowest state from which none of `ends` can be reached; -1: there is none. A loop that can be left is no livelock.
   * @param states how many there are
   */
  firstEndless(states: number, ends: readonly number[]): number {
    const begins = this.begins(states);
    const before = this.sources(begins);
    const comesToAnEnd = new Uint8Array(states);
    const open = [...ends];
    for (const end of ends) comesToAnEnd[end] = 1;
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      for (let at = begins[state]; at < begins[state + 1]; at++) {
        if (comesToAnEnd[before[at]] === 1) continue;
        comesToAnEnd[before[at]] = 1;
        open.push(before[at]);
      }
    }
    return comesToAnEnd.indexOf(0);
  }

  /** Where the sources of each state begin, once sorted by target. */
  private begins(states: number): Int32Array {
    const begins = new Int32Array(states + 1);
    for (let i = 0; i < this.to.length; i++) begins[this.to.at(i) + 1]++;
    for (let state = 0; state < states; state++) begins[state + 1] += begins[state];
    return begins;
  }

  private sources(begins: Int32Array): Int32Array {
    const next = begins.slice();
    const sources = new Int32Array(this.from.length);
    for (let i = 0; i < this.to.length; i++) sources[next[this.to.at(i)]++] = this.from.at(i);
    return sources;
  }
}
