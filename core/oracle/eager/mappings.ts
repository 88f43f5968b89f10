/** The system calls on one process's address space, one page at a time. Each answers `ok` or its error. */

import type { Action, Advice, Protection } from '../../program/program.js';
import { codes } from '../../program/values.js';
import type { Eager } from './eager.js';
import { freshMapping, freshSlot, nothing, type EagerState, type Mapping } from './state.js';

export function mappingAt(state: EagerState, process: number, page: number): Mapping | undefined {
  return state.processes[process].pages[page];
}

function remap(state: EagerState, process: number, page: number, mapping: Mapping | undefined): void {
  const { life, pages } = state.processes[process];
  state.processes[process] = { life, pages: pages.with(page, mapping) };
}

/** mmap(2) with MAP_FIXED of a declared area: fresh pages, whatever was there. */
export function mmapPage(eager: Eager, action: Extract<Action, { op: 'mmap' }>, page: number): number {
  const area = eager.program.areas[action.area];
  remap(eager.state, action.place.process, page, freshMapping(eager.program, eager.state, area, page - area.firstPage));
  return codes.ok;
}

/** munmap(2). A hole is no error; a reference keeps the page. */
export function munmapPage(eager: Eager, process: number, page: number): number {
  remap(eager.state, process, page, undefined);
  return codes.ok;
}

/** mprotect(2): ENOMEM at a hole. */
export function mprotectPage(eager: Eager, process: number, page: number, prot: Protection): number {
  const mapping = mappingAt(eager.state, process, page);
  if (mapping === undefined) return codes.ENOMEM;
  remap(eager.state, process, page, { ...mapping, prot });
  return codes.ok;
}

/** madvise(2): ENOMEM for a hole, though the pages around it are advised; EINVAL where the advice does not apply. */
export function madvisePage(eager: Eager, process: number, page: number, advice: Advice): number {
  const mapping = mappingAt(eager.state, process, page);
  if (mapping === undefined) return codes.ENOMEM;
  const advised = follow(eager.state, mapping, advice);
  if (advised === undefined) return codes.EINVAL;
  remap(eager.state, process, page, advised);
  return codes.ok;
}

function follow(state: EagerState, mapping: Mapping, advice: Advice): Mapping | undefined {
  switch (advice) {
    case 'dontneed':
      // Shared memory keeps its content: the object outlives the page table entry.
      return mapping.shared ? mapping : { ...mapping, slot: freshSlot(state, false, mapping.file) };
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
 * mremap(2) with MREMAP_FIXED: the page moves with everything its VMA says; what was at the destination goes.
 * EFAULT when part of the source is not mapped; nothing has moved then. The places do not overlap.
 */
export function mremapPage(eager: Eager, action: Extract<Action, { op: 'mremap' }>, page: number): number {
  const { place, to } = action;
  for (let rest = page; rest <= place.last; rest++) {
    if (mappingAt(eager.state, place.process, rest) === undefined) return codes.EFAULT;
  }
  const mapping = mappingAt(eager.state, place.process, page);
  remap(eager.state, place.process, page, undefined);
  remap(eager.state, place.process, to.first + page - place.first, mapping);
  return codes.ok;
}
