/** All states that a total order, or all interleavings of a race, can end in. */

import { showCount } from '../../errors/numbers.js';
import type { Bounds } from '../../program/bounds.js';
import { showBytes } from '../../errors/numbers.js';
import { columnsOf } from '../../program/operations.js';
import type { Outcome } from '../../program/outcome.js';
import type { Operation, Program } from '../../program/program.js';
import { codes } from '../../program/values.js';
import { beat } from '../../engine/word.js';
import { Choices } from '../choices.js';
import { settle, settleDown } from './contents.js';
import type { Eager, Latitude } from './eager.js';
import { outcomeOf } from './finals.js';
import { stateKey } from './key.js';
import { performed } from './operations/index.js';
import { Sightings } from './sightings.js';
import { copyState, type EagerState } from './state.js';
import { performUnit } from './unit.js';

/** Raised when a program has more eager states than anybody will wait for. Not a verdict: report it as a bound. */
export class EagerLimitError extends Error {
  override readonly name = 'EagerLimitError';
  /** @param bound - which of the limits: `2,000,000 states`, `512 MiB of states` */
  constructor(
    readonly program: string,
    readonly bound: string,
  ) {
    super(`${program}: the eager machine has more than ${bound}`);
  }
}

/** What exploring the eager machine may cost before it is given up. */
export interface EagerLimit {
  /** Most states, in every phase; and most ways in which a single operation can end. */
  readonly states: number;
  /** Most memory for the keys of states and the states themselves, estimated, in bytes. */
  readonly bytes: number;
}

/** What the bounds of a cell leave for the eager machine. */
export function eagerLimit({ states, memory }: Bounds): EagerLimit {
  return { states, bytes: Math.floor(memory / 4) };
}

/** Where each racing actor is: its operation, and the unit of it. */
type Cursor = readonly { readonly operation: number; readonly unit: number }[];

interface Node {
  readonly state: EagerState;
  readonly cursor: Cursor;
}

/** What one way of performing an operation, or a unit of it, leads to. */
interface Result {
  readonly state: EagerState;
  readonly hasEnded: boolean;
}

/** All interleavings of whole operations, each state once. */
export class Interleaver {
  readonly sightings: Sightings;
  /** Different states met so far, in every phase. */
  states = 0;
  private bytes = 0;

  constructor(
    private readonly program: Program,
    private readonly latitudes: readonly Latitude[],
    private readonly limit: EagerLimit,
  ) {
    this.sightings = new Sightings(program);
  }

  /** The operations in this order, each as a whole, from each of the states. */
  inOrder(from: readonly EagerState[], operations: readonly Operation[]): EagerState[] {
    let states = [...from];
    for (const operation of operations) {
      const met = new Map<string, EagerState>();
      for (const state of states) {
        for (const { state: next } of this.run(state, operation, 0, false)) met.set(stateKey(next), next);
      }
      states = [...met.values()];
      for (const key of met.keys()) this.count(key);
    }
    return states;
  }

