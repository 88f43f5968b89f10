/** Allocation and reference counts of frames: alloc_page, get_page, put_page. */

import { Frame } from './bits.js';
import type { Machine } from './machine.js';
import { killTranslations } from './tlb.js';

/** A frame with one reference, zero-filled. Small machines take the lowest free one; running out is an error of ours. */
export function allocateFrame(m: Machine): number {
  const pfn = m.canonical ? lowestFree(m) : fromFreeList(m);
  m.frame.refs[pfn] = 1;
  m.frame.flags[pfn] = Frame.allocated;
  m.emit('pages-allocated');
  m.global.framesInUse[0]++;
  if (m.global.framesInUse[0] > m.peakFrames) m.peakFrames = m.global.framesInUse[0];
  return pfn;
}

function lowestFree(m: Machine): number {
  const known = m.places?.freeFrame() ?? scanForFree(m);
  if (known >= 0) return known;
  throw new Error('out of frames: the capacity computed from the program is too small');
}

function scanForFree(m: Machine): number {
  return m.frame.flags.indexOf(0, 1);
}

/** The list of freed frames first, then frames never used; `freeFrame` is the head, `nextFree` 0 means "the next one". */
function fromFreeList(m: Machine): number {
  const pfn = m.global.freeFrame[0];
  if (pfn >= m.frame.refs.length) m.state.grow('frame', pfn + 1);
  const following = m.frame.nextFree[pfn];
  m.global.freeFrame[0] = following === 0 ? pfn + 1 : following;
  m.frame.nextFree[pfn] = 0;
  return pfn;
}

/** get_page. */
export function getFrame(m: Machine, pfn: number, count = 1): void {
  m.frame.refs[pfn] += count;
}

/** put_page: the last reference frees the frame. */
export function putFrame(m: Machine, pfn: number, count = 1): void {
  const left = m.frame.refs[pfn] - count;
  if (left < 0) {
    m.breach({ kind: 'lifetime', what: 'more-put-than-held', facts: { frame: pfn, lost: count, references: m.frame.refs[pfn] } });
    return;
  }
  m.frame.refs[pfn] = left;
  if (left === 0) freeFrame(m, pfn);
}

function freeFrame(m: Machine, pfn: number): void {
  const mapcount = m.frame.mapcount[pfn];
  if (mapcount !== 0) m.breach({ kind: 'lifetime', what: 'freed-while-mapped', facts: { frame: pfn, mapcount } });
  m.frame.flags[pfn] = 0;
  m.frame.mapcount[pfn] = 0;
  m.frame.lo[pfn] = 0;
  m.frame.hi[pfn] = 0;
  m.frame.rmapRoot[pfn] = 0;
  m.frame.rmapIndex[pfn] = 0;
  for (const name of m.ownOfFrame) m.extra('frame', name)[pfn] = 0;
  killTranslations(m, pfn);
  m.emit('pages-freed');
  m.global.framesInUse[0]--;
  if (!m.canonical) {
    m.frame.nextFree[pfn] = m.global.freeFrame[0];
    m.global.freeFrame[0] = pfn;
  }
}

/** A locked page stays locked by its owner; 0 free. */
export function tryLockFrame(m: Machine, actor: number, pfn: number): boolean {
  if (m.frame.lockedBy[pfn] !== 0) return false;
  m.frame.lockedBy[pfn] = actor + 1;
  return true;
}

/** unlock_page. */
export function unlockFrame(m: Machine, pfn: number): void {
  m.frame.lockedBy[pfn] = 0;
}
