/** The race of a program as the search explores it: the machine's buffer is the state, the actors that race are its processes. */

import type { Driver } from './driver.js';
import type { Model, Move } from './graph/model.js';
import type { Turn } from './turn.js';

/** A race on a machine; from its making on, states of the machine may be restored. */
export class RaceModel implements Model {
  readonly words: Int32Array;
  readonly processes: number;
  private readonly actors: readonly number[];

  constructor(private readonly driver: Driver) {
    driver.beginRace();
    const { buffer, byteOffset, length } = driver.machine.state.bytes;
    this.words = new Int32Array(buffer, byteOffset, length / Int32Array.BYTES_PER_ELEMENT);
    this.actors = driver.program.race.map(({ actor }) => actor);
    this.processes = this.actors.length;
  }

  choices(process: number): number {
    return this.driver.choicesOf(this.actors[process]);
  }

  apply(process: number, choice: number): boolean {
    return this.driver.takeStep(this.actors[process], choice);
  }

  /** Has no actor anything left to do? */
  isOver(): boolean {
    return this.actors.every((actor) => this.driver.operationOf(actor) === undefined);
  }

  /** Moves in the words of the program. */
  turns(moves: readonly Move[]): Turn[] {
    return moves.map(({ process, choice }) => ({ actor: this.actors[process], choice }));
  }
}
