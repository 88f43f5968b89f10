/**
 * A short-term read-only FOLL_PIN of a zero page or of a private file page may stop following its owner when
 * the page is first written. Only long-term pins were ever made to break COW of such pages beforehand.
 * Source: commit 84209e87c696 (6.2), which limits the unsharing of non-anonymous pages to FOLL_LONGTERM.
 */

import type { Latitude } from '../eager/eager.js';
import { mayDetach } from '../eager/denoted.js';

/** What the allowance permits on the eager machine. */
export const roShortPinMayDetach: Latitude = {
  allowance: 'ro-short-pin-may-detach',
  beforeChange: (eager, slot) => {
    const { shared, untouched } = eager.state.slots[slot];
    if (shared || !untouched) return;
    mayDetach(eager, slot, (handle) => handle.kind === 'pin' && !handle.write && !handle.longterm);
  },
};
