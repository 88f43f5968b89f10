/** madvise(2). */

import type { Advice } from '../../../program/program.js';
import { codes } from '../../../program/values.js';
import { mappingAt, remap } from '../mappings.js';
import { freshSlot, nothing, type EagerState, type Mapping } from '../state.js';
import { leavingGrain, type Performed } from './performed.js';

/** What a unit of `madvise` does on the eager machine, and what can come between two of them. */
export const madvise: Performed<'madvise'> = {
  /** ENOMEM for a hole, though the pages around it are advised; EINVAL where the advice does not apply. */
  perform: (eager, { action }, { page }) => {
    const { process } = action.place;
    const mapping = mappingAt(eager.state, process, page);
    if (mapping === undefined) return codes.ENOMEM;
    const advised = follow(eager.state, process, mapping, action.advice);
    if (advised === undefined) return codes.EINVAL;
    remap(eager, process, page, advised);
    return codes.ok;
  },
  survives: codes.ENOMEM,
  grain: (eager, { advice }) => (advice === 'dontneed' ? leavingGrain(eager) : 'page'),
};

function follow(state: EagerState, process: number, mapping: Mapping, advice: Advice): Mapping | undefined {
  switch (advice) {
    case 'dontneed':
      // Shared memory keeps its content: the object outlives the page table entry.
      return mapping.shared ? mapping : { ...mapping, slot: freshSlot(state, process, false, mapping.file) };
    case 'dontfork':
      return { ...mapping, dontfork: true };
    case 'dofork':
      return { ...mapping, dontfork: false };
    case 'wipeonfork':
      // Only private anonymous memory can be wiped.
      return mapping.shared || mapping.file !== nothing ? undefined : { ...mapping, wipeonfork: true };
    case 'free':
    case 'mergeable':
    case 'unmergeable':
    case 'pageout':
    case 'collapse':
    case 'populate-read':
    case 'populate-write':
      throw new Error(`the eager machine was given the advice ${advice}, which the loader should have refused`);
  }
}
