/** The race of a program as the search explores it: the machine's buffer is the state, the actors that race are its processes. */

import type { CompiledPolicy } from '../policy/compile.js';
import type { Driver } from './driver.js';
import type { Model, Move } from './graph/model.js';
import type { LocalSteps } from './reduction/local-steps.js';
import type { Reduction } from '../program/bounds.js';
import type { Turn } from './turn.js';

/** Local steps that are taken together at most: a loop of them alone comes to a state that is kept, and so to an end. */
const mostAtOnce = 64;

/** Is all that its steps touch declared? Nobody has tested the declarations of plugins: their races are searched whole. */
function isDeclared({ chain }: CompiledPolicy): boolean {
  return chain.every(({ origin, steps }) => origin === undefined || Object.keys(steps ?? {}).length === 0);
}

/** A race on a machine; from its making on, states of the machine may be restored. */
export class RaceModel implements Model {
  readonly words: Int32Array;
  readonly components: readonly Int32Array[];
  readonly processes: number;
  private readonly actors: readonly number[];
  private readonly local: LocalSteps | undefined;
  private readonly first: Int32Array;

  /** @param reduce `por`: steps that nobody else can tell from being taken later go with the one before them */
  constructor(
    private readonly driver: Driver,
    reduce: Reduction = 'none',
  ) {
    driver.beginRace();
    this.local = reduce === 'por' && isDeclared(driver.machine.policy) ? driver.localSteps() : undefined;
    const { buffer, byteOffset, length } = driver.machine.state.bytes;
    this.words = new Int32Array(buffer, byteOffset, length / Int32Array.BYTES_PER_ELEMENT);
    this.components = driver.machine.components();
    this.actors = driver.program.race.map(({ actor }) => actor);
    this.processes = this.actors.length;
    this.first = this.words.slice();
  }

  choices(process: number): number {
    return this.driver.choicesOf(this.actors[process]);
  }

  apply(process: number, choice: number): boolean {
    if (!this.driver.takeStep(this.actors[process], choice)) return false;
    if (this.local !== undefined) this.goOn(this.local, process);
    return true;
  }

  /** Takes local steps, as long as there are any. @returns how many */
  private goOn(local: LocalSteps, process: number): number {
    local.forget();
    let steps = 0;
    while (steps < mostAtOnce && local.isLocal(process) && this.driver.takeStep(this.actors[process], 0)) steps++;
    return steps;
  }

  /** Has no actor anything left to do? */
  isOver(): boolean {
    return this.actors.every((actor) => this.driver.operationOf(actor) === undefined);
  }

  /** Moves in the words of the program, each step for itself. The state is what it was. */
  turns(moves: readonly Move[]): Turn[] {
    const { local } = this;
    const turn = ({ process, choice }: Move): Turn => ({ actor: this.actors[process], choice });
    if (local === undefined) return moves.map(turn);
    const now = this.words.slice();
    this.words.set(this.first);
    const turns = moves.flatMap((move) => {
      this.driver.takeStep(this.actors[move.process], move.choice);
      const more = this.goOn(local, move.process);
      return [turn(move), ...Array.from({ length: more }, () => turn({ ...move, choice: 0 }))];
    });
    // What was broken on the way has been heard of.
    this.driver.collectOfStep();
    this.words.set(now);
    return turns;
  }
}
