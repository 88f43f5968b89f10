/** A store. */

import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** `write`. */
export const write: Explored<'write'> = {
  begin: (m, _, { actor, action }) => systemCalls.write(m, actor, rangeOf(action.place), action.place.half, action.value),
};
