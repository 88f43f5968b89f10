/** What a page may hold: how stores, references, copies and changes of its file change that. What a look finds is in shown.ts. */

import type { Half } from '../../program/program.js';
import type { Eager } from './eager.js';
import { link } from './links.js';
import { contents, distinct, fileContent, isOpen, sharedContent } from './shown.js';
import { addSlot, followersOf, nothing, setSlot, type SlotId, type Version } from './state.js';

/** A store without a half fills both. From the first store on the page is the process's own. */
export function store(eager: Eager, slot: SlotId, half: Half, value: number): void {
  announceChange(eager, slot);
  const stored = ({ lo, hi, at }: Version): Version => ({ lo: half === 'hi' ? lo : value, hi: half === 'lo' ? hi : value, at });
  become(eager, slot, ownVersions(eager, slot).map(stored), false);
}

/** A store that may not have come so far: what it stores is one more content that a private page may hold. */
export function mayStore(eager: Eager, slot: SlotId, half: Half, value: number): void {
  const { state, sightings } = eager;
  announceChange(eager, slot);
  const at = ++state.clock;
  const stored = contents(eager, slot).map(({ lo, hi }): Version => ({
    lo: half === 'hi' ? lo : value,
    hi: half === 'lo' ? hi : value,
    at,
  }));
  setSlot(state, slot, { ...state.slots[slot], versions: [...state.slots[slot].versions, ...stored] });
  sightings.changed(eager, slot);
}

/** The page may have become the process's own, with the content that it has. */
export function mayOwn(eager: Eager, slot: SlotId): void {
  if (eager.state.slots[slot].follows === nothing) return;
  announceChange(eager, slot);
  setSlot(eager.state, slot, { ...eager.state.slots[slot], versions: ownVersions(eager, slot) });
}

/** A writable reference counts as a store: the page becomes the process's own, with the content it has. */
export function own(eager: Eager, slot: SlotId): void {
  if (!eager.state.slots[slot].untouched) return;
  announceChange(eager, slot);
  become(eager, slot, ownVersions(eager, slot), false);
}

/** A read-only pin keeps what the file shows now, unless an allowance lets it follow on. The page is still not written. */
export function freeze(eager: Eager, slot: SlotId): void {
  if (eager.state.slots[slot].follows === nothing) return;
  announceChange(eager, slot);
  if (eager.latitudes.some((latitude) => latitude.keepsFollowing)) return;
  become(eager, slot, ownVersions(eager, slot), true);
}

/** The page holds one of these from now on, and follows no file. */
function become(eager: Eager, slot: SlotId, versions: readonly Version[], untouched: boolean): void {
  const { state, sightings } = eager;
  setSlot(state, slot, {
    ...state.slots[slot],
    follows: nothing,
    untouched,
    versions: state.links.has(slot) ? versions : distinct(versions),
  });
  sightings.changed(eager, slot);
  for (const follower of state.followers.get(slot) ?? []) sightings.changed(eager, follower);
}

/** What the page may hold once it has stopped following its file. */
function ownVersions(eager: Eager, slot: SlotId): readonly Version[] {
  const { state } = eager;
  const { versions } = state.slots[slot];
  const file = fileContent(state, slot);
  if (file === undefined) return versions;
  if (eager.isRacing && versions.length > 0) return contents(eager, slot).map(({ lo, hi }) => ({ lo, hi, at: 0 }));
  return [...versions, { ...file, at: ++state.clock }];
}

/** Each private page that follows the file may have stopped with the content that the file still has. */
export function mayStopFollowing(eager: Eager, file: SlotId): void {
  const { state } = eager;
  const { lo, hi } = sharedContent(state, file);
  state.clock++;
  for (const follower of followersOf(state, file)) {
    const page = state.slots[follower];
    const isKnown = !state.links.has(follower) && page.versions.some((past) => past.lo === lo && past.hi === hi);
    if (!isKnown) setSlot(state, follower, { ...page, versions: [...page.versions, { lo, hi, at: state.clock }] });
  }
}

/** A page of its own with the same content, following the same file if it does; open if the original is. */
export function duplicate(eager: Eager, slot: SlotId, owner: number): SlotId {
  const { state } = eager;
  if (!isOpen(state.slots[slot])) return addSlot(state, { ...state.slots[slot], owner });
  // What a racing page shows of its file's past it may show again, and so may a copy, whatever the other does.
  if (eager.isRacing && fileContent(state, slot) !== undefined) return addSlot(state, { ...state.slots[slot], owner });
  if (eager.decidesEarly) settle(eager, slot);
  const copy = addSlot(state, { ...state.slots[slot], owner });
  if (!eager.decidesEarly) link(state, slot, copy);
  return copy;
}

/** Decides now what the page holds, or that it goes on following its file. */
export function settle(eager: Eager, slot: SlotId): void {
  const { state } = eager;
  const page = state.slots[slot];
  if (!isOpen(page)) return;
  const way = eager.pick(page.versions.length + (page.follows === nothing ? 0 : 1));
  setSlot(
    state,
    slot,
    way === page.versions.length ? { ...page, versions: [] } : { ...page, versions: [page.versions[way]], follows: nothing },
  );
}

/** Behind a race nothing is under way: what a page has shown may have stayed with it, and does not come back otherwise. */
export function settleDown(eager: Eager): boolean {
  const { state } = eager;
  state.slots.forEach((page, slot) => {
    const file = fileContent(state, slot);
    if (file === undefined || page.versions.length === 0) return;
    const others = contents(eager, slot).filter(({ lo, hi }) => lo !== file.lo || hi !== file.hi);
    setSlot(state, slot, { ...page, versions: others.map(({ lo, hi }) => ({ lo, hi, at: 0 })) });
  });
  return true;
}

function announceChange(eager: Eager, slot: SlotId): void {
  for (const latitude of eager.latitudes) latitude.beforeChange?.(eager, slot);
}
