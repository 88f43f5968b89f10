/** The system calls on one process's address space, one page at a time. Each answers `ok` or its error. */

import type { Action, Advice, Operation, Place, Protection } from '../../program/program.js';
import { codes } from '../../program/values.js';
import type { Eager } from './eager.js';
import { followersOf, freshMapping, freshSlot, nothing, type EagerState, type Mapping, type SlotId } from './state.js';

/** What a process has mapped at a page; undefined: nothing. */
export function mappingAt(state: EagerState, process: number, page: number): Mapping | undefined {
  return state.processes[process].pages[page];
}

/** Maps a page, or nothing there. A page that nobody maps or refers to any more follows no file. */
export function remap(eager: Eager, process: number, page: number, mapping: Mapping | undefined): void {
  const { state, sightings } = eager;
  const { pages } = state.processes[process];
  const gone = pages[page];
  pages[page] = mapping;
  // In a race somebody may still see it.
  if (gone !== undefined && gone.slot !== mapping?.slot && !eager.isRacing) abandon(state, gone.slot);
  if (mapping === undefined || mapping.slot === gone?.slot) return;
  const { follows } = state.slots[mapping.slot];
  if (follows !== nothing) followersOf(state, follows).add(mapping.slot);
  sightings.gained(eager, process, mapping.slot);
}

/** A process has unmapped the page. */
function abandon(state: EagerState, slot: SlotId): void {
  const { follows, shared } = state.slots[slot];
  if (follows !== nothing && !shared && !state.takers.has(slot)) followersOf(state, follows).delete(slot);
}

/** mmap(2) with MAP_FIXED of a declared area: fresh pages, whatever was there. */
export function mmapPage(eager: Eager, action: Extract<Action, { op: 'mmap' }>, page: number): number {
  const area = eager.program.areas[action.area];
  remap(eager, action.place.process, page, freshMapping(eager.program, eager.state, action.place.process, area, page - area.firstPage));
  return codes.ok;
}

/** munmap(2). A hole is no error; a reference keeps the page. */
export function munmapPage(eager: Eager, process: number, page: number): number {
  remap(eager, process, page, undefined);
  return codes.ok;
}

/** mprotect(2): ENOMEM at a hole. */
export function mprotectPage(eager: Eager, process: number, page: number, prot: Protection): number {
  const mapping = mappingAt(eager.state, process, page);
  if (mapping === undefined) return codes.ENOMEM;
  remap(eager, process, page, { ...mapping, prot });
  return codes.ok;
}

/** madvise(2): ENOMEM for a hole, though the pages around it are advised; EINVAL where the advice does not apply. */
export function madvisePage(eager: Eager, process: number, page: number, advice: Advice): number {
  const mapping = mappingAt(eager.state, process, page);
  if (mapping === undefined) return codes.ENOMEM;
  const advised = follow(eager.state, process, mapping, advice);
  if (advised === undefined) return codes.EINVAL;
  remap(eager, process, page, advised);
  return codes.ok;
}

function follow(state: EagerState, process: number, mapping: Mapping, advice: Advice): Mapping | undefined {
  switch (advice) {
    case 'dontneed':
      // Shared memory keeps its content: the object outlives the page table entry.
      return mapping.shared ? mapping : { ...mapping, slot: freshSlot(state, process, false, mapping.file) };
    case 'dontfork':
      return { ...mapping, dontfork: true };
    case 'dofork':
      return { ...mapping, dontfork: false };
    case 'wipeonfork':
      // Only private anonymous memory can be wiped.
      return mapping.shared || mapping.file !== nothing ? undefined : { ...mapping, wipeonfork: true };
    case 'free':
    case 'mergeable':
    case 'unmergeable':
    case 'pageout':
    case 'collapse':
    case 'populate-read':
    case 'populate-write':
      throw new Error(`the eager machine was given the advice ${advice}, which the loader should have refused`);
  }
}

/**
 * mremap(2) with MREMAP_FIXED: the page moves with everything its VMA says; what was at its destination goes. Where the
 * source is not one area, the manual page promises nothing and kernels differ: up to 6.16 the call is EFAULT with the
 * destination unmapped, from 6.17 on it moves what is there, if the first page is. The places do not overlap.
 */
export function mremapPage(eager: Eager, { action, times, result }: Mremap, page: number): number {
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
  remap(eager, place.process, page, undefined);
  remap(eager, place.process, to.first + page - place.first, mapping);
  return codes.ok;
}

type Mremap = Operation & { readonly action: Extract<Action, { op: 'mremap' }> };

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
  return isNextOfFile && before.shared === mapping.shared && before.prot === mapping.prot
    && before.dontfork === mapping.dontfork && before.wipeonfork === mapping.wipeonfork;
}
