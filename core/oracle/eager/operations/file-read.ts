/** read(2). */

import { sharedContent } from '../shown.js';
import { fileSlot } from '../state.js';
import type { Performed } from './performed.js';

/** What a unit of `file-read` does on the eager machine, and what can come between two of them. */
export const fileRead: Performed<'file-read'> = {
  perform: ({ program, state }, { action }) => sharedContent(state, fileSlot(program, action.file, action.page)).lo,
  observesValues: () => true,
};
