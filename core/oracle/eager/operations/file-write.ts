/** write(2). */

import { codes } from '../../../program/values.js';
import { store } from '../contents.js';
import { fileSlot } from '../state.js';
import type { Performed } from './performed.js';

/** `file-write`. */
export const fileWrite: Performed<'file-write'> = {
  /** Every page that follows the file shows the change. */
  perform: (eager, { action }) => {
    store(eager, fileSlot(eager.program, action.file, action.page), 'both', action.value);
    return codes.ok;
  },
};
