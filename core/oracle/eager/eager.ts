/** What an operation of the eager machine works on. */

import type { Action, Program } from '../../program/program.js';
import type { Allowance } from '../../program/allowances.js';
import type { EagerState, ForkWindow, Mapping, SlotId } from './state.js';
import type { Sightings } from './sightings.js';

/** An action that takes a reference or a pin. */
export type GupAction = Extract<Action, { op: 'get' | 'pin' | 'dio' }>;

/** The eager machine at work: a program, its state, and how what is open is decided. */
export interface Eager {
  readonly program: Program;
  readonly state: EagerState;
  /** The allowances in force that have a meaning here. */
  readonly latitudes: readonly Latitude[];
  /**
   * One of the values that may be seen in a column; undefined: none of them in particular, what may be seen stays open.
   * In a race each of the values in turn; in a total order the one that the policy machine has shown.
   */
  readonly look: (column: number, values: readonly number[]) => number | undefined;
  /** May a call end in this error, to be seen in a column, does it? In a race both answers are followed. */
  readonly happens: (column: number, error: number) => boolean;
  /** A number below `ways`: each of them is followed. */
  readonly pick: (ways: number) => number;
  /** Is what is open decided when pages part, not only when they are looked at? Otherwise parted pages are linked. */
  readonly decidesEarly: boolean;
  readonly sightings: Sightings;
  /** Is a race under way? In a total order an operation is over before the next one begins. */
  readonly isRacing: boolean;
}

/**
 * An allowance: the places where the eager machine asks what the ABI leaves open, each with what the
 * machine is about to do. A latitude adds to what pages may hold and references may denote; looking decides.
 */
export interface Latitude {
  readonly allowance: Allowance;
  /** The content of a page, or what it follows, is about to change. */
  beforeChange?(eager: Eager, slot: SlotId): void;
  /** A page goes on following its file when a read-only pin of it is taken. */
  readonly keepsFollowing?: boolean;
  /** True: this get or pin fails with EAGAIN and takes nothing. `column` is where its result will be seen. */
  refuses?(eager: Eager, action: GupAction, column: number): boolean;
  /** True: this get or pin, of a page of this mapping, fails with EFAULT and takes nothing. */
  declines?(eager: Eager, action: GupAction, mapping: Mapping, column: number): boolean;
  /** True: a call whose result will be seen in this column ends with this error, since there is no memory left. */
  runsOut?(eager: Eager, column: number, error: number): boolean;
  /** True: fork has a begin, a point and an end, because of what runs beside it. */
  stretchesFork?(program: Program): boolean;
  /** In a race, pages that one call takes away go in any order, for each thread. */
  readonly unordersUnmap?: boolean;
  /** A device is about to store to a page. */
  beforeDeviceStore?(eager: Eager, slot: SlotId, half: 'lo' | 'hi', value: number): void;
  /** Fork has just copied a private page. */
  afterForkCopy?(eager: Eager, window: ForkWindow, original: SlotId, copy: SlotId): void;
}
