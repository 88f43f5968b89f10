/** All states that a total order, or all interleavings of a race, can end in. */

import type { Operation, Program } from '../../program/program.js';
import { codes } from '../../program/values.js';
import { Choices } from '../choices.js';
import type { Eager, Latitude } from './eager.js';
import { stateKey } from './key.js';
import { perform } from './perform.js';
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
      const next = this.#successors(node);
      if (this.#isDone(node.cursor)) ended.push(node.state);
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

  #isDone(cursor: Cursor): boolean {
    return this.program.race.every(({ operations }, racer) => cursor[racer].operation === operations.length);
  }

  #successors({ state, cursor }: Node): Node[] {
    return this.program.race.flatMap(({ operations }, racer) => {
      const { operation, unit } = cursor[racer];
      if (operation === operations.length || !this.#isEnabled(state, cursor, operations[operation])) return [];
      return this.#run(state, operations[operation], unit, true).map(({ state: next, hasEnded }) => ({
        state: next,
        cursor: cursor.with(racer, hasEnded ? { operation: operation + 1, unit: 0 } : { operation, unit: unit + 1 }),
      }));
    });
  }

  /** An actor waits for the fork that makes its process, and for the observations it names. */
  #isEnabled(state: EagerState, cursor: Cursor, { actor, action }: Operation): boolean {
    const { process } = this.program.actors[actor];
    const isBeingForked = process >= 0 && state.processes[process].life === 'unborn'
      && this.program.race.some(({ operations }, racer) => operations
        .slice(cursor[racer].operation).some((later) => later.action.op === 'fork' && later.action.child === process));
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
      const eager: Eager = { program, state: next, latitudes, may: choices.may, sightings };
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

function nodeKey({ state, cursor }: Node): string {
  return `${cursor.map(({ operation, unit }) => `${operation}.${unit}`).join(' ')} | ${stateKey(state)}`;
}
