/** The states that a search has seen, and a way to each of them. */

import type { Model, Move } from './model.js';
import { Numbers } from './numbers.js';
import { StateStore, type WordChanges } from './store.js';

/** Bytes of the way to one state: where from, and whose step with which behaviour. */
const bytesPerWay = 8;

/** Of the number that says whose step, and with which behaviour, the bits of the latter. */
const choiceBits = 16;

/** The states that were visited, each with the way to it. */
export class SeenStates {
  private readonly store: StateStore;
  private readonly parents = new Numbers();
  private readonly moves = new Numbers();
  /** The state that was restored last. */
  private from = 0;

  /** @param model its words hold the state to begin with, number 0 */
  constructor({ words, components = [] }: Pick<Model, 'words' | 'components'>) {
    this.store = new StateStore(words, components);
    this.parents.push(-1);
    this.moves.push(0);
  }

  get count(): number {
    return this.store.count;
  }

  get bytes(): number {
    return this.store.bytes + bytesPerWay * this.count;
  }

  /** In which words the state that was last looked for differed from the one before. */
  get changes(): WordChanges {
    return this.store.changes;
  }

  /** Number of the state that is equal to the model's, or -1 after adding it as the last: a step led to it from the one restored. */
  add(process: number, choice: number): number {
    const known = this.store.add();
    if (known < 0) {
      this.parents.push(this.from);
      this.moves.push((process << choiceBits) | choice);
    }
    return known;
  }

  /** Makes the model's state this one, whatever it is now. */
  restore(number: number): void {
    this.from = number;
    this.store.restore(number);
  }

  /** As `restore` of the state that was restored last, where the model is as it was for `add`. */
  undo(): void {
    this.store.undo();
  }

  /** The state from which a state was found; -1 of the first. */
  parentOf(number: number): number {
    return this.parents.at(number);
  }

  /** The moves from the first state on. */
  scheduleTo(number: number): Move[] {
    const schedule: Move[] = [];
    for (let s = number; this.parents.at(s) >= 0; s = this.parents.at(s)) {
      const move = this.moves.at(s);
      schedule.push({ process: move >>> choiceBits, choice: move & ((1 << choiceBits) - 1) });
    }
    return schedule.reverse();
  }
}
