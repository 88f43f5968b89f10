/** write(2) of a page of a file. */

import { systemCalls } from '../../mm/system-calls.js';
import type { Explored } from './explored.js';

/** How `file-write` begins on a program's machine, and what room it needs there. */
export const fileWrite: Explored<'file-write'> = {
  begin: (m, program, { actor, action }) =>
    systemCalls['file-write'](m, actor, program.files[action.file].firstPage + action.page, action.value),
};
