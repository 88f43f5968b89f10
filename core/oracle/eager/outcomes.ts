/** Everything the specification allows a program to show, row by row: for programs with a race. */

import { defaultBounds } from '../../program/bounds.js';
import { outcomeKey, type Outcome } from '../../program/outcome.js';
import type { Program } from '../../program/program.js';
import { latitudesOf } from '../allowances/index.js';
import { eagerLimit, Interleaver, type EagerLimit } from './interleave.js';
import { initialState } from './state.js';

/** Everything that the eager machine can do. */
export interface EagerOutcomes {
  /** By `outcomeKey`, in the order in which they were found, which is always the same. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Different states of the eager machine, over all phases. */
  readonly states: number;
  /** Per process: every value its memory, or a reference or pin taken on it, held in any state. */
  readonly held: readonly ReadonlySet<number>[];
  /** Columns that show a page of memory while a reference or pin to it was live, in any interleaving. */
  readonly referencedColumns: ReadonlySet<number>;
}

/**
 * Runs a program on the eager machine: all interleavings of its race, all that its allowances permit.
 * @throws EagerLimitError when there is more than `limit` allows
 */
export function eagerOutcomes(program: Program, limit: EagerLimit = eagerLimit(defaultBounds)): EagerOutcomes {
  const machine = new Interleaver(program, latitudesOf(program.allow), limit);
  const ready = machine.inOrder([initialState(program)], program.steps);
  const ended = machine.inOrder(machine.race(ready), program.after);
  const rows = ended.flatMap((state) => machine.finals(state));
  const outcomes = new Map(rows.map((outcome) => [outcomeKey(outcome), outcome]));
  const { held, referencedColumns } = machine.sightings;
  return { outcomes, states: machine.states + 1, held, referencedColumns };
}
