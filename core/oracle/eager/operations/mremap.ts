/** mremap(2) with MREMAP_FIXED. */

import type { OperationOf, Place } from '../../../program/program.js';
import { codes } from '../../../program/values.js';
import type { Eager } from '../eager.js';
import { mappingAt, remap } from '../mappings.js';
import { runsOut } from '../running-out.js';
import { nothing, type EagerState, type Mapping } from '../state.js';
import { leavingGrain, type Performed } from './performed.js';

type Mremap = OperationOf<'mremap'>;

/**
 * The page moves with everything its VMA says; what was at its destination goes. Where the
 * source is not one area, the manual page promises nothing and kernels differ: up to 6.16 the call is EFAULT with the
 * destination unmapped, from 6.17 on it moves what is there, if the first page is. The places do not overlap.
 */
function movePage(eager: Eager, { action, times, result }: Mremap, page: number, areas: readonly number[]): number {
  const { place, to } = action;
  if (page === place.first && !isOneArea(eager.state, place, areas)) {
    const isNothing = mappingAt(eager.state, place.process, page) === undefined;
    // Of a repeated call the error may be that of another time.
    const fails = isNothing || (eager.happens(result, codes.EFAULT) && (times === 1 || eager.pick(2) === 1));
    // From 5.16 on the first page is looked up before the destination goes.
    if (fails && !(isNothing && isMapped(eager.state, to) && eager.pick(2) === 1)) unmap(eager, to);
    if (fails) return codes.EFAULT;
  }
  const mapping = mappingAt(eager.state, place.process, page);
  if (mapping === undefined) return codes.ok;
  const distance = to.first - place.first;
  if (areas.includes(page) && runsOutAt(eager, page, areas, result)) {
    const end = endOfArea(eager.state, place, page, areas);
    unmap(eager, { ...to, first: page + distance, last: end - 1 + distance });
    return codes.ENOMEM;
  }
  remap(eager, place.process, page, undefined);
  remap(eager, place.process, page + distance, mapping);
  return codes.ok;
}

/** What a unit of `mremap` does on the eager machine, and what can come between two of them. */
export const mremap: Performed<'mremap'> = {
  perform: (eager, operation, { page }) => {
    const { moving } = eager.state;
    const { actor, action } = operation;
    // What has moved cannot be told from what lay at the destination before.
    const areas = (page === action.place.first ? undefined : moving[actor]) ?? areasOf(eager.state, action.place);
    const answer = movePage(eager, operation, page, areas);
    moving[actor] = answer === codes.ok && page < action.place.last ? areas : undefined;
    return answer;
  },
  grain: leavingGrain,
};

/**
 * Memory runs out at the page tables of an area that begins here. Its pages stay where they are, and its destination is empty;
 * the areas before it have moved, and those behind it stay, with what lies at their destination (6.17).
 */
function runsOutAt(eager: Eager, page: number, areas: readonly number[], result: number): boolean {
  if (!runsOut(eager, result, codes.ENOMEM)) return false;
  // Of a call whose error is known it may be at a later area.
  const isLater = !eager.decidesEarly && areas.some((other) => other > page) && eager.pick(2) === 1;
  return !isLater;
}

/** The pages at which an area begins. */
function areasOf(state: EagerState, place: Place): readonly number[] {
  return pagesOf(place).filter((page) => {
    const mapping = mappingAt(state, place.process, page);
    const before = page === place.first ? undefined : mappingAt(state, place.process, page - 1);
    return mapping !== undefined && (before === undefined || !continues(before, mapping));
  });
}

/** The page behind the area that begins at a page, as far as it is to be moved. */
function endOfArea(state: EagerState, place: Place, begin: number, areas: readonly number[]): number {
  const behind = pagesOf({ ...place, first: begin + 1 });
  const end = behind.find((page) => areas.includes(page) || mappingAt(state, place.process, page) === undefined);
  return end ?? place.last + 1;
}

function pagesOf({ first, last }: Place): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function isMapped(state: EagerState, place: Place): boolean {
  return pagesOf(place).some((page) => mappingAt(state, place.process, page) !== undefined);
}

function unmap(eager: Eager, place: Place): void {
  for (const page of pagesOf(place)) remap(eager, place.process, page, undefined);
}

function isOneArea(state: EagerState, place: Place, areas: readonly number[]): boolean {
  return areas.length === 1 && pagesOf(place).every((page) => mappingAt(state, place.process, page) !== undefined);
}

function continues(before: Mapping, mapping: Mapping): boolean {
  const isNextOfFile = before.file === nothing ? mapping.file === nothing : mapping.file === before.file + 1;
  return (
    isNextOfFile &&
    before.shared === mapping.shared &&
    before.prot === mapping.prot &&
    before.dontfork === mapping.dontfork &&
    before.wipeonfork === mapping.wipeonfork
  );
}
