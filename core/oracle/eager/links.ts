/**
 * What is known of a page says something about its copies. A private page whose content is open, because it may have
 * stopped following its file at one of several changes, is copied as it is: original and copy agree on what happened
 * before the copy was made, and part on what happens behind it. A look at one of them narrows the other.
 *
 * Links form trees (a copy has one original), and along a tree it is enough that each pair of neighbours agrees.
 */

import { nothing, setSlot, type Content, type EagerState, type SlotId, type Version } from './state.js';

/** A page that still follows its file is taken for a version of the future. */
const future = Number.MAX_SAFE_INTEGER;

/** Notes that `copy` is a copy of `slot` as it is now, open as that is. */
export function link(state: EagerState, slot: SlotId, copy: SlotId): void {
  const at = ++state.clock;
  state.links.set(slot, [...(state.links.get(slot) ?? []), { other: copy, at }]);
  state.links.set(copy, [...(state.links.get(copy) ?? []), { other: slot, at }]);
}

/** Keeps of a page what `keeps` says, and of the pages linked to it what agrees. */
export function restrict(state: EagerState, slot: SlotId, keeps: (content: Content) => boolean): void {
  const { follows } = state.slots[slot];
  const file = follows === nothing ? undefined : state.slots[follows].versions[0];
  const isOpen = file !== undefined && keeps(file);
  const changed = [slot];
  if (!narrow(state, slot, keeps, isOpen)) return;
  for (let page = changed.pop(); page !== undefined; page = changed.pop()) {
    for (const { other, at } of state.links.get(page) ?? []) {
      const common = commonHistories(state, page, at);
      const agrees = (version: Version): boolean => common.has(Math.min(version.at, at));
      if (narrow(state, other, agrees, common.has(at))) changed.push(other);
    }
  }
}

/** When a page may have stopped following its file, as far as a copy made at `at` has it in common. */
function commonHistories(state: EagerState, slot: SlotId, at: number): ReadonlySet<number> {
  const { versions, follows } = state.slots[slot];
  const ends = versions.map((version) => Math.min(version.at, at));
  return new Set(follows === nothing ? ends : [...ends, Math.min(future, at)]);
}

/** True: fewer than before. */
function narrow(state: EagerState, slot: SlotId, keeps: (version: Version) => boolean, mayFollow: boolean): boolean {
  const page = state.slots[slot];
  const versions = page.versions.filter(keeps);
  const follows = mayFollow ? page.follows : nothing;
  if (versions.length === page.versions.length && follows === page.follows) return false;
  setSlot(state, slot, { ...page, versions, follows });
  return true;
}
