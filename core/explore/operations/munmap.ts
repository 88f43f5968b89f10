/** munmap(2). */

import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** `munmap`. */
export const munmap: Explored<'munmap'> = {
  begin: (m, _, { actor, action }) => systemCalls.munmap(m, actor, rangeOf(action.place)),
  splitsVmas: true,
  zaps: true,
};
