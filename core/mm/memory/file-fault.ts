/** do_read_fault, do_cow_fault, do_shared_fault: the first touch of a page with a page cache behind it. */

import { Access, Pte, Vma } from '../../machine/bits.js';
import { allocateFrame, getFrame, noFrame, putFrame, tryLockFrame, unlockFrame } from '../../machine/frame.js';
import { addToLru } from '../../machine/lru.js';
import type { Machine } from '../../machine/machine.js';
import { isNone } from '../../machine/pte-kind.js';
import { cachedFrame } from '../../machine/mapping.js';
import { addFileMapping } from '../../machine/rmap.js';
import { isCowMapping, mayWrite, offsetOf, pteProtection } from '../../machine/vma.js';
import { again, outOfMemory } from '../failing.js';
import { fault } from './faulting.js';
import { lockToMapAround, mapCachedAround, mayFaultAround, unlockAround } from '../filemap/fault-around.js';
import { callNewAnon, mapNewAnon } from '../rmap/new-anon-rmap.js';
import { registers } from '../../engine/registers.js';
import { anyError, blocked, done, goto, next } from '../../engine/answers.js';
import { label, operation, step } from '../../engine/step.js';
import { allocates, allocatesTable, counts, joinsLru, protects, puts, setsPte } from '../../machine/footprints.js';
import { callWalk, lockTableOf, makeTable, setWalkedPte, unlockTable, walk } from './own-and-lock-table.js';

/** What the fault has in hand: the locked page-cache page, and a page of its own; 0 none. */
const file = registers('file-fault', ['cached', 'new']);
const toAround = goto('map-around');
const toLookUp = goto('look-up');
const toRaced = goto('raced');
const toUnlock = goto('unlock-file');

/** do_fault: do_cow_fault is here, do_read_fault and do_shared_fault behind their labels. */
function chooseFault(m: Machine, a: number) {
  m.set(a, file.cached, 0);
  m.set(a, file.new, 0);
  if ((m.vma.flags.load(a, m.get(a, fault.vma)) & Vma.file) === 0) {
    m.breach({ kind: 'crash', what: 'fault-of-no-file', facts: { page: m.get(a, fault.page) } });
    return done;
  }
  const write = (m.get(a, fault.access) & Access.write) !== 0;
  if (write) return isCowMapping(m, a, m.get(a, fault.vma)) ? next : toLookUp;
  return mayFaultAround(m) ? toAround : toLookUp;
}

/**
 * __do_fault takes a reference on the page-cache page and, until something is mapped, its lock (VM_FAULT_LOCKED): write(2),
 * which locks the page too, comes before or behind the fault.
 */
function lookUp(m: Machine, a: number) {
  const v = m.get(a, fault.vma);
  const pfn = cachedFrame(m, a, v, offsetOf(m, a, v, m.get(a, fault.page)));
  return pfn === noFrame ? outOfMemory : takeLocked(m, a, pfn);
}

/** A private mapping is of a file, and of that all pages are there. */
function lookUpToCopy(m: Machine, a: number) {
  const v = m.get(a, fault.vma);
  return takeLocked(m, a, cachedFrame(m, a, v, offsetOf(m, a, v, m.get(a, fault.page))));
}

function takeLocked(m: Machine, a: number, pfn: number) {
  if (!tryLockFrame(m, a, pfn)) return blocked;
  getFrame(m, a, pfn);
  m.set(a, file.cached, pfn);
  return next;
}

/** do_cow_fault allocates first, while it holds no page. */
function allocateOwn(m: Machine, a: number) {
  m.vma.flags.or(a, m.get(a, fault.vma), Vma.anonVma);
  const pfn = allocateFrame(m, a);
  m.set(a, file.new, pfn);
  return pfn === noFrame ? outOfMemory : next;
}

function copyCachedLow(m: Machine, a: number) {
  m.frame.lo.store(a, m.get(a, file.new), m.frame.lo.load(a, m.get(a, file.cached)));
  return next;
}

