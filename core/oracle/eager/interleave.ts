/** All states that a total order, or all interleavings of a race, can end in. */

import type { Operation, Program } from '../../program/program.js';
import { codes } from '../../program/values.js';
import { Choices } from '../choices.js';
import type { Eager, Latitude } from './eager.js';
import { stateKey } from './key.js';
import { columnsOf, perform } from './perform.js';
import { Sightings } from './sightings.js';
import { copyState, type EagerState } from './state.js';

/** Raised when a program has more eager states than anybody will wait for. Not a verdict: report it as a bound. */
export class EagerLimitError extends Error {
  override readonly name = 'EagerLimitError';
  constructor(readonly program: string, readonly limit: number) {
    super(`${program}: the eager machine has more than ${limit} states`);
  }
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

export class Interleaver {
  readonly sightings: Sightings;
  /** Different states met so far, in every phase. */
  states = 0;

  constructor(
    private readonly program: Program,
    private readonly latitudes: readonly Latitude[],
    private readonly limit: number,
  ) {
    this.sightings = new Sightings(program);
  }

  /** The operations in this order, each as a whole, from each of the states. */
  inOrder(from: readonly EagerState[], operations: readonly Operation[]): EagerState[] {
    let states = [...from];
    for (const operation of operations) {
      const met = new Map<string, EagerState>();
      for (const state of states) {
        for (const { state: next } of this.#run(state, operation, 0, false)) met.set(stateKey(next), next);
      }
      states = [...met.values()];
      for (const state of states) this.#count(state);
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
    const open: Node[] = from.map((state) => ({ state, cursor: start }));
    const met = new Set(open.map(nodeKey));
    const ended: EagerState[] = [];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const next = [...this.#drifts(node), ...this.#successors(node)];
      if (this.#isDone(node.cursor)) ended.push(settled(node.state));
      for (const successor of next) {
        const key = nodeKey(successor);
        if (met.has(key)) continue;
        met.add(key);
        this.#count(successor.state);
        open.push(successor);
      }
    }
    return ended;
  }

  /** What may happen by itself, between the units of the race. */
  #drifts({ state, cursor }: Node): Node[] {
    return this.latitudes.flatMap((latitude) => latitude.drifts?.(state) ?? []).map(({ slot, becomes }) => {
      const next = copyState(state);
      next.slots[slot] = becomes;
      return { state: next, cursor };
    });
  }

  #isDone(cursor: Cursor): boolean {
    return this.program.race.every(({ operations }, racer) => cursor[racer].operation === operations.length);
  }

  #successors({ state, cursor }: Node): Node[] {
    return this.program.race.flatMap(({ operations }, racer) => {
      const { operation, unit } = cursor[racer];
      if (operation === operations.length || !this.#isEnabled(state, cursor, racer)) return [];
      return this.#run(state, operations[operation], unit, true).map(({ state: next, hasEnded }) => {
        const ahead = hasEnded ? { operation: operation + 1, unit: 0 } : { operation, unit: unit + 1 };
        const moved = cursor.with(racer, ahead);
        const isAlone = endsThreads(operations[operation]);
        return { state: next, cursor: isAlone ? this.#endSiblings(next, moved, racer) : moved };
      });
    });
  }

  /** Racers that are threads of the same process. */
  #siblings(racer: number): number[] {
    const { race, actors } = this.program;
    const processOf = (other: number): number => actors[race[other].actor].process;
    return [...race.keys()].filter((other) => other !== racer && processOf(other) === processOf(racer));
  }

  /** The other threads of a process die where it exits or execs: what they had still to do observes `none`. */
  #endSiblings(state: EagerState, cursor: Cursor, racer: number): Cursor {
    return this.#siblings(racer).reduce((moved, other) => {
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
  #isEnabled(state: EagerState, cursor: Cursor, racer: number): boolean {
    const operation = this.program.race[racer].operations[cursor[racer].operation];
    const { actor, action } = operation;
    const { process } = this.program.actors[actor];
    if (endsThreads(operation) && this.#siblings(racer).some((other) => cursor[other].unit > 0)) return false;
    const isBeingForked = process >= 0 && state.processes[process].life === 'unborn'
      && this.program.race.some(({ operations }, other) => operations
        .slice(cursor[other].operation).some((later) => later.action.op === 'fork' && later.action.child === process));
    if (isBeingForked) return false;
    return action.op !== 'wait' || action.observations.every((column) => state.observed[column] !== codes.unset);
  }

  /** One unit, or in a total order the whole operation: once for every way the allowances let it go. */
  #run(state: EagerState, operation: Operation, unit: number, isRacing: boolean): readonly Result[] {
    const ends: Result[] = [];
    const choices = new Choices();
    do {
      const next = copyState(state);
      const { program, latitudes, sightings } = this;
      const eager: Eager = { program, state: next, latitudes, may: choices.may, sightings, isRacing };
      let hasEnded = perform(eager, operation, unit, isRacing);
      for (let later = unit + 1; !hasEnded && !isRacing; later++) hasEnded = perform(eager, operation, later, isRacing);
      ends.push({ state: next, hasEnded });
    } while (choices.next());
    return ends;
  }

  #count(state: EagerState): void {
    this.states++;
    if (this.states > this.limit) throw new EagerLimitError(this.program.name, this.limit);
    this.sightings.state(state);
  }
}

/** exit_group(2) and execve(2). */
function endsThreads({ action }: Operation): boolean {
  return action.op === 'exit' || action.op === 'exec';
}

/** Behind the race nothing is under way: no copy can be older than the page. */
function settled(state: EagerState): EagerState {
  return { ...state, slots: state.slots.map((slot) => (slot.pasts.length === 0 ? slot : { ...slot, pasts: [] })) };
}

function nodeKey({ state, cursor }: Node): string {
  return `${cursor.map(({ operation, unit }) => `${operation}.${unit}`).join(' ')} | ${stateKey(state)}`;
}
