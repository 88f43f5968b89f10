/** A store by a process. */

import { codes } from '../../../program/values.js';
import { mayStore, store } from '../contents.js';
import { seenBy } from '../leaving.js';
import { mayRunOutLater, runsOut } from '../running-out.js';
import type { Performed } from './performed.js';

/** What a unit of `write` does on the eager machine, and what can come between two of them. */
export const write: Performed<'write'> = {
  /** `ok`, `segv` or `oom`. */
  perform: (eager, { actor, action, result }, unit) => {
    const mapping = seenBy(eager, actor, action.place.process, unit.page, 'store');
    if (mapping === undefined || mapping.prot !== 'rw') return codes.segv;
    if (runsOut(eager, result, codes.oom)) {
      if (!mayRunOutLater(eager, action.place, unit, ({ prot }) => prot === 'rw')) return codes.oom;
      // Memory that others share is never open.
      if (mapping.shared && eager.pick(2) === 1) return codes.oom;
      if (!mapping.shared) {
        mayStore(eager, mapping.slot, action.place.half, action.value);
        return codes.ok;
      }
    }
    store(eager, mapping.slot, action.place.half, action.value);
    return codes.ok;
  },
  origin: (program, { actor }) => ({ process: program.actors[actor].process, isDevice: false }),
};
