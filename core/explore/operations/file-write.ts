/** write(2) of a page of a file. */

import { contentOf } from '../../program/contents.js';
import { systemCalls } from '../../mm/system-calls.js';
import type { Explored } from './explored.js';

/** How `file-write` begins on a program's machine, and what room it needs there. */
export const fileWrite: Explored<'file-write'> = {
  begin: (m, program, { actor, action }) => {
    const filePage = program.files[action.file].firstPage + action.page;
    systemCalls['file-write'](m, actor, filePage, contentOf(program, action.value));
  },
};
