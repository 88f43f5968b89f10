/**
 * What the eager machine was seen to do in any state of any interleaving: refinement needs it to tell one
 * kind of breach from another. Not part of the state.
 */

import type { Program } from '../../program/program.js';
import { content } from './slots.js';
import { nothing, type EagerState, type SlotId } from './state.js';

export class Sightings {
  /** Per process: every value its memory, or a reference or pin taken on it, ever held. */
  readonly held: readonly Set<number>[];
  /** Columns that show a page of memory while a reference or pin to it was live. */
  readonly referencedColumns = new Set<number>();

  readonly #ownerOfReference: readonly number[];
  readonly #handleOfReference: readonly number[];

  constructor(program: Program) {
    this.held = program.processes.map(() => new Set());
    this.#ownerOfReference = program.handles.flatMap((handle) => repeat(handle.process, handle.pages));
    this.#handleOfReference = program.handles.flatMap((handle, index) => repeat(index, handle.pages));
  }

  state(state: EagerState): void {
    state.processes.forEach((process, index) => {
      for (const mapping of process.pages) if (mapping !== undefined) this.#hold(index, state, mapping.slot);
    });
    state.references.forEach((slot, index) => {
      if (slot !== nothing) this.#hold(this.#ownerOfReference[index], state, slot);
    });
  }

  memoryColumn(state: EagerState, column: number, slot: SlotId): void {
    const isReferenced = state.references.some(
      (reference, index) => reference === slot && state.live[this.#handleOfReference[index]],
    );
    if (isReferenced) this.referencedColumns.add(column);
  }

  #hold(process: number, state: EagerState, slot: SlotId): void {
    const { lo, hi } = content(state, slot);
    this.held[process].add(lo).add(hi);
  }
}

function repeat(value: number, times: number): number[] {
  return Array.from({ length: times }, () => value);
}
