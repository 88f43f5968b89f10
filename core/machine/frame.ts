/** Allocation and reference counts of frames: alloc_page, get_page, put_page. */

import { roomExceeded } from '../errors/errors.js';
import { Frame } from './bits.js';
import { dissolveFolio, folioOf, headOf } from './folio.js';
import type { Machine } from './machine.js';
import { isMemoryOut } from './memory.js';
import { killTranslations } from './tlb.js';

/** No frame: the zero page is never allocated. */
export const noFrame = 0;

/**
 * A frame with one reference, zero-filled, or `noFrame` when memory has run out. Small machines take the lowest free one.
 * @throws {CowlabError} COW301 when a small machine has no room for it
 */
export function allocateFrame(m: Machine, a: number): number {
  if (isMemoryOut(m, a)) return noFrame;
  const pfn = m.canonical ? lowestFree(m, a) : fromFreeList(m, a);
  m.frame.refs.store(a, pfn, 1);
  m.frame.flags.store(a, pfn, Frame.allocated);
  m.emit('pages-allocated');
  m.global.framesInUse.add(a, 0, 1);
  if (m.global.framesInUse.load(a, 0) > m.peakFrames) m.peakFrames = m.global.framesInUse.load(a, 0);
  return pfn;
}

function lowestFree(m: Machine, a: number): number {
  const known = m.places?.freeFrame() ?? scanForFree(m, a);
  if (known >= 0) return known;
  throw roomExceeded('frame', m.state.room('frame'));
}

function scanForFree(m: Machine, a: number): number {
  return m.frame.flags.find(a, 0, 1);
}

/** The list of freed frames first, then frames never used; `freeFrame` is the head, `nextFree` 0 means "the next one". */
function fromFreeList(m: Machine, a: number): number {
  const pfn = m.global.freeFrame.load(a, 0);
  if (pfn >= m.frame.refs.length) m.state.grow('frame', pfn + 1);
  const following = m.frame.nextFree.load(a, pfn);
  m.global.freeFrame.store(a, 0, following === 0 ? pfn + 1 : following);
  m.frame.nextFree.store(a, pfn, 0);
  return pfn;
}

/** folio_get. */
export function getFrame(m: Machine, a: number, pfn: number, count = 1): void {
  m.frame.refs.add(a, headOf(m, a, pfn), count);
}

/** folio_put: the last reference frees the frame, or all frames of its folio. */
export function putFrame(m: Machine, a: number, pfn: number, count = 1): void {
  const head = headOf(m, a, pfn);
  const held = m.frame.refs.load(a, head);
  if (held < count) {
    m.breach({ kind: 'lifetime', what: 'more-put-than-held', facts: { frame: pfn, lost: count, references: held } });
    return;
  }
  m.frame.refs.store(a, head, held - count);
  if (held === count) freeFolio(m, a, head);
}

function freeFolio(m: Machine, a: number, head: number): void {
  const folio = folioOf(m, a, head);
  if (folio < 0) {
    freeFrame(m, a, head);
    return;
  }
  const { first, end } = dissolveFolio(m, a, folio);
  for (let pfn = first; pfn < end; pfn++) freeFrame(m, a, pfn);
}

function freeFrame(m: Machine, a: number, pfn: number): void {
  const mapcount = m.frame.mapcount.load(a, pfn);
  if (mapcount !== 0) m.breach({ kind: 'lifetime', what: 'freed-while-mapped', facts: { frame: pfn, mapcount } });
  m.frame.flags.store(a, pfn, 0);
  m.frame.mapcount.store(a, pfn, 0);
  m.frame.lo.store(a, pfn, 0);
  m.frame.hi.store(a, pfn, 0);
  m.frame.rmapRoot.store(a, pfn, 0);
  m.frame.rmapIndex.store(a, pfn, 0);
  for (const name of m.ownOfFrame) m.extra('frame', name).store(a, pfn, 0);
  killTranslations(m, a, pfn);
  m.emit('pages-freed');
  m.global.framesInUse.add(a, 0, -1);
  if (!m.canonical) {
    m.frame.nextFree.store(a, pfn, m.global.freeFrame.load(a, 0));
    m.global.freeFrame.store(a, 0, pfn);
  }
}

/** A locked page stays locked by its owner; 0 free. */
export function tryLockFrame(m: Machine, actor: number, pfn: number): boolean {
  if (m.frame.lockedBy.load(actor, pfn) !== 0) return false;
  m.frame.lockedBy.store(actor, pfn, actor + 1);
  return true;
}

/** unlock_page. */
export function unlockFrame(m: Machine, a: number, pfn: number): void {
  m.frame.lockedBy.store(a, pfn, 0);
}
