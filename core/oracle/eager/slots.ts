/** Loads and stores of one page, and when a page stops following its file. */

import type { Half } from '../../program/program.js';
import type { Eager } from './eager.js';
import { addSlot, nothing, type EagerState, type Slot, type SlotId } from './state.js';

/** What a load of both halves sees. */
export function content(state: EagerState, slot: SlotId): { readonly lo: number; readonly hi: number } {
  const page = state.slots[slot];
  return page.follows === nothing ? page : state.slots[page.follows];
}

/** A load without a half reads the low one. */
export function load(state: EagerState, slot: SlotId, half: Half): number {
  return half === 'hi' ? content(state, slot).hi : content(state, slot).lo;
}

/** A store without a half fills both. From the first store on the page is the process's own. */
export function store(eager: Eager, slot: SlotId, half: Half, value: number): void {
  announceChange(eager, slot);
  const page = detachedFromFile(eager.state, slot);
  eager.state.slots[slot] = {
    ...page,
    lo: half === 'hi' ? page.lo : value,
    hi: half === 'lo' ? page.hi : value,
    untouched: false,
  };
}

/** A writable reference counts as a store: the page becomes the process's own, with the content it has. */
export function own(eager: Eager, slot: SlotId): void {
  if (!eager.state.slots[slot].untouched) return;
  announceChange(eager, slot);
  eager.state.slots[slot] = { ...detachedFromFile(eager.state, slot), untouched: false };
}

/** A read-only pin keeps what the file shows now. The page is still not written. */
export function freeze(eager: Eager, slot: SlotId): void {
  if (eager.state.slots[slot].follows === nothing) return;
  if (eager.latitudes.some((latitude) => latitude.keepsFollowing?.(eager))) return;
  announceChange(eager, slot);
  eager.state.slots[slot] = detachedFromFile(eager.state, slot);
}

/** A page of its own with the same content, following the same file if it does. */
export function duplicate(state: EagerState, slot: SlotId): SlotId {
  return addSlot(state, state.slots[slot]);
}

/** The page as it is once it has stopped following its file. */
export function detachedFromFile(state: EagerState, slot: SlotId): Slot {
  const { lo, hi } = content(state, slot);
  return { ...state.slots[slot], lo, hi, follows: nothing, pasts: [] };
}

function announceChange(eager: Eager, slot: SlotId): void {
  for (const latitude of eager.latitudes) latitude.beforeChange?.(eager, slot);
}
