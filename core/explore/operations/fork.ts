/** fork(2). */

import { systemCalls } from '../../mm/system-calls.js';
import { mmOf, type Explored } from './explored.js';

/** How `fork` begins on a program's machine, and what room it needs there. */
export const fork: Explored<'fork'> = {
  begin: (m, program, { actor, action }) => systemCalls.fork(m, actor, mmOf(program, actor), action.child),
  zapsFailing: true,
};
