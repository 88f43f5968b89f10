/** munmap(2). */

import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** How `munmap` begins on a program's machine, and what room it needs there. */
export const munmap: Explored<'munmap'> = {
  begin: (m, _, { actor, action }) => systemCalls.munmap(m, actor, rangeOf(action.place)),
  splitsVmas: true,
  zaps: true,
};
