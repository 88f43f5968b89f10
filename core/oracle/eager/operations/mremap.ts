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
function movePage(eager: Eager, { action, times, result }: Mremap, page: number): number {
  const { place, to } = action;
  if (page === place.first && !isOneArea(eager.state, action)) {
    const isNothing = mappingAt(eager.state, place.process, page) === undefined;
    // Of a repeated call the error may be that of another time.
    const fails = isNothing || (times > 1 ? eager.pick(2) === 1 : eager.happens(result, codes.EFAULT));
    // From 5.16 on the first page is looked up before the destination goes.
    if (fails && !(isNothing && isMapped(eager.state, to) && eager.pick(2) === 1)) unmap(eager, to);
    if (fails) return codes.EFAULT;
  }
  const mapping = mappingAt(eager.state, place.process, page);
  if (mapping === undefined) return codes.ok;
  if (runsOutBefore(eager, action, page, result)) {
    unmap(eager, { ...to, first: to.first + page - place.first });
    return codes.ENOMEM;
  }
  remap(eager, place.process, page, undefined);
  remap(eager, place.process, to.first + page - place.first, mapping);
  return codes.ok;
}

/** What a unit of `mremap` does on the eager machine, and what can come between two of them. */
export const mremap: Performed<'mremap'> = {
  perform: (eager, operation, { page }) => movePage(eager, operation, page),
  grain: leavingGrain,
};

/** Memory runs out at page tables of an area, whose pages stay where they are: the areas before it have moved (6.17). */
function runsOutBefore(eager: Eager, action: Mremap['action'], page: number, result: number): boolean {
  return beginsArea(eager.state, action, page) && runsOut(eager, result, codes.ENOMEM) && !isLater(eager, action, page);
}

/** Of a call whose error is known: is it behind a later area? */
function isLater(eager: Eager, action: Mremap['action'], page: number): boolean {
  if (eager.decidesEarly) return false;
  const { state } = eager;
  const later = pagesOf({ ...action.place, first: page + 1 });
  return (
    later.some((other) => mappingAt(state, action.place.process, other) !== undefined && beginsArea(state, action, other)) &&
    eager.pick(2) === 1
  );
}

function beginsArea(state: EagerState, { place, to }: Mremap['action'], page: number): boolean {
  if (page === place.first) return true;
  const mapping = mappingAt(state, place.process, page);
  // The page before may have moved already.
  const before = mappingAt(state, place.process, page - 1) ?? mappingAt(state, place.process, to.first + page - 1 - place.first);
  return mapping !== undefined && (before === undefined || !continues(before, mapping));
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

function isOneArea(state: EagerState, { place }: Mremap['action']): boolean {
  return pagesOf(place).every((page) => {
    const mapping = mappingAt(state, place.process, page);
    const before = page === place.first ? undefined : mappingAt(state, place.process, page - 1);
    return mapping !== undefined && (before === undefined || continues(before, mapping));
  });
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
