/** mprotect(2). */

import { codes } from '../../../program/values.js';
import { mappingAt, remap } from '../mappings.js';
import type { Performed } from './performed.js';

/** What a unit of `mprotect` does on the eager machine, and what can come between two of them. */
export const mprotect: Performed<'mprotect'> = {
  /** ENOMEM at a hole. */
  perform: (eager, { action }, { page }) => {
    const { process } = action.place;
    const mapping = mappingAt(eager.state, process, page);
    if (mapping === undefined) return codes.ENOMEM;
    remap(eager, process, page, { ...mapping, prot: action.prot });
    return codes.ok;
  },
  // As mmap.
  grain: () => 'whole',
};
