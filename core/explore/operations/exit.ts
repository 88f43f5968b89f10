/** exit(2). */

import { systemCalls } from '../../mm/system-calls.js';
import { mmOf, type Explored } from './explored.js';

/** `exit`. */
export const exit: Explored<'exit'> = {
  begin: (m, program, { actor }) => systemCalls.exit(m, actor, mmOf(program, actor)),
  zaps: true,
};
