/** A reference or pin that loses sight of its owner's page. */

import type { Handle } from '../../program/program.js';
import type { Eager } from '../eager/eager.js';
import { duplicate } from '../eager/slots.js';
import type { SlotId } from '../eager/state.js';

/** Each of the references to `slot` that `isLoose` describes may get a page of its own with the same content. */
export function mayDetach(eager: Eager, slot: SlotId, isLoose: (handle: Handle) => boolean): void {
  for (const handle of eager.program.handles) {
    if (!isLoose(handle)) continue;
    for (let index = handle.firstSlot; index < handle.firstSlot + handle.pages; index++) {
      if (eager.state.references[index] === slot && eager.may()) {
        eager.state.references[index] = duplicate(eager.state, slot);
      }
    }
  }
}