function copyCachedHigh(m: Machine, a: number) {
  m.frame.hi.store(a, m.get(a, file.new), m.frame.hi.load(a, m.get(a, file.cached)));
  return next;
}

/** pte_alloc of finish_fault, while the page is held. From 4.20 on __do_fault has a table in hand before it takes the page. */
function lockForFile(m: Machine, a: number) {
  return (
    makeTable(m, a, m.get(a, fault.mm), m.get(a, fault.page), outOfMemory) ??
    lockTableOf(m, a, m.get(a, fault.mm), m.get(a, fault.page))
  );
}

function isStillNone(m: Machine, a: number): boolean {
  return isNone(m.pte.entry.word(a, m.get(a, walk.pte)));
}

function checkStillNone(m: Machine, a: number) {
  return isStillNone(m, a) ? next : toRaced;
}

function mapOwn(m: Machine, a: number) {
  return mapNewAnon(m, a, m.get(a, fault.mm), m.get(a, fault.vma), m.get(a, fault.page), m.get(a, file.new));
}

function addOwnToLru(m: Machine, a: number) {
  addToLru(m, a, m.get(a, file.new));
  return next;
}

function installOwn(m: Machine, a: number) {
  const vma = m.get(a, fault.vma);
  const word = Pte.present | Pte.young | Pte.dirty | pteProtection(m, a, vma) | (mayWrite(m, a, vma) ? Pte.write : 0);
  setWalkedPte(m, a, word, m.get(a, file.new));
  m.set(a, file.new, 0);
  m.emit('file-copies');
  return next;
}

function letGoCached(m: Machine, a: number): void {
  unlockFrame(m, a, m.get(a, file.cached));
  putFrame(m, a, m.get(a, file.cached));
  m.set(a, file.cached, 0);
}

function letGoOwn(m: Machine, a: number): void {
  putFrame(m, a, m.get(a, file.new));
  m.set(a, file.new, 0);
}

function putCached(m: Machine, a: number) {
  letGoCached(m, a);
  return toUnlock;
}

function discardOwn(m: Machine, a: number) {
  letGoOwn(m, a);
  letGoCached(m, a);
  return toUnlock;
}

/** finish_fault. The mapping inherits the reference. Private mappings are read-only; a shared one is writable after a write. */
function installCached(m: Machine, a: number) {
  const pfn = m.get(a, file.cached);
  if (!isStillNone(m, a)) {
    letGoCached(m, a);
    return next;
  }
  const written = (m.get(a, fault.access) & Access.write) !== 0 ? Pte.dirty | Pte.write : 0;
  setWalkedPte(m, a, Pte.present | Pte.young | pteProtection(m, a, m.get(a, fault.vma)) | written, pfn);
  addFileMapping(m, a, m.get(a, fault.mm), pfn);
  unlockFrame(m, a, pfn);
  m.set(a, file.cached, 0);
  m.emit('file-maps');
  return next;
}

/** Whatever the fault has in hand when memory runs out. */
function giveBackPages(m: Machine, a: number) {
  if (m.get(a, file.new) !== 0) letGoOwn(m, a);
  if (m.get(a, file.cached) !== 0) letGoCached(m, a);
  return again(m, a);
}

function unlockFile(m: Machine, a: number) {
  unlockTable(m, a);
  return done;
}

const lookedUp = {
  reads: ['vma.offset', 'vma.first', 'filePage.frame', 'frame.lockedBy', ...counts.reads],
  writes: ['frame.lockedBy', ...counts.writes],
} as const;

