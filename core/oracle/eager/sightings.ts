/**
 * What the eager machine was seen to do in any state of any interleaving: refinement needs it to tell one
 * kind of breach from another. Not part of the state.
 */

import type { Handle, Program } from '../../program/program.js';
import { contents, type Shown } from './shown.js';
import { nothing, type EagerState, type SlotId } from './state.js';

/** What was held and shown, noted for the kinds of breaches. */
export class Sightings {
  /** Per process: every value its memory, or a reference or pin taken on it, ever held. */
  readonly held: readonly Set<number>[];
  /** Columns that show a page of memory while a reference or pin to it was live. */
  readonly referencedColumns = new Set<number>();

  private readonly handles: readonly Handle[];
  private readonly handleOfReference: readonly number[];

  constructor(program: Program) {
    this.held = program.processes.map(() => new Set());
    for (const { file, pages, initial } of program.areas) {
      for (const value of file < 0 ? initial : program.files[file].initial.slice(0, pages)) this.held[0].add(value);
    }
    this.handles = program.handles;
    this.handleOfReference = program.handles.flatMap(({ pages }, index) => Array.from({ length: pages }, () => index));
  }

  /** The handle that a reference belongs to. */
  handleOf(index: number): Handle {
    return this.handles[this.handleOfReference[index]];
  }

  /** A process maps the page, or has a reference to it. */
  gained(eager: Shown, process: number, slot: SlotId): void {
    const held = this.held[process];
    for (const { lo, hi } of contents(eager, slot)) held.add(lo).add(hi);
  }

  /** What the page may hold has changed: for its process, or for all that share it. */
  changed(eager: Shown, slot: SlotId): void {
    const { owner } = eager.state.slots[slot];
    if (owner !== nothing) this.gained(eager, owner, slot);
    else for (const process of this.sharers(eager.state, slot)) this.gained(eager, process, slot);
  }

  /** Processes that map a shared page or have a reference to it. */
  private sharers(state: EagerState, slot: SlotId): number[] {
    const takers = (state.takers.get(slot) ?? []).map((index) => this.handleOf(index).process);
    const mappers = [...state.processes.keys()].filter((process) =>
      state.processes[process].pages.some((mapping) => mapping?.slot === slot),
    );
    return [...takers, ...mappers];
  }

  memoryColumn(state: EagerState, column: number, slot: SlotId): void {
    const isReferenced = state.takers.get(slot)?.some((index) => state.live[this.handleOfReference[index]]);
    if (isReferenced === true) this.referencedColumns.add(column);
  }
}
