/** do_read_fault, do_cow_fault, do_shared_fault: the first touch of a page with a page cache behind it. */

import { Access, Pte, Vma } from '../../machine/bits.js';
import { allocateFrame, getFrame, putFrame, tryLockFrame, unlockFrame } from '../../machine/frame.js';
import { addToLru } from '../../machine/lru.js';
import type { Machine } from '../../machine/machine.js';
import { cachedFrame } from '../../machine/mapping.js';
import { addFileMapping } from '../../machine/rmap.js';
import { isCowMapping, mayWrite, offsetOf, pteProtection } from '../../machine/vma.js';
import { fault } from './faulting.js';
import { lockToMapAround, mapCachedAround, mayFaultAround, unlockAround } from '../filemap/fault-around.js';
import { mapNewAnon } from '../rmap/new-anon-rmap.js';
import { registers } from '../../engine/registers.js';
import { blocked, done, goto, label, next, operation, step, type Answer } from '../../engine/step.js';
import { allocates, counts, joinsLru, protects, puts, setsPte } from '../../machine/footprints.js';
import { lockTableOf, setWalkedPte, unlockTable, walk } from './own-and-lock-table.js';

const file = registers('file-fault', ['cached', 'new']);
const toAround = goto('map-around');
const toLookUp = goto('look-up');
const toRaced = goto('raced');
const toUnlock = goto('unlock-file');

/** do_fault: do_cow_fault is here, do_read_fault and do_shared_fault behind their labels. */
function chooseFault(m: Machine, a: number): Answer {
  const write = (m.get(a, fault.access) & Access.write) !== 0;
  if (write) return isCowMapping(m, m.get(a, fault.vma)) ? next : toLookUp;
  return mayFaultAround(m) ? toAround : toLookUp;
}

/**
 * __do_fault takes a reference on the page-cache page and, until something is mapped, its lock (VM_FAULT_LOCKED): write(2),
 * which locks the page too, comes before or behind the fault.
 */
function lookUp(m: Machine, a: number): Answer {
  const v = m.get(a, fault.vma);
  const pfn = cachedFrame(m, v, offsetOf(m, v, m.get(a, fault.page)));
  if (!tryLockFrame(m, a, pfn)) return blocked;
  getFrame(m, pfn);
  m.set(a, file.cached, pfn);
  return next;
}

/** do_cow_fault allocates first, while it holds no page. */
function allocateOwn(m: Machine, a: number): Answer {
  m.vma.flags[m.get(a, fault.vma)] |= Vma.anonVma;
  m.set(a, file.new, allocateFrame(m));
  return next;
}

function copyCachedLow(m: Machine, a: number): Answer {
  m.frame.lo[m.get(a, file.new)] = m.frame.lo[m.get(a, file.cached)];
  return next;
}

function copyCachedHigh(m: Machine, a: number): Answer {
  m.frame.hi[m.get(a, file.new)] = m.frame.hi[m.get(a, file.cached)];
  return next;
}

function lockForFile(m: Machine, a: number): Answer {
  return lockTableOf(m, a, m.get(a, fault.mm), m.get(a, fault.page), true);
}

function isNone(m: Machine, a: number): boolean {
  return (m.pte.word[m.get(a, walk.pte)] & Pte.kindMask) === Pte.none;
}

function checkStillNone(m: Machine, a: number): Answer {
  return isNone(m, a) ? next : toRaced;
}

function mapOwn(m: Machine, a: number): Answer {
  return mapNewAnon(m, a, m.get(a, fault.mm), m.get(a, fault.vma), m.get(a, fault.page), m.get(a, file.new));
}

function addOwnToLru(m: Machine, a: number): Answer {
  addToLru(m, a, m.get(a, file.new));
  return next;
}

function installOwn(m: Machine, a: number): Answer {
  const vma = m.get(a, fault.vma);
  const word = Pte.present | Pte.young | Pte.dirty | pteProtection(m, vma) | (mayWrite(m, vma) ? Pte.write : 0);
  setWalkedPte(m, a, word, m.get(a, file.new));
  m.emit('file-copies');
  return next;
}

function letGoCached(m: Machine, a: number): void {
  unlockFrame(m, m.get(a, file.cached));
  putFrame(m, m.get(a, file.cached));
}

function putCached(m: Machine, a: number): Answer {
  letGoCached(m, a);
  return toUnlock;
}

function discardOwn(m: Machine, a: number): Answer {
  putFrame(m, m.get(a, file.new));
  letGoCached(m, a);
  return toUnlock;
}

