/** What a rule is asked about, before it is asked. */

import { Stage } from '../rules/rule.js';

/** What the windows show; who asks a rule says it before. */
export class Shown {
  /** The actor on whose behalf a rule is asked: it sees what that actor would load. */
  actor = 0;
  /** Numbers of the frame, of the address space, of the PTE and of the area; -1: none is known. */
  frame = 0;
  mm = 0;
  pte = 0;
  vma = -1;
  stage: Stage = Stage.firstLook;
  unshare = false;
  /** A get_user_pages call: its `Foll` bits, and whether it is in the lockless walk. */
  foll = 0;
  lockless = false;
}
