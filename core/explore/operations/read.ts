/** A load. */

import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** `read`. */
export const read: Explored<'read'> = {
  begin: (m, _, { actor, action }) => systemCalls.read(m, actor, rangeOf(action.place), action.place.half, action.observed),
};
