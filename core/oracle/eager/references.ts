/** What handles hold. */

import { codes } from '../../program/values.js';
import type { Eager } from './eager.js';
import { forget } from './denoted.js';
import { nothing, type SlotId } from './state.js';

/** All that the handle holds is given back. */
export function drop(eager: Eager, handle: number): number {
  const { pages } = eager.program.handles[handle];
  for (let page = 0; page < pages; page++) forget(eager.state, slotOfHandle(eager, handle, page));
  eager.state.live[handle] = false;
  return codes.ok;
}

/** The page that a reference or pin was taken of, or `nothing` once it is put. */
export function referenced(eager: Eager, handle: number, page: number): SlotId {
  const denoted = eager.state.references[slotOfHandle(eager, handle, page)];
  return eager.state.live[handle] && denoted !== undefined ? denoted.slot : nothing;
}

/** Number of the slot of a page of a handle. */
export function slotOfHandle(eager: Eager, handle: number, page: number): number {
  return eager.program.handles[handle].firstSlot + page;
}
