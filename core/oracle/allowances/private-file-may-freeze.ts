/**
 * Whether later changes of a file show in a private page that was not written is left open: at every change of
 * the file each such page may stop following it, a child's copy apart from its parent's; and a page that
 * carries a read-only pin may go on following until the first store. While a racing fault copies the page, half after
 * half and without its lock (wp_page_copy), the file may change: then the copy that replaces it shows older content
 * than the page did, in one half or both.
 * Source: mmap(2), MAP_PRIVATE: "It is unspecified whether changes made to the file after the mmap() call are
 * visible in the mapped region."
 */

import { mayStopFollowing } from '../eager/contents.js';
import type { Latitude } from '../eager/eager.js';

/** What the allowance permits on the eager machine. */
export const privateFileMayFreeze: Latitude = {
  allowance: 'private-file-may-freeze',
  beforeChange: (eager, slot) => {
    if (slot < eager.state.files) mayStopFollowing(eager, slot);
  },
  keepsFollowing: true,
};
