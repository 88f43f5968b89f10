/** The states that a search has seen, and a way to each of them. */

import type { Move } from './model.js';
import { Numbers } from './numbers.js';
import { StateStore, type WordChanges } from './store.js';

/** Bytes of the way to one state: where from, whose step, which behaviour. */
const bytesPerWay = 12;

/** The states that were visited, each with the way to it. */
export class SeenStates {
  private readonly store: StateStore;
  private readonly parents = new Numbers();
  private readonly processes = new Numbers();
  private readonly choices = new Numbers();

  /** @param words of the model: they hold the state to begin with, number 0 */
  constructor(words: Int32Array) {
    this.store = new StateStore(words);
    this.noteWay(-1, -1, 0);
  }

  get count(): number {
    return this.store.count;
  }

  get bytes(): number {
    return this.store.bytes + bytesPerWay * this.count;
  }

  /** In which words the state that was last looked for differed from its parent. */
  get changes(): WordChanges {
    return this.store.changes;
  }

  /**
   * Number of the state that is equal to the model's, or -1 after adding it as the last.
   * @param parent the state that was restored before the process took its step
   */
  add(parent: number, process: number, choice: number): number {
    const known = this.store.add(parent);
    if (known < 0) this.noteWay(parent, process, choice);
    return known;
  }

  /** Makes the model's state this one, whatever it is now. */
  restore(number: number): void {
    this.store.restore(number);
  }

  /** As `restore(parent)`, where the model is as it was for `add(parent, …)`. */
  undo(parent: number): void {
    this.store.undo(parent);
  }

  /** The moves from the first state on. */
  scheduleTo(number: number): Move[] {
    const schedule: Move[] = [];
    for (let s = number; this.parents.at(s) >= 0; s = this.parents.at(s)) {
      schedule.push({ process: this.processes.at(s), choice: this.choices.at(s) });
    }
    return schedule.reverse();
  }

  private noteWay(parent: number, process: number, choice: number): void {
    this.parents.push(parent);
    this.processes.push(process);
    this.choices.push(choice);
  }
}