/** The first touch of a page of a file: mapped from the page cache, or copied for a private store. */
export const fileFault = operation('file-fault', 'do_fault', [
  step('choose-fault', [next, toAround, toLookUp, done], chooseFault, { reads: ['vma.flags'] }),
  step('allocate-own', [next, outOfMemory], allocateOwn, {
    reads: ['vma.flags', ...allocates.reads],
    writes: ['vma.flags', ...allocates.writes],
    gives: ['page'],
  }),
  step('look-up-to-copy', [next, blocked], lookUpToCopy, { reads: lookedUp.reads, writes: lookedUp.writes, gives: ['cached'] }),
  step('copy-cached-low', [next], copyCachedLow, { reads: ['frame.lo'], writes: ['frame.lo'], needs: ['page', 'cached'] }),
  step('copy-cached-high', [next], copyCachedHigh, { reads: ['frame.hi'], writes: ['frame.hi'], needs: ['page', 'cached'] }),
  step('lock-for-own', [callWalk, blocked, outOfMemory], lockForFile, { ...allocatesTable, gives: ['pte-lock'] }),
  step('check-still-none', [next, toRaced], checkStillNone, { reads: ['pte.entry'], needs: ['pte-lock'], optional: true }),
  step('map-own', [callNewAnon], mapOwn, { needs: ['page', 'pte-lock'] }),
  step('add-own-to-lru', [next], addOwnToLru, { ...joinsLru, needs: ['page'], optional: true }),
  step('install-own', [next], installOwn, {
    reads: [...protects, ...setsPte.reads],
    writes: setsPte.writes,
    needs: ['page', 'pte-lock'],
    ends: ['page'],
  }),
  step('put-cached', [toUnlock], putCached, {
    reads: counts.reads,
    writes: ['frame.lockedBy', ...counts.writes],
    needs: ['cached'],
    ends: ['cached'],
  }),
  label('raced'),
  step('discard-own', [toUnlock], discardOwn, {
    reads: puts.reads,
    writes: ['frame.lockedBy', ...puts.writes],
    needs: ['page', 'cached'],
    ends: ['page', 'cached'],
  }),
  label('map-around'),
  step('lock-to-map-around', [callWalk, blocked, outOfMemory], lockToMapAround, { ...allocatesTable, gives: ['pte-lock'] }),
  step('map-cached-around', [next], mapCachedAround, {
    reads: [
      'vma.first',
      'vma.end',
      'vma.offset',
      ...protects,
      'filePage.frame',
      'frame.lockedBy',
      'frame.refs',
      'frame.mapcount',
      'mm.filePages',
      ...setsPte.reads,
    ],
    writes: [...setsPte.writes, 'frame.refs', 'frame.mapcount', 'mm.filePages'],
    needs: ['pte-lock'],
    optional: true,
  }),
  step('unlock-around', [next, done], unlockAround, {
    reads: ['pte.entry'],
    writes: ['table.lockedBy'],
    needs: ['pte-lock'],
    ends: ['pte-lock'],
  }),
  label('look-up'),
  step('look-up-cached', [next, blocked, outOfMemory], lookUp, {
    reads: [...lookedUp.reads, 'vma.flags', ...allocates.reads],
    writes: [...lookedUp.writes, 'filePage.frame', 'frame.rmapIndex', ...allocates.writes],
    gives: ['cached'],
  }),
  step('lock-for-cached', [callWalk, blocked, outOfMemory], lockForFile, { ...allocatesTable, gives: ['pte-lock'] }),
  step('install-cached', [next], installCached, {
    reads: [...setsPte.reads, 'frame.refs', 'frame.mapcount', 'mm.filePages', ...protects],
    writes: [...setsPte.writes, 'frame.mapcount', 'frame.refs', 'frame.lockedBy', 'mm.filePages'],
    needs: ['pte-lock', 'cached'],
    ends: ['cached'],
  }),
  step('unlock-file', [done], unlockFile, { writes: ['table.lockedBy'], needs: ['pte-lock'], ends: ['pte-lock'] }),
  label('back-off'),
  step('give-back-pages', [anyError], giveBackPages, {
    reads: puts.reads,
    writes: ['frame.lockedBy', ...puts.writes],
    ends: ['page', 'cached'],
  }),
]);
