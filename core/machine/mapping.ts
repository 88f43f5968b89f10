/** The page cache: one frame per page of a file or of shared anonymous memory, on which it holds one reference. */

import { roomExceeded } from '../errors/errors.js';
import { Frame, Vma } from './bits.js';
import { allocateFrame, noFrame } from './frame.js';
import type { Machine } from './machine.js';

/**
 * Is the page behind a VMA in the page cache already? Files are, all of them, from the beginning; large machines make their
 * frames when they are first looked at. Shared anonymous memory is there once it was touched.
 */
export function isCached(m: Machine, a: number, v: number, filePage: number): boolean {
  return m.filePage.frame.load(a, filePage) > 0 || (m.vma.flags.load(a, v) & Vma.uncached) === 0;
}

/**
 * filemap_get_folio, and shmem_get_folio, which allocates a page that is not there: the frame of a page behind a VMA, `noFrame`
 * when memory has run out. Of those that are made here, all that no file system tracks are of shmem.
 */
export function cachedFrame(m: Machine, a: number, v: number, filePage: number): number {
  const known = m.filePage.frame.load(a, filePage) ?? 0;
  return known > 0 ? known - 1 : addToPageCache(m, a, filePage, (m.vma.flags.load(a, v) & Vma.dirtyTracked) === 0);
}

/** filemap_add_folio of a fresh page; `noFrame` when memory has run out. */
export function addToPageCache(m: Machine, a: number, filePage: number, isShmem: boolean): number {
  const pfn = allocateFrame(m, a);
  if (pfn === noFrame) return noFrame;
  if (filePage >= m.filePage.frame.length) {
    if (m.canonical) throw roomExceeded('filePage', m.filePage.frame.length);
    m.state.grow('filePage', filePage + 1);
  }
  m.frame.flags.or(a, pfn, Frame.pageCache | Frame.lru | (isShmem ? Frame.shmem : 0));
  m.frame.rmapIndex.store(a, pfn, filePage);
  m.filePage.frame.store(a, filePage, pfn + 1);
  return pfn;
}