  /**
   * Every interleaving of the units of the race, from each of the states. One that ends with actors waiting for
   * each other shows no outcome: that a program blocks is not refinement's to judge.
   */
  race(from: readonly EagerState[]): EagerState[] {
    if (this.program.race.length === 0) return [...from];
    const start: Cursor = this.program.race.map(() => ({ operation: 0, unit: 0 }));
    const open: Node[] = from
      .flatMap((state) => this.ways(state, true, settleFollowers))
      .map(({ state }) => ({ state, cursor: start }));
    const met = new Set(open.map(nodeKey));
    const ended: EagerState[] = [];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (this.isDone(node.cursor)) ended.push(...this.ways(node.state, true, settleDown).map(({ state }) => state));
      for (const successor of this.successors(node)) {
        const key = nodeKey(successor);
        if (met.has(key)) continue;
        met.add(key);
        this.count(key);
        open.push(successor);
      }
    }
    return ended;
  }

  private isDone(cursor: Cursor): boolean {
    return this.program.race.every(({ operations }, racer) => cursor[racer].operation === operations.length);
  }

  private successors({ state, cursor }: Node): Node[] {
    return this.program.race.flatMap(({ operations }, racer) => {
      const { operation, unit } = cursor[racer];
      if (operation === operations.length || !this.isEnabled(state, cursor, racer)) return [];
      return this.run(state, operations[operation], unit, true).map(({ state: next, hasEnded }) => {
        const ahead = hasEnded ? { operation: operation + 1, unit: 0 } : { operation, unit: unit + 1 };
        const moved = cursor.with(racer, ahead);
        const isAlone = performed(operations[operation]).endsThreads === true;
        return { state: next, cursor: isAlone ? this.endSiblings(next, moved, racer) : moved };
      });
    });
  }

  /** Racers that are threads of the same process. */
  private siblings(racer: number): number[] {
    const { race, actors } = this.program;
    const processOf = (other: number): number => actors[race[other].actor].process;
    return [...race.keys()].filter((other) => other !== racer && processOf(other) === processOf(racer));
  }

  /** The other threads of a process die where it exits or execs: what they had still to do observes `none`. */
  private endSiblings(state: EagerState, cursor: Cursor, racer: number): Cursor {
    return this.siblings(racer).reduce((moved, other) => {
      const { operations } = this.program.race[other];
      const columns = operations.slice(moved[other].operation).flatMap(columnsOf);
      for (const column of columns) state.observed[column] = codes.none;
      return moved.with(other, { operation: operations.length, unit: 0 });
    }, cursor);
  }

  /**
   * An actor waits for the fork that makes its process, and for the observations it names; exit and exec, for what
   * other threads of the process are at.
   */
  private isEnabled(state: EagerState, cursor: Cursor, racer: number): boolean {
    const operation = this.program.race[racer].operations[cursor[racer].operation];
    const { actor, action } = operation;
    const { process } = this.program.actors[actor];
    if (performed(operation).endsThreads === true && this.siblings(racer).some((other) => cursor[other].unit > 0)) return false;
    const isBeingForked =
      process >= 0 &&
      state.processes[process].life === 'unborn' &&
      this.program.race.some(({ operations }, other) =>
        operations.slice(cursor[other].operation).some((later) => later.action.op === 'fork' && later.action.child === process),
      );
    if (isBeingForked) return false;
    return performed(operation).isReady?.(state, action) ?? true;
  }

  /** The rows of final values, each with what is seen on the way. */
  finals(state: EagerState): readonly Outcome[] {
    const rows: Outcome[] = [];
    this.ways(state, false, (eager) => {
      rows.push(outcomeOf(eager));
      return true;
    });
    return rows;
  }

  /** One unit, or in a total order the whole operation: once for every way the allowances let it go. */
  private run(state: EagerState, operation: Operation, unit: number, isRacing: boolean): readonly Result[] {
    return this.ways(state, isRacing, (eager) => {
      let hasEnded = performUnit(eager, operation, unit, isRacing);
      for (let later = unit + 1; !hasEnded && !isRacing; later++) hasEnded = performUnit(eager, operation, later, isRacing);
      return hasEnded;
    });
  }

  /** What is done to a state, once for every way of answering what it asks. */
  private ways(from: EagerState, isRacing: boolean, run: (eager: Eager) => boolean): readonly Result[] {
    const { program, latitudes, sightings, limit } = this;
    const ends: Result[] = [];
    const choices = new Choices();
    const look = (_: number, values: readonly number[]): number => values[choices.pick(values.length)];
    const happens = (): boolean => choices.pick(2) === 1;
    do {
      if (this.states + ends.length > limit.states) throw new EagerLimitError(program.name, `${showCount(limit.states)} states`);
      const state = copyState(from);
      const { pick } = choices;
      const hasEnded = run({ program, state, latitudes, look, happens, pick, decidesEarly: true, sightings, isRacing });
      ends.push({ state, hasEnded });
    } while (choices.next());
    return ends;
  }

  private count(key: string): void {
    const { states, bytes } = this.limit;
    beat();
    this.states++;
    this.bytes += bytesOf(key);
    if (this.states > states) throw new EagerLimitError(this.program.name, `${showCount(states)} states`);
    if (this.bytes > bytes) throw new EagerLimitError(this.program.name, `${showBytes(bytes)} of states`);
  }
}

/** A key, and the state that it stands for: about eight bytes for each of its words. */
function bytesOf(key: string): number {
  return 1_000 + 4 * key.length;
}

/** Private pages that may have stopped following their file before the race. */
function settleFollowers(eager: Eager): boolean {
  for (const followers of eager.state.followers.values()) for (const slot of followers) settle(eager, slot);
  return false;
}

function nodeKey({ state, cursor }: Node): string {
  return `${cursor.map(({ operation, unit }) => `${operation}.${unit}`).join(' ')} | ${stateKey(state)}`;
}
