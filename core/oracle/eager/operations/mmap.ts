/** mmap(2) with MAP_FIXED of a declared area. */

import { codes } from '../../../program/values.js';
import { remap } from '../mappings.js';
import { freshMapping } from '../state.js';
import type { Performed } from './performed.js';

/** What a unit of `mmap` does on the eager machine, and what can come between two of them. */
export const mmap: Performed<'mmap'> = {
  /** Fresh pages, whatever was there. */
  perform: (eager, { action }, { page }) => {
    const { program, state } = eager;
    const { process } = action.place;
    const area = program.areas[action.area];
    remap(eager, process, page, freshMapping(program, state, process, area, page - area.firstPage));
    return codes.ok;
  },
  // Under the mmap lock for writing: everybody else is at their old translations, or waits.
  grain: () => 'whole',
};
