/** Livelock: a state from which no run ever ends, whoever takes the next steps. No outcome shows it. */

import { Numbers } from './numbers.js';

/** Bytes of one transition to a state that was known. */
const bytesPerTransition = 4;

/** Bytes that a state has for where its transitions begin, and for the look at it in the end. */
const bytesPerState = 5;

/**
 * Which state leads to which, to find runs that can never end. States are expanded in their order, and those that are found on the way
 * are known by the state that they were found from: only transitions to known ones are kept.
 */
export class Transitions {
  /** By state, how many transitions to known ones there were before its own. */
  private readonly begins = new Numbers();
  private readonly to = new Numbers();

  /** The steps of the next state are taken. */
  begin(): void {
    this.begins.push(this.to.length);
  }

  /** A step led from the state that was begun last to a known one. */
  add(to: number): void {
    this.to.push(to);
  }

  /** What it takes, the look in the end included. */
  get bytes(): number {
    return bytesPerTransition * this.to.length + bytesPerState * this.begins.length;
  }

  /**
   * The lowest state from which none of `ends` can be reached; -1: there is none. A loop that can be left is no livelock.
   * Most steps lead to higher numbers, so looking from the last state to the first is done after few rounds.
   * @param parentOf the state that a state was found from, by a transition that is not kept; of the first one it is not asked
   */
  firstEndless(ends: readonly number[], parentOf: (state: number) => number): number {
    const states = this.begins.length;
    const comesToAnEnd = new Uint8Array(states);
    for (const end of ends) comesToAnEnd[end] = 1;
    for (let found = ends.length > 0; found;) {
      found = false;
      for (let state = states - 1; state >= 0; state--) {
        if (comesToAnEnd[state] === 0) {
          if (!this.leadsToAny(state, comesToAnEnd)) continue;
          comesToAnEnd[state] = 1;
          found = true;
        }
        if (state > 0 && comesToAnEnd[parentOf(state)] === 0) {
          comesToAnEnd[parentOf(state)] = 1;
          found = true;
        }
      }
    }
    return comesToAnEnd.indexOf(0);
  }

  private leadsToAny(state: number, those: Uint8Array): boolean {
    const end = state + 1 < this.begins.length ? this.begins.at(state + 1) : this.to.length;
    for (let at = this.begins.at(state); at < end; at++) if (those[this.to.at(at)] === 1) return true;
    return false;
  }
}
