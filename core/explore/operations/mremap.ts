/** mremap(2). */

import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** `mremap`. */
export const mremap: Explored<'mremap'> = {
  begin: (m, _, { actor, action }) => systemCalls.mremap(m, actor, rangeOf(action.place), action.to.first),
  splitsVmas: true,
  zaps: true,
};
