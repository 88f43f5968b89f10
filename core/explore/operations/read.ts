/** A load. */

import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** How `read` begins on a program's machine, and what room it needs there. */
export const read: Explored<'read'> = {
  begin: (m, _, { actor, action }) => systemCalls.read(m, actor, rangeOf(action.place), action.place.half, action.observed),
};
