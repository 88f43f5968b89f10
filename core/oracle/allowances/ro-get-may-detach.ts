/**
 * A FOLL_GET reference for reading to private memory may silently and finally stop following its owner.
 *
 * The moment can only be seen when the page changes, so that is when it gains a page that it may denote instead: with
 * the value it showed, or the file it followed. It still never shows what another process stored.
 * Source: vmsplice(2) promises nothing here, and Hildenbrand's series of 2022 ("COW fixes part 3") leaves
 * read-only FOLL_GET out of scope.
 */

import type { Latitude } from '../eager/eager.js';
import { mayDetach } from '../eager/denoted.js';

/** What the allowance permits on the eager machine. */
export const roGetMayDetach: Latitude = {
  allowance: 'ro-get-may-detach',
  beforeChange: (eager, slot) => {
    if (eager.state.slots[slot].shared) return;
    mayDetach(eager, slot, (handle) => handle.kind === 'get' && !handle.write);
  },
};
