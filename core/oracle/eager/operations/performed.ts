/** What the eager machine must know of an operation: what a unit of it does, and what can come between. */

import type { ActionOf, OperationName, OperationOf, Program } from '../../../program/program.js';
import type { Eager } from '../eager.js';
import type { EagerState } from '../state.js';

/** What nothing can come between. */
export type Grain =
  /** Every page of the range by itself, in order. */
  | 'page'
  /** The whole operation. */
  | 'whole'
  /** A begin, at which all is done, and an end: in between each page goes when somebody looks. */
  | 'begin-end'
  /** fork, where device stores race with it: a begin, a point and an end. */
  | 'fork';

/** A unit of an operation: which of its parts. */
export interface Unit {
  /** Virtual page number; `nothing` for an operation without a place. */
  readonly page: number;
  readonly part: number;
  readonly parts: number;
  /** Where a value that it loads stays to be seen; undefined: nowhere. */
  readonly column: number | undefined;
}

/** Who stored a value. */
export interface Origin {
  /** A device's store belongs to the process on whose memory the reference was taken; nobody (-1) stores to files. */
  readonly process: number;
  readonly isDevice: boolean;
}

/** One operation of the program's vocabulary. */
export interface Performed<Op extends OperationName> {
  /** @returns the value read, `ok`, or an error */
  perform(eager: Eager, operation: OperationOf<Op>, unit: Unit): number;
  /** Does it observe a value in each of its columns? Without: `ok` or its error. */
  observesValues?(action: ActionOf<Op>): boolean;
  /** What it observes it sees through a reference or pin. */
  readonly throughHandle?: true;
  /** An error behind which it goes on with its other pages. */
  readonly survives?: number;
  /** In a race. Without: page by page where it has a place. */
  grain?(eager: Eager, action: ActionOf<Op>): Grain;
  /** It takes its areas before their page tables. */
  readonly areasFirst?: true;
  /** The other threads of the process are over where it begins. */
  readonly endsThreads?: true;
  /** May it begin now? Without: at any time. */
  isReady?(state: EagerState, action: ActionOf<Op>): boolean;
  /** Whose the value is that it stores. Without: it stores none, or to a file. */
  origin?(program: Program, operation: OperationOf<Op>): Origin;
}

/** The grain of what takes pages away. */
export function leavingGrain({ latitudes }: Eager): Grain {
  return latitudes.some((latitude) => latitude.unordersUnmap) ? 'begin-end' : 'page';
}
