/** mremap(2). */

import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** How `mremap` begins on a program's machine, and what room it needs there. */
export const mremap: Explored<'mremap'> = {
  begin: (m, _, { actor, action }) => systemCalls.mremap(m, actor, rangeOf(action.place), action.to.first),
  splitsVmas: true,
  zaps: true,
};
