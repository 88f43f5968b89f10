/**
 * A long-term writable pin of a shared mapping may be refused with EFAULT where the file system tracks dirty pages: the
 * device could store to a page that was written back, cleaned and write-protected meanwhile, and nobody would know.
 * Source: commit 8ac268436e6d (6.5).
 */

import { codes } from '../../program/values.js';
import type { Eager, Latitude } from '../eager/eager.js';
import type { Mapping } from '../eager/state.js';

/** What the allowance permits on the eager machine. */
export const refusedByDesign: Latitude = {
  allowance: 'refused-by-design',
  declines: (eager, action, mapping, column) =>
    action.op === 'pin' &&
    action.write &&
    action.longterm &&
    isDirtyTracked(eager, mapping) &&
    eager.happens(column, codes.EFAULT),
};

/** vma_needs_dirty_tracking. */
function isDirtyTracked({ program }: Eager, { shared, prot, file }: Mapping): boolean {
  if (!shared || prot !== 'rw' || file < 0) return false;
  let end = 0;
  return program.files.some(({ pages, dirtyTracked }) => (end += pages) > file && file >= end - pages && dirtyTracked);
}
