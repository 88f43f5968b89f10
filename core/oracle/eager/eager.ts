/** What an operation of the eager machine works on. */

import type { Action, Program } from '../../program/program.js';
import type { Allowance } from '../../program/allowances.js';
import type { EagerState, ForkWindow, Slot, SlotId } from './state.js';
import type { Sightings } from './sightings.js';

export type GupAction = Extract<Action, { op: 'get' | 'pin' | 'dio' }>;

export interface Eager {
  readonly program: Program;
  readonly state: EagerState;
  /** The allowances in force that have a meaning here. */
  readonly latitudes: readonly Latitude[];
  /** A question whose both answers are followed. */
  readonly may: () => boolean;
  readonly sightings: Sightings;
  /** Is a race under way? In a total order an operation is over before the next one begins. */
  readonly isRacing: boolean;
}

/** A page that has changed by itself. */
export interface Drift {
  readonly slot: SlotId;
  readonly becomes: Slot;
}

/**
 * An allowance: the places where the eager machine asks what the ABI leaves open, each with what the
 * machine is about to do. A latitude changes the state only where `may()` answered yes.
 */
export interface Latitude {
  readonly allowance: Allowance;
  /** The content of a page, or what it follows, is about to change. */
  beforeChange?(eager: Eager, slot: SlotId): void;
  /** In a race: the slots as they may have become by themselves, one change each. */
  drifts?(state: EagerState): readonly Drift[];
  /** A read-only pin is being taken of a page that follows its file. True: it goes on following. */
  keepsFollowing?(eager: Eager): boolean;
  /** True: this get or pin fails with EAGAIN and takes nothing. */
  refuses?(eager: Eager, action: GupAction): boolean;
  /** True: fork has a begin, a point and an end, because of what runs beside it. */
  stretchesFork?(program: Program): boolean;
  /** A device is about to store to a page. */
  beforeDeviceStore?(eager: Eager, slot: SlotId, half: 'lo' | 'hi', value: number): void;
  /** Fork has just copied a private page. */
  afterForkCopy?(eager: Eager, window: ForkWindow, original: SlotId, copy: SlotId): void;
}
