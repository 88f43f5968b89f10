/** mprotect(2). */

import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** `mprotect`. */
export const mprotect: Explored<'mprotect'> = {
  begin: (m, _, { actor, action }) => systemCalls.mprotect(m, actor, rangeOf(action.place), action.prot),
  splitsVmas: true,
};
