/** A load by a process. */

import { codes } from '../../../program/values.js';
import { seenBy } from '../leaving.js';
import { load } from '../look.js';
import { runsOut } from '../running-out.js';
import type { Performed } from './performed.js';

/** What a unit of `read` does on the eager machine, and what can come between two of them. */
export const read: Performed<'read'> = {
  /** The value, `segv` or `oom`. */
  perform: (eager, { actor, action, result }, unit) => {
    const column = action.observed ? unit.column : undefined;
    const mapping = seenBy(eager, actor, action.place.process, unit.page, 'load');
    if (mapping === undefined || mapping.prot === 'none') return codes.segv;
    if (runsOut(eager, action.observed ? result + unit.part : result, codes.oom)) return codes.oom;
    if (column !== undefined) eager.sightings.memoryColumn(eager.state, column, mapping.slot);
    return load(eager, mapping.slot, action.place.half, column);
  },
  observesValues: ({ observed }) => observed,
};
