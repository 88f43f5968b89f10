/** Which pages references and pins may denote: the one they were taken of, or one where they have stayed behind. */

import type { Handle } from '../../program/program.js';
import { duplicate } from './contents.js';
import { isOpen } from './shown.js';
import type { Eager } from './eager.js';
import type { Denoted, EagerState, SlotId } from './state.js';

/** Reference `index` denotes this page, whatever it denoted before. */
export function refer(state: EagerState, index: number, slot: SlotId): void {
  forget(state, index);
  state.references[index] = { slot, or: undefined };
  const takers = state.takers.get(slot);
  if (takers === undefined) state.takers.set(slot, [index]);
  else takers.push(index);
}

/** Reference `index` denotes nothing any more. */
export function forget(state: EagerState, index: number): void {
  const denoted = state.references[index];
  if (denoted === undefined) return;
  state.references[index] = undefined;
  const left = state.takers.get(denoted.slot)?.filter((other) => other !== index) ?? [];
  if (left.length > 0) state.takers.set(denoted.slot, left);
  else state.takers.delete(denoted.slot);
}

/** In the order in which they became possible, the page it was taken of first. */
export function denotedSlots(state: EagerState, index: number): SlotId[] {
  const slots: SlotId[] = [];
  for (let denoted = state.references[index]; denoted !== undefined; denoted = denoted.or) slots.push(denoted.slot);
  return slots;
}

/** The value is known to be one of these and no other. */
export function setDenoted(state: EagerState, index: number, slots: readonly SlotId[]): void {
  if (slots[0] !== state.references[index]?.slot) refer(state, index, slots[0]);
  state.references[index] = slots.reduceRight<Denoted | undefined>((or, slot) => ({ slot, or }), undefined);
}

/** Each of the references to `slot` that `isLoose` describes may from now on denote a page of its own with the same content. */
export function mayDetach(eager: Eager, slot: SlotId, isLoose: (handle: Handle) => boolean): void {
  const { state, sightings } = eager;
  let common: SlotId | undefined;
  for (const index of state.takers.get(slot) ?? []) {
    if (!isLoose(sightings.handleOf(index))) continue;
    const { owner } = state.slots[slot];
    const behind = common ?? duplicate(eager, slot, owner);
    // A page that never changes any more can stand for all that stay behind now.
    if (!isOpen(state.slots[behind]) && state.slots[behind].versions.length > 0) common = behind;
    state.references[index] = { slot, or: { slot: behind, or: state.references[index]?.or } };
  }
}
