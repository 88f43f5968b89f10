/**
 * A device store that runs during a fork may or may not appear in the child, each half on its own: the copy is
 * made while the device goes on. Stores by processes still appear as of one point.
 *
 * In a race with device stores, fork is therefore three operations: it begins, copies at one point, and returns.
 * What the device stored in between is remembered, so that the copy can go back behind it or catch up with it.
 * Source: nothing in copy_page_range stops a device; open(2), NOTES, on O_DIRECT and fork(2).
 */

import type { Program } from '../../program/program.js';
import { settle } from '../eager/contents.js';
import { contents, distinct } from '../eager/shown.js';
import type { Eager, Latitude } from '../eager/eager.js';
import { nothing, setSlot, type ForkWindow, type SlotId, type Version } from '../eager/state.js';

type Side = 'lo' | 'hi';

/** What the allowance permits on the eager machine. */
export const dmaDuringForkMayTear: Latitude = {
  allowance: 'dma-during-fork-may-tear',
  stretchesFork,
  beforeDeviceStore: (eager, slot, half, value) => {
    const { windows } = eager.state;
    if (windows.length > 0) settle(eager, slot);
    const before = eager.state.slots[slot].versions[0][half];
    windows.forEach((window, at) => {
      if (window.isCopied) catchUp(eager, window, slot, half, value);
      else windows[at] = { ...window, stores: [...window.stores, { slot, half, value, before }] };
    });
  },
  afterForkCopy: (eager, window, original, copy) => {
    if (window.stores.length === 0) return;
    const shownOf = (half: Side, now: number): readonly number[] => lookBack(window, original, half, now);
    become(
      eager,
      copy,
      contents(eager, copy).flatMap(({ lo, hi }) =>
        shownOf('lo', lo).flatMap((low) => shownOf('hi', hi).map((high) => ({ lo: low, hi: high, at: 0 }))),
      ),
    );
  },
};

function stretchesFork(program: Program): boolean {
  return program.race.some(({ operations }) => operations.some(({ action }) => action.op === 'dma-write'));
}

/** What the copy of a half may hold: what it holds now, or held before any number of the last device stores to it. */
function lookBack(window: ForkWindow, slot: SlotId, half: Side, now: number): readonly number[] {
  const shown = [now];
  for (const store of window.stores.toReversed()) {
    if (store.slot !== slot || store.half !== half) continue;
    if (store.value !== shown.at(-1)) break;
    shown.push(store.before);
  }
  return shown;
}

/** The child's copy may still receive what the device stores to the original. */
function catchUp(eager: Eager, window: ForkWindow, slot: SlotId, half: Side, value: number): void {
  for (const [original, copy] of window.copies) {
    if (original !== slot) continue;
    const { versions } = eager.state.slots[copy];
    become(
      eager,
      copy,
      versions.flatMap((version) => [version, { ...version, [half]: value }]),
    );
  }
}

function become(eager: Eager, copy: SlotId, versions: readonly Version[]): void {
  const page = eager.state.slots[copy];
  if (page.follows !== nothing) return;
  setSlot(eager.state, copy, { ...page, versions: distinct(versions) });
  eager.sightings.changed(eager, copy);
}
