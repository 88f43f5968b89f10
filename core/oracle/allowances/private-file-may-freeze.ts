/**
 * Whether later changes of a file show in a private page that was not written is left open: at every change of
 * the file each such page may stop following it, a child's copy apart from its parent's; and a page that
 * carries a read-only pin may go on following until the first store. While a racing fault copies the page, half after
 * half and without its lock (wp_page_copy), the file may change: then the copy that replaces it shows older content
 * than the page did, in one half or both.
 * Source: mmap(2), MAP_PRIVATE: "It is unspecified whether changes made to the file after the mmap() call are
 * visible in the mapped region."
 */

import type { Latitude } from '../eager/eager.js';
import { detachedFromFile } from '../eager/slots.js';
import { reachableSlots, type Content, type EagerState, type Slot, type SlotId } from '../eager/state.js';

export const privateFileMayFreeze: Latitude = {
  allowance: 'private-file-may-freeze',
  beforeChange: (eager, slot) => {
    const { slots } = eager.state;
    for (const follower of reachableSlots(eager.state)) {
      if (slots[follower].follows !== slot) continue;
      if (eager.isRacing) slots[follower] = remembering(slots[follower], slots[slot]);
      else if (eager.may()) slots[follower] = detachedFromFile(eager.state, follower);
    }
  },
  drifts: (state) => [...reachableSlots(state)].flatMap((slot) =>
    copiesOf(state, slot).map((becomes) => ({ slot, becomes }))),
  keepsFollowing: (eager) => eager.may(),
};

function remembering(follower: Slot, { lo, hi }: Content): Slot {
  if (follower.pasts.some((past) => past.lo === lo && past.hi === hi)) return follower;
  return { ...follower, pasts: [...follower.pasts, { lo, hi }] };
}

/** What a copy of a page that follows a changed file may hold: of each half what the page shows or has shown. */
function copiesOf(state: EagerState, slot: SlotId): Slot[] {
  const { pasts } = state.slots[slot];
  if (pasts.length === 0) return [];
  const now = detachedFromFile(state, slot);
  const shown = [now, ...pasts];
  return shown.flatMap(({ lo }) => shown.map(({ hi }) => ({ ...now, lo, hi })));
}
