/** The pages of processes, one at a time. */

import type { Eager } from './eager.js';
import { followersOf, nothing, type EagerState, type Mapping, type SlotId } from './state.js';

/** What is mapped at a page; undefined: nothing. */
export function mappingAt(state: EagerState, process: number, page: number): Mapping | undefined {
  return state.processes[process].pages[page];
}

/** Maps a page, or nothing there. A page that nobody maps or refers to any more follows no file. */
export function remap(eager: Eager, process: number, page: number, mapping: Mapping | undefined): void {
  const { state, sightings } = eager;
  const { pages } = state.processes[process];
  const gone = pages[page];
  pages[page] = mapping;
  // In a race somebody may still see it.
  if (gone !== undefined && gone.slot !== mapping?.slot && !eager.isRacing) abandon(state, gone.slot);
  if (mapping === undefined || mapping.slot === gone?.slot) return;
  const { follows } = state.slots[mapping.slot];
  if (follows !== nothing) followersOf(state, follows).add(mapping.slot);
  sightings.gained(eager, process, mapping.slot);
}

/** A process has unmapped the page. */
function abandon(state: EagerState, slot: SlotId): void {
  const { follows, shared } = state.slots[slot];
  if (follows !== nothing && !shared && !state.takers.has(slot)) followersOf(state, follows).delete(slot);
}

/** All mappings of a process go. */
export function unmapAll(eager: Eager, process: number): void {
  const { pages } = eager.state.processes[process];
  for (const page of pages.keys()) if (pages[page] !== undefined) remap(eager, process, page, undefined);
}
