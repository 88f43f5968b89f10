/** do_anonymous_page: the first touch of anonymous memory. A read maps the zero page. */

import { Access, Pte, Vma } from '../../machine/bits.js';
import { allocateFrame, putFrame } from '../../machine/frame.js';
import { addToLru } from '../../machine/lru.js';
import type { Machine } from '../../machine/machine.js';
import { mayWrite, pteProtection } from '../../machine/vma.js';
import { fault } from './faulting.js';
import { mapNewAnon } from '../rmap/new-anon-rmap.js';
import { registers } from '../../engine/registers.js';
import { done, goto, label, next, operation, step, type Answer } from '../../engine/step.js';
import { allocates, joinsLru, protects, puts, setsPte } from '../../machine/footprints.js';
import { lockTableOf, setWalkedPte, unlockTable, walk } from './own-and-lock-table.js';

const touch = registers('anonymous-fault', ['new']);
const toZero = goto('zero-page');
const toRaced = goto('raced');
const toUnlock = goto('unlock-touched');

function chooseByAccess(m: Machine, a: number): Answer {
  return (m.get(a, fault.access) & Access.write) !== 0 ? next : toZero;
}

function allocateZeroed(m: Machine, a: number): Answer {
  m.vma.flags[m.get(a, fault.vma)] |= Vma.anonVma;
  m.set(a, touch.new, allocateFrame(m));
  return next;
}

function lockForTouch(m: Machine, a: number): Answer {
  return lockTableOf(m, a, m.get(a, fault.mm), m.get(a, fault.page), true);
}

function checkNone(m: Machine, a: number): Answer {
  return (m.pte.word[m.get(a, walk.pte)] & Pte.kindMask) === Pte.none ? next : toRaced;
}

function mapTouched(m: Machine, a: number): Answer {
  return mapNewAnon(m, a, m.get(a, fault.mm), m.get(a, fault.vma), m.get(a, fault.page), m.get(a, touch.new));
}

function addTouchedToLru(m: Machine, a: number): Answer {
  addToLru(m, a, m.get(a, touch.new));
  return next;
}

function installTouched(m: Machine, a: number): Answer {
  const vma = m.get(a, fault.vma);
  const own = mayWrite(m, vma) ? Pte.dirty | Pte.write : 0;
  setWalkedPte(m, a, Pte.present | Pte.young | pteProtection(m, vma) | own, m.get(a, touch.new));
  m.emit('zero-fills');
  return toUnlock;
}

function discardTouched(m: Machine, a: number): Answer {
  putFrame(m, m.get(a, touch.new));
  return toUnlock;
}

function installZero(m: Machine, a: number): Answer {
  const pte = m.get(a, walk.pte);
  if ((m.pte.word[pte] & Pte.kindMask) === Pte.none) {
    setWalkedPte(m, a, Pte.zero | Pte.young | pteProtection(m, m.get(a, fault.vma)), 0);
    m.emit('zero-maps');
  }
  return next;
}

function unlockTouched(m: Machine, a: number): Answer {
  unlockTable(m, a);
  return done;
}

/** The first touch of an anonymous page: the zero page for a read, else a fresh one. */
export const anonymousFault = operation('anonymous-fault', 'do_anonymous_page', [
  step('choose-by-access', chooseByAccess, { mandatory: true, goes: ['zero-page'] }),
  step('allocate-zeroed', allocateZeroed, {
    reads: `vma.flags ${allocates.reads}`, writes: `vma.flags ${allocates.writes}`, mandatory: true, gives: ['page'],
  }),
  step('lock-for-touch', lockForTouch, { calls: ['own-and-lock-table'], mandatory: true, gives: ['pte-lock'] }),
  step('check-none', checkNone, { reads: 'pte.word', needs: ['pte-lock'], goes: ['raced'] }),
  step('map-touched', mapTouched, { calls: ['new-anon-rmap'], mandatory: true, needs: ['page', 'pte-lock'] }),
  step('add-touched-to-lru', addTouchedToLru, { ...joinsLru, needs: ['page'] }),
  step('install-touched', installTouched, {
    reads: `${protects} ${setsPte.reads}`, writes: setsPte.writes, mandatory: true, needs: ['page', 'pte-lock'],
    goes: ['unlock-touched'], leaves: true,
  }),
  label('raced'),
  step('discard-touched', discardTouched, {
    ...puts, mandatory: true, goes: ['unlock-touched'], leaves: true, needs: ['page'],
  }),
  label('zero-page'),
  step('lock-for-zero', lockForTouch, { calls: ['own-and-lock-table'], mandatory: true, gives: ['pte-lock'] }),
  step('install-zero', installZero, {
    reads: `${setsPte.reads} ${protects}`, writes: setsPte.writes, mandatory: true, needs: ['pte-lock'],
  }),
  step('unlock-touched', unlockTouched, {
    writes: 'table.lockedBy', mandatory: true, leaves: true, needs: ['pte-lock'], ends: ['pte-lock'],
  }),
]);
