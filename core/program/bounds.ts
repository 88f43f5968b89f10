/** Every limit of cowlab, with its default: what a cell may cost, and how large a program may be. */

/** What the search of one cell may use. The same on every machine: counts, not measurements. */
export interface Bounds {
  /** Most states of a race to visit, on the policy's machine and on the eager machine (`--states`). */
  readonly states: number;
  /** Most bytes that the states of a race, and what is noted of each, may take (`--max-memory`); a quarter of it for the eager machine's. */
  readonly memory: number;
  /** How much of a race is searched (`--reduce`). */
  readonly reduce: Reduction;
}

/**
 * `none`: every interleaving of all steps. `por`: partial-order reduction; of interleavings that differ in the order of steps which
 * nobody can tell, one. Verdicts, outcomes, kinds of breaches and shortest runs are the same.
 */
export type Reduction = 'none' | 'por';

/** Bounds of a cell when nobody says otherwise. */
export const defaultBounds: Bounds = { states: 2_000_000, memory: 2 * 2 ** 30, reduce: 'por' };

/** Steps of one run that are kept to be shown, as a trace or an explanation; those behind them are only counted. */
export const mostShownSteps = 500_000;

/**
 * How large a program may be. What is larger is refused before any of it is run (COW012): within these, work is linear in
 * the program, and long work shows how far it is.
 */
export const programLimits = {
  /** Steps that a file lists, of all actors; with `times` or of many pages it is still one. */
  steps: 100_000,
  /** Pages of all areas or of all files; pages that references and pins hold; pages of all address spaces together. 4 GiB each. */
  pages: 2 ** 20,
  /** Pages of its address space, for every actor: each may be in the middle of unmapping all of it. */
  actorPages: 2 ** 24,
  /** Values that a program observes. */
  observations: 2 ** 20,
  /** Pages that all steps work on, counted at every repetition: as many as one step may, with the largest `times` and area. */
  pageAccesses: 2 ** 28,
} as const;
