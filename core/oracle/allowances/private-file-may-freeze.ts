/**
 * Whether later changes of a file show in a private page that was not written is left open: at every change of
 * the file each such page may stop following it, a child's copy apart from its parent's; and a page that
 * carries a read-only pin may go on following until the first store.
 * Source: mmap(2), MAP_PRIVATE: "It is unspecified whether changes made to the file after the mmap() call are
 * visible in the mapped region."
 */

import type { Latitude } from '../eager/eager.js';
import { detachedFromFile } from '../eager/slots.js';
import { reachableSlots } from '../eager/state.js';

export const privateFileMayFreeze: Latitude = {
  allowance: 'private-file-may-freeze',
  beforeChange: (eager, slot) => {
    const { slots } = eager.state;
    for (const follower of reachableSlots(eager.state)) {
      if (slots[follower].follows === slot && eager.may()) slots[follower] = detachedFromFile(eager.state, follower);
    }
  },
  keepsFollowing: (eager) => eager.may(),
};
