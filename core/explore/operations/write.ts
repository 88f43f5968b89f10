/** A store. */

import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** How `write` begins on a program's machine, and what room it needs there. */
export const write: Explored<'write'> = {
  begin: (m, _, { actor, action }) => systemCalls.write(m, actor, rangeOf(action.place), action.place.half, action.value),
};
