/** get_user_pages: references and pins name pages, not addresses, so process and reference see one page. One call, three ways to ask. */

import { codes } from '../../../program/values.js';
import { freeze, mayOwn, own } from '../contents.js';
import { refer } from '../denoted.js';
import type { GupAction } from '../eager.js';
import { seenBy } from '../leaving.js';
import { slotOfHandle } from '../references.js';
import { mayRunOutLater, runsOut } from '../running-out.js';
import type { Mapping } from '../state.js';
import type { Performed } from './performed.js';

/** `get`, `pin` and `dio`. */
export const take: Performed<'get' | 'pin' | 'dio'> = {
  /** Takes a page of the place. `ok`, EFAULT, ENOMEM, or EAGAIN where fast-only GUP may give up. */
  perform: (eager, { actor, action, result }, unit) => {
    const { page } = unit;
    if (eager.latitudes.some((latitude) => latitude.refuses?.(eager, action, result))) return codes.EAGAIN;
    const mapping = seenBy(eager, actor, action.place.process, page, 'gup');
    if (mapping === undefined || !mayTake(mapping, action)) return codes.EFAULT;
    if (eager.latitudes.some((latitude) => latitude.declines?.(eager, action, mapping, result))) return codes.EFAULT;
    if (runsOut(eager, result, codes.ENOMEM)) {
      if (!mayRunOutLater(eager, action.place, unit, (other) => mayTake(other, action))) return codes.ENOMEM;
      if (action.write || action.op === 'pin') mayOwn(eager, mapping.slot);
      return codes.ok;
    }
    if (action.write) own(eager, mapping.slot);
    else if (action.op === 'pin') freeze(eager, mapping.slot);
    refer(eager.state, slotOfHandle(eager, action.handle, page - action.place.first), mapping.slot);
    eager.sightings.gained(eager, action.place.process, mapping.slot);
    return codes.ok;
  },
};

/** FOLL_FORCE overrides the protection, but to write only where a private copy can be made (check_vma_flags). */
function mayTake(mapping: Mapping, action: GupAction): boolean {
  if (!action.write) return mapping.prot !== 'none' || action.force;
  return mapping.prot === 'rw' || (action.force && !mapping.shared);
}