/** finish_fault. The mapping inherits the reference. Private mappings are read-only; a shared one is writable after a write. */
function installCached(m: Machine, a: number): Answer {
  const pfn = m.get(a, file.cached);
  if (!isNone(m, a)) {
    letGoCached(m, a);
    return next;
  }
  const written = (m.get(a, fault.access) & Access.write) !== 0 ? Pte.dirty | Pte.write : 0;
  setWalkedPte(m, a, Pte.present | Pte.young | pteProtection(m, m.get(a, fault.vma)) | written, pfn);
  addFileMapping(m, m.get(a, fault.mm), pfn);
  unlockFrame(m, pfn);
  m.emit('file-maps');
  return next;
}

function unlockFile(m: Machine, a: number): Answer {
  unlockTable(m, a);
  return done;
}

const lookedUp = {
  reads: `vma.offset vma.first filePage.frame frame.lockedBy ${counts.reads}`,
  writes: `frame.lockedBy ${counts.writes}`,
} as const;

/** The first touch of a page of a file: mapped from the page cache, or copied for a private store. */
export const fileFault = operation('file-fault', 'do_fault', [
  step('choose-fault', chooseFault, { reads: 'vma.flags', mandatory: true, goes: ['map-around', 'look-up'] }),
  step('allocate-own', allocateOwn, {
    reads: `vma.flags ${allocates.reads}`, writes: `vma.flags ${allocates.writes}`, mandatory: true, gives: ['page'],
  }),
  step('look-up-to-copy', lookUp, { reads: lookedUp.reads, writes: lookedUp.writes, mandatory: true, gives: ['cached'] }),
  step('copy-cached-low', copyCachedLow, { reads: 'frame.lo', writes: 'frame.lo', mandatory: true, needs: ['page', 'cached'] }),
  step('copy-cached-high', copyCachedHigh, { reads: 'frame.hi', writes: 'frame.hi', mandatory: true, needs: ['page', 'cached'] }),
  step('lock-for-own', lockForFile, { calls: ['own-and-lock-table'], mandatory: true, gives: ['pte-lock'] }),
  step('check-still-none', checkStillNone, { reads: 'pte.word', goes: ['raced'], needs: ['pte-lock'] }),
  step('map-own', mapOwn, { calls: ['new-anon-rmap'], mandatory: true, needs: ['page', 'pte-lock'] }),
  step('add-own-to-lru', addOwnToLru, { ...joinsLru, needs: ['page'] }),
  step('install-own', installOwn, {
    reads: `${protects} ${setsPte.reads}`, writes: setsPte.writes, mandatory: true, needs: ['page', 'pte-lock'],
  }),
  step('put-cached', putCached, {
    reads: counts.reads, writes: `frame.lockedBy ${counts.writes}`, mandatory: true, goes: ['unlock-file'], leaves: true,
    needs: ['cached'], ends: ['cached'],
  }),
  label('raced'),
  step('discard-own', discardOwn, {
    reads: puts.reads, writes: `frame.lockedBy ${puts.writes}`, mandatory: true, goes: ['unlock-file'], leaves: true,
    needs: ['page', 'cached'], ends: ['cached'],
  }),
  label('map-around'),
  step('lock-to-map-around', lockToMapAround, { calls: ['own-and-lock-table'], mandatory: true, gives: ['pte-lock'] }),
  step('map-cached-around', mapCachedAround, {
    reads: `vma.first vma.end vma.offset ${protects} filePage.frame frame.lockedBy frame.refs frame.mapcount `
      + `mm.filePages ${setsPte.reads}`,
    writes: `${setsPte.writes} frame.refs frame.mapcount mm.filePages`, needs: ['pte-lock'],
  }),
  step('unlock-around', unlockAround, {
    reads: 'pte.word', writes: 'table.lockedBy', mandatory: true, needs: ['pte-lock'], ends: ['pte-lock'],
  }),
  label('look-up'),
  step('look-up-cached', lookUp, {
    reads: `${lookedUp.reads} vma.flags ${allocates.reads}`,
    writes: `${lookedUp.writes} filePage.frame frame.rmapIndex ${allocates.writes}`, mandatory: true, gives: ['cached'],
  }),
  step('lock-for-cached', lockForFile, { calls: ['own-and-lock-table'], mandatory: true, gives: ['pte-lock'] }),
  step('install-cached', installCached, {
    reads: `${setsPte.reads} frame.refs frame.mapcount mm.filePages ${protects}`,
    writes: `${setsPte.writes} frame.mapcount frame.refs frame.lockedBy mm.filePages`, mandatory: true,
    needs: ['pte-lock', 'cached'], ends: ['cached'],
  }),
  step('unlock-file', unlockFile, {
    writes: 'table.lockedBy', mandatory: true, leaves: true, needs: ['pte-lock'], ends: ['pte-lock'],
  }),
]);
