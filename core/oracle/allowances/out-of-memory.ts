/**
 * On a machine that says how many frames it has, whatever may need one may fail: an access observes `oom` (Linux would kill
 * somebody, or try again), fork, get_user_pages and mremap answer ENOMEM. What they did before is as the kernel leaves it:
 * no child; no reference, though a page that was to be written may be the process's own; the pages of one area moved all or not at
 * all, with their destination empty. A store over several pages may have reached any of them but the last that it could reach:
 * which, is decided where each is looked at.
 * Source: fork(2), mremap(2), ENOMEM; VM_FAULT_OOM.
 */

import type { Latitude } from '../eager/eager.js';

/** What the allowance permits on the eager machine. */
export const outOfMemory: Latitude = {
  allowance: 'out-of-memory',
  runsOut: (eager, column, error) => eager.program.machine.frames !== undefined && eager.happens(column, error),
};
