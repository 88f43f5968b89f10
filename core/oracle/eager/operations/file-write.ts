/** write(2). */

import { codes } from '../../../program/values.js';
import { store } from '../contents.js';
import { fileSlot } from '../state.js';
import type { Performed } from './performed.js';

/** What a unit of `file-write` does on the eager machine, and what can come between two of them. */
export const fileWrite: Performed<'file-write'> = {
  /** Every page that follows the file shows the change. */
  perform: (eager, { action }) => {
    store(eager, fileSlot(eager.program, action.file, action.page), 'both', action.value);
    return codes.ok;
  },
};
