/** exit(2). */

import { systemCalls } from '../../mm/system-calls.js';
import { mmOf, type Explored } from './explored.js';

/** How `exit` begins on a program's machine, and what room it needs there. */
export const exit: Explored<'exit'> = {
  begin: (m, program, { actor }) => systemCalls.exit(m, actor, mmOf(program, actor)),
  zaps: true,
};
