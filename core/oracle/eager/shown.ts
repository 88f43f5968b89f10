/** What a page may show to whoever looks at it. */

import { nothing, type Content, type EagerState, type Slot, type SlotId } from './state.js';

/** The part of the eager machine that decides it. */
export interface Shown {
  readonly state: EagerState;
  /** In a race, a copy may catch a page half by half. */
  readonly isRacing: boolean;
}

/** What the file shows that a page may follow; undefined where it cannot follow one any more. */
export function fileContent(state: EagerState, slot: SlotId): Content | undefined {
  const { follows } = state.slots[slot];
  return follows === nothing ? undefined : state.slots[follows].versions[0];
}

/** Every content that a look at the page may find, each once. */
export function contents({ state, isRacing }: Shown, slot: SlotId): readonly Content[] {
  const { versions } = state.slots[slot];
  const file = fileContent(state, slot);
  if (file === undefined) return versions;
  if (versions.length === 0) return [file];
  return isRacing ? mixed([file, ...versions]) : distinct([file, ...versions]);
}

/** May a look at it find different things? */
export function isOpen({ versions, follows }: Slot): boolean {
  return versions.length + (follows === nothing ? 0 : 1) > 1;
}

/** The only content of a page of a file or of shared memory, which nothing leaves open. */
export function sharedContent(state: EagerState, slot: SlotId): Content {
  return state.slots[slot].versions[0];
}

/** Half by half, as a copy made while the page changes can catch it. */
function mixed(shown: readonly Content[]): readonly Content[] {
  return distinct(shown.flatMap(({ lo }) => shown.map(({ hi }) => ({ lo, hi }))));
}

/** Each content once, the first of equal ones. */
export function distinct<T extends Content>(all: readonly T[]): readonly T[] {
  if (all.length < 2) return all;
  return [...new Map(all.map((content) => [`${content.lo} ${content.hi}`, content])).values()];
}
