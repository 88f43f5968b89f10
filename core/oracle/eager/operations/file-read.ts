/** read(2). */

import { sharedContent } from '../shown.js';
import { fileSlot } from '../state.js';
import type { Performed } from './performed.js';

/** `file-read`. */
export const fileRead: Performed<'file-read'> = {
  perform: ({ program, state }, { action }) => sharedContent(state, fileSlot(program, action.file, action.page)).lo,
  observesValues: () => true,
};
