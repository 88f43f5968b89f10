/** execve(2). */

import { systemCalls } from '../../mm/system-calls.js';
import { mmOf, type Explored } from './explored.js';

/** How `exec` begins on a program's machine, and what room it needs there. */
export const exec: Explored<'exec'> = {
  begin: (m, program, { actor }) => systemCalls.exec(m, actor, mmOf(program, actor)),
  zaps: true,
};
