/** get_user_pages: references and pins name pages, not addresses, so process and reference see one page. */

import type { Action, Half } from '../../program/program.js';
import { codes } from '../../program/values.js';
import type { Eager, GupAction } from './eager.js';
import { freeze, own, store } from './contents.js';
import { forget, refer } from './denoted.js';
import { seenBy } from './leaving.js';
import { loadThrough } from './look.js';
import { nothing, type Mapping, type SlotId } from './state.js';

/** Takes page `page` of the place. `ok`, EFAULT, or EAGAIN where fast-only GUP may give up. */
export function takePage(eager: Eager, actor: number, action: GupAction, page: number, column: number): number {
  if (eager.latitudes.some((latitude) => latitude.refuses?.(eager, action, column))) return codes.EAGAIN;
  const mapping = seenBy(eager, actor, action.place.process, page, 'gup');
  if (mapping === undefined || !mayTake(mapping, action)) return codes.EFAULT;
  if (eager.latitudes.some((latitude) => latitude.declines?.(eager, action, mapping, column))) return codes.EFAULT;
  if (action.write) own(eager, mapping.slot);
  else if (action.op === 'pin') freeze(eager, mapping.slot);
  refer(eager.state, slotOfHandle(eager, action.handle, page - action.place.first), mapping.slot);
  eager.sightings.gained(eager, action.place.process, mapping.slot);
  return codes.ok;
}

/** FOLL_FORCE overrides the protection, but to write only where a private copy can be made (check_vma_flags). */
function mayTake(mapping: Mapping, action: GupAction): boolean {
  if (!action.write) return mapping.prot !== 'none' || action.force;
  return mapping.prot === 'rw' || (action.force && !mapping.shared);
}

/** Puts a reference or pin. @returns what the operation observes */
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

/** `column` is where the value will be observed; undefined: nowhere. */
export function readThrough(
  eager: Eager, action: Extract<Action, { op: 'read-ref' | 'dma-read' }>, column: number | undefined,
): number {
  return loadThrough(eager, slotOfHandle(eager, action.handle, action.page), action.half, column);
}

/** The device's store. */
export function writeThrough(eager: Eager, action: Extract<Action, { op: 'dma-write' }>): number {
  const slot = referenced(eager, action.handle, action.page);
  for (const half of halves(action.half)) {
    for (const latitude of eager.latitudes) latitude.beforeDeviceStore?.(eager, slot, half, action.value);
  }
  store(eager, slot, action.half, action.value);
  return codes.ok;
}

function halves(half: Half): readonly ('lo' | 'hi')[] {
  return half === 'both' ? ['lo', 'hi'] : [half];
}

/** Number of the slot for one page of a handle. */
export function slotOfHandle(eager: Eager, handle: number, page: number): number {
  return eager.program.handles[handle].firstSlot + page;
}
