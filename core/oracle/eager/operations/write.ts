/** A store by a process. */

import { codes } from '../../../program/values.js';
import { store } from '../contents.js';
import { seenBy } from '../leaving.js';
import type { Performed } from './performed.js';

/** What a unit of `write` does on the eager machine, and what can come between two of them. */
export const write: Performed<'write'> = {
  /** `ok` or `segv`. */
  perform: (eager, { actor, action }, { page }) => {
    const mapping = seenBy(eager, actor, action.place.process, page, 'store');
    if (mapping === undefined || mapping.prot !== 'rw') return codes.segv;
    store(eager, mapping.slot, action.place.half, action.value);
    return codes.ok;
  },
  origin: (program, { actor }) => ({ process: program.actors[actor].process, isDevice: false }),
};
