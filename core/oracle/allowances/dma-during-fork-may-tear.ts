/**
 * A device store that runs during a fork may or may not appear in the child, each half on its own: the copy is
 * made while the device goes on. Stores by processes still appear as of one point.
 *
 * In a race with device stores, fork is therefore three operations: it begins, copies at one point, and returns.
 * What the device stored in between is remembered, so that the copy can go back behind it or catch up with it.
 * Source: nothing in copy_page_range stops a device; open(2), NOTES, on O_DIRECT and fork(2).
 */

import type { Program } from '../../program/program.js';
import type { Eager, Latitude } from '../eager/eager.js';
import { content } from '../eager/slots.js';
import type { ForkWindow, SlotId } from '../eager/state.js';

export const dmaDuringForkMayTear: Latitude = {
  allowance: 'dma-during-fork-may-tear',
  stretchesFork,
  beforeDeviceStore: (eager, slot, half, value) => {
    const { windows } = eager.state;
    const before = content(eager.state, slot)[half];
    windows.forEach((window, at) => {
      if (window.isCopied) catchUp(eager, window, slot, half, value);
      else windows[at] = { ...window, stores: [...window.stores, { slot, half, value, before }] };
    });
  },
  afterForkCopy: (eager, window, original, copy) => {
    for (const half of ['lo', 'hi'] as const) {
      const shown = lookBack(eager, window, original, half);
      if (shown !== content(eager.state, copy)[half]) setHalf(eager, copy, half, shown);
    }
  },
};

function stretchesFork(program: Program): boolean {
  return program.race.some(({ operations }) => operations.some(({ action }) => action.op === 'dma-write'));
}

/** The copy of a half as of before any number of the last device stores to it. */
function lookBack(eager: Eager, window: ForkWindow, slot: SlotId, half: 'lo' | 'hi'): number {
  let shown = content(eager.state, slot)[half];
  for (const store of window.stores.toReversed()) {
    if (store.slot !== slot || store.half !== half) continue;
    if (store.value !== shown || !eager.may()) break;
    shown = store.before;
  }
  return shown;
}

/** The child's copy may still receive what the device stores to the original. */
function catchUp(eager: Eager, window: ForkWindow, slot: SlotId, half: 'lo' | 'hi', value: number): void {
  for (const [original, copy] of window.copies) {
    if (original === slot && eager.may()) setHalf(eager, copy, half, value);
  }
}

function setHalf(eager: Eager, slot: SlotId, half: 'lo' | 'hi', value: number): void {
  eager.state.slots[slot] = { ...eager.state.slots[slot], [half]: value };
}
