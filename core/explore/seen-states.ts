/** The states that a search has seen, and a way to each of them. */

import { Numbers } from './numbers.js';
import { StateStore } from './store.js';

/** Which actor takes a step, and with which of its behaviours. */
export interface Turn {
  /** Index into `Program.actors`. */
  readonly actor: number;
  /** From 0; of a step without `choices` it is 0. */
  readonly choice: number;
}

/** Bytes of the way to one state: where from, whose turn, which behaviour. */
const bytesPerWay = 12;

/** The states that were visited, each with the way to it. */
export class SeenStates {
  private readonly store: StateStore;
  private readonly parents = new Numbers();
  private readonly actors = new Numbers();
  private readonly choices = new Numbers();

  /** @param first the state to begin with, number 0 */
  constructor(first: Uint8Array) {
    this.store = new StateStore(first.length);
    this.add(first, -1, { actor: -1, choice: 0 });
  }

  get count(): number {
    return this.store.count;
  }

  get bytes(): number {
    return this.store.bytes + bytesPerWay * this.count;
  }

  /** Number of an equal state, or -1 after adding this one as the last, to which `turn` leads from `parent`. */
  add(state: Uint8Array, parent: number, { actor, choice }: Turn): number {
    const known = this.store.add(state);
    if (known >= 0) return known;
    this.parents.push(parent);
    this.actors.push(actor);
    this.choices.push(choice);
    return -1;
  }

  /** Copies a state back into a machine's buffer. */
  restore(number: number, into: Uint8Array): void {
    this.store.restore(number, into);
  }

  /** The turns from the first state on. */
  scheduleTo(number: number): Turn[] {
    const schedule: Turn[] = [];
    for (let s = number; this.parents.at(s) >= 0; s = this.parents.at(s)) {
      schedule.push({ actor: this.actors.at(s), choice: this.choices.at(s) });
    }
    return schedule.reverse();
  }
}
