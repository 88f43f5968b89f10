/** mmap(2) of a declared area. */

import { systemCalls } from '../../mm/system-calls.js';
import { mappedBy } from '../mapped.js';
import { rangeOf, type Explored } from './explored.js';

/** How `mmap` begins on a program's machine, and what room it needs there. */
export const mmap: Explored<'mmap'> = {
  begin: (m, program, operation, repetition) => {
    const { actor, action } = operation;
    const { prot } = program.areas[action.area];
    systemCalls.mmap(m, actor, rangeOf(action.place), { prot, ...mappedBy(program, operation, repetition) });
  },
  splitsVmas: true,
  zaps: true,
};
