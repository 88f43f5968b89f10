/** read(2) of a page of a file. */

import { systemCalls } from '../../mm/system-calls.js';
import type { Explored } from './explored.js';

/** How `file-read` begins on a program's machine, and what room it needs there. */
export const fileRead: Explored<'file-read'> = {
  begin: (m, program, { actor, action }) =>
    systemCalls['file-read'](m, actor, program.files[action.file].firstPage + action.page),
};
