/** mprotect(2). */

import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** How `mprotect` begins on a program's machine, and what room it needs there. */
export const mprotect: Explored<'mprotect'> = {
  begin: (m, _, { actor, action }) => systemCalls.mprotect(m, actor, rangeOf(action.place), action.prot),
  splitsVmas: true,
};
