/** do_anonymous_page: the first touch of anonymous memory. A read maps the zero page. */

import { Access, Pte, Vma } from '../../machine/bits.js';
import { allocateFrame, noFrame, putFrame } from '../../machine/frame.js';
import { addToLru } from '../../machine/lru.js';
import type { Machine } from '../../machine/machine.js';
import { isNone } from '../../machine/pte-kind.js';
import { mayWrite, pteProtection } from '../../machine/vma.js';
import { outOfMemory } from '../failing.js';
import { fault } from './faulting.js';
import { callNewAnon, mapNewAnon } from '../rmap/new-anon-rmap.js';
import { registers } from '../../engine/registers.js';
import { blocked, done, goto, next } from '../../engine/answers.js';
import { label, operation, step } from '../../engine/step.js';
import { allocates, allocatesTable, joinsLru, protects, puts, setsPte } from '../../machine/footprints.js';
import { callWalk, lockTableOf, makeTable, setWalkedPte, unlockTable, walk } from './own-and-lock-table.js';

const touch = registers('anonymous-fault', ['new']);
const toZero = goto('zero-page');
const toRaced = goto('raced');
const toUnlock = goto('unlock-touched');

/** pte_alloc comes first: a table that was made stays, whatever becomes of the page. */
function chooseByAccess(m: Machine, a: number) {
  const unmade = makeTable(m, a, m.get(a, fault.mm), m.get(a, fault.page), outOfMemory);
  if (unmade !== undefined) return unmade;
  return (m.get(a, fault.access) & Access.write) !== 0 ? next : toZero;
}

function allocateZeroed(m: Machine, a: number) {
  m.vma.flags.or(a, m.get(a, fault.vma), Vma.anonVma);
  const pfn = allocateFrame(m, a);
  m.set(a, touch.new, pfn);
  return pfn === noFrame ? outOfMemory : next;
}

function lockForTouch(m: Machine, a: number) {
  return lockTableOf(m, a, m.get(a, fault.mm), m.get(a, fault.page));
}

function checkNone(m: Machine, a: number) {
  return isNone(m.pte.entry.word(a, m.get(a, walk.pte))) ? next : toRaced;
}

function mapTouched(m: Machine, a: number) {
  return mapNewAnon(m, a, m.get(a, fault.mm), m.get(a, fault.vma), m.get(a, fault.page), m.get(a, touch.new));
}

function addTouchedToLru(m: Machine, a: number) {
  addToLru(m, a, m.get(a, touch.new));
  return next;
}

function installTouched(m: Machine, a: number) {
  const vma = m.get(a, fault.vma);
  const own = mayWrite(m, a, vma) ? Pte.dirty | Pte.write : 0;
  setWalkedPte(m, a, Pte.present | Pte.young | pteProtection(m, a, vma) | own, m.get(a, touch.new));
  m.emit('zero-fills');
  return toUnlock;
}

function discardTouched(m: Machine, a: number) {
  putFrame(m, a, m.get(a, touch.new));
  return toUnlock;
}

function installZero(m: Machine, a: number) {
  const pte = m.get(a, walk.pte);
  if (isNone(m.pte.entry.word(a, pte))) {
    setWalkedPte(m, a, Pte.zero | Pte.young | pteProtection(m, a, m.get(a, fault.vma)), 0);
    m.emit('zero-maps');
  }
  return next;
}

function unlockTouched(m: Machine, a: number) {
  unlockTable(m, a);
  return done;
}

/** The first touch of an anonymous page: the zero page for a read, else a fresh one. */
export const anonymousFault = operation('anonymous-fault', 'do_anonymous_page', [
  step('choose-by-access', [next, toZero, blocked, outOfMemory], chooseByAccess, allocatesTable),
  step('allocate-zeroed', [next, outOfMemory], allocateZeroed, {
    reads: ['vma.flags', ...allocates.reads],
    writes: ['vma.flags', ...allocates.writes],
    gives: ['page'],
  }),
  step('lock-for-touch', [callWalk], lockForTouch, { gives: ['pte-lock'] }),
  step('check-none', [next, toRaced], checkNone, { reads: ['pte.entry'], needs: ['pte-lock'], optional: true }),
  step('map-touched', [callNewAnon], mapTouched, { needs: ['page', 'pte-lock'] }),
  step('add-touched-to-lru', [next], addTouchedToLru, { ...joinsLru, needs: ['page'], optional: true }),
  step('install-touched', [toUnlock], installTouched, {
    reads: [...protects, ...setsPte.reads],
    writes: setsPte.writes,
    needs: ['page', 'pte-lock'],
    ends: ['page'],
  }),
  label('raced'),
  step('discard-touched', [toUnlock], discardTouched, { ...puts, needs: ['page'], ends: ['page'] }),
  label('zero-page'),
  step('lock-for-zero', [callWalk], lockForTouch, { gives: ['pte-lock'] }),
  step('install-zero', [next], installZero, {
    reads: [...setsPte.reads, ...protects],
    writes: setsPte.writes,
    needs: ['pte-lock'],
  }),
  step('unlock-touched', [done], unlockTouched, { writes: ['table.lockedBy'], needs: ['pte-lock'], ends: ['pte-lock'] }),
]);
