/** madvise(2). */

import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** How `madvise` begins on a program's machine, and what room it needs there. */
export const madvise: Explored<'madvise'> = {
  begin: (m, _, { actor, action }) => systemCalls.madvise(m, actor, rangeOf(action.place), action.advice),
  splitsVmas: true,
  zaps: true,
};
