/** The states that a search has seen, and a way to each of them. */

import type { ChangedWords } from '../oracle/invariants/readers.js';
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

  /** @param buffer of the machine: it holds the state to begin with, number 0 */
  constructor(buffer: Uint8Array) {
    this.store = new StateStore(buffer);
    this.noteWay(-1, -1, 0);
  }

  get count(): number {
    return this.store.count;
  }

  get bytes(): number {
    return this.store.bytes + bytesPerWay * this.count;
  }

  /** In which words the state that was last added differed from its parent. */
  get changes(): ChangedWords {
    return this.store.changes;
  }

  /**
   * Number of the state that is equal to the machine's, or -1 after adding it as the last.
   * @param parent the state that was restored before the actor took its step
   */
  add(parent: number, actor: number, choice: number): number {
    const known = this.store.add(parent);
    if (known < 0) this.noteWay(parent, actor, choice);
    return known;
  }

  /** Makes the machine's state this one, whatever it is now. */
  restore(number: number): void {
    this.store.restore(number);
  }

  /** As `restore(parent)`, where the machine is as it was for `add(parent, …)`. */
  undo(parent: number): void {
    this.store.undo(parent);
  }

  /** The turns from the first state on. */
  scheduleTo(number: number): Turn[] {
    const schedule: Turn[] = [];
    for (let s = number; this.parents.at(s) >= 0; s = this.parents.at(s)) {
      schedule.push({ actor: this.actors.at(s), choice: this.choices.at(s) });
    }
    return schedule.reverse();
  }

  private noteWay(parent: number, actor: number, choice: number): void {
    this.parents.push(parent);
    this.actors.push(actor);
    this.choices.push(choice);
  }
}
