/** Everything the specification allows a program to show. */

import { outcomeKey, type Outcome } from '../../program/outcome.js';
import type { Program } from '../../program/program.js';
import { codes } from '../../program/values.js';
import { latitudesOf } from '../allowances/index.js';
import { Interleaver } from './interleave.js';
import { mappingAt } from './mappings.js';
import type { Sightings } from './sightings.js';
import { content } from './slots.js';
import { initialState, nothing, type EagerState, type SlotId } from './state.js';

export interface EagerResult {
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
 * @param limit - most states to visit
 * @throws EagerLimitError when there are more
 */
export function eagerOutcomes(program: Program, limit = 200_000): EagerResult {
  const machine = new Interleaver(program, latitudesOf(program.allow), limit);
  const start = initialState(program);
  machine.sightings.state(start);
  const ready = machine.inOrder([start], program.steps);
  const ended = machine.inOrder(machine.race(ready), program.after);

  const outcomes = new Map<string, Outcome>();
  for (const state of ended) {
    const outcome = outcomeOf(program, state, machine.sightings);
    outcomes.set(outcomeKey(outcome), outcome);
  }
  const { held, referencedColumns } = machine.sightings;
  return { outcomes, states: machine.states + 1, held, referencedColumns };
}

function outcomeOf(program: Program, state: EagerState, sightings: Sightings): Outcome {
  const row = state.observed.map((value) => (value === codes.unset ? codes.none : value));
  for (const final of program.final) {
    const slot = final.kind === 'page'
      ? mappedSlot(state, final.process, final.page)
      : liveSlot(program, state, final.handle, final.page);
    if (slot === nothing) {
      row.push(codes.none, codes.none);
      continue;
    }
    if (final.kind === 'page') {
      sightings.memoryColumn(state, row.length, slot);
      sightings.memoryColumn(state, row.length + 1, slot);
    }
    const { lo, hi } = content(state, slot);
    row.push(lo, hi);
  }
  return row;
}

function mappedSlot(state: EagerState, process: number, page: number): SlotId {
  return mappingAt(state, process, page)?.slot ?? nothing;
}

function liveSlot(program: Program, state: EagerState, handle: number, page: number): SlotId {
  return state.live[handle] ? state.references[program.handles[handle].firstSlot + page] : nothing;
}
