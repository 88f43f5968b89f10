/** Loads and stores of a program, page by page. Both halves of a full store are one step: a process stores at once. */

import { Pte } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import { lookupPte } from '../machine/tables.js';
import { rememberTranslation, staleTranslation } from '../machine/tlb.js';
import { Access, isPresent } from '../machine/bits.js';
import { fault } from './fault.js';
import { loadContent, storeContent } from './content.js';
import { op } from './op.js';
import { call, done, goto, operation, restart, step, type Answer } from './step.js';

const callPageFault = call('page-fault');
const toNextStore = goto('next-store');
const toNextLoad = goto('next-load');

function faultOn(m: Machine, a: number, access: number): Answer {
  m.set(a, fault.mm, m.get(a, op.mm));
  m.set(a, fault.page, m.get(a, op.page));
  m.set(a, fault.access, access);
  return callPageFault;
}

/** Stores through the PTE; choice 1 stores through a stale translation that the CPU still holds. */
function storeToPage(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  const page = m.get(a, op.page);
  if (m.choice === 1) {
    storeContent(m, staleTranslation(m, a, mm, page), m.get(a, op.half), m.get(a, op.value));
    return toNextStore;
  }
  const pte = lookupPte(m, mm, page);
  if (pte < 0 || (m.pte.word[pte] & (Pte.kindMask | Pte.write)) !== (Pte.present | Pte.write)) {
    return faultOn(m, a, Access.write);
  }
  const pfn = m.pte.frame[pte];
  m.pte.word[pte] |= Pte.young | Pte.dirty;
  storeContent(m, pfn, m.get(a, op.half), m.get(a, op.value));
  rememberTranslation(m, a, page, pfn);
  return toNextStore;
}

function storeChoices(m: Machine, a: number): number {
  return staleTranslation(m, a, m.get(a, op.mm), m.get(a, op.page)) < 0 ? 1 : 2;
}

function nextPage(m: Machine, a: number): Answer {
  const page = m.get(a, op.page);
  if (page >= m.get(a, op.last)) return done;
  m.set(a, op.page, page + 1);
  return restart;
}

function loadFromPage(m: Machine, a: number): Answer {
  const page = m.get(a, op.page);
  const pte = lookupPte(m, m.get(a, op.mm), page);
  if (pte < 0 || !isPresent(m.pte.word[pte]) || (m.pte.word[pte] & Pte.protNone) !== 0) return faultOn(m, a, Access.read);
  m.pte.word[pte] |= Pte.young;
  if (m.get(a, op.observed) === 1) {
    const column = m.get(a, op.result) + page - m.get(a, op.first);
    m.observation.value[column] = loadContent(m, m.pte.frame[pte], m.get(a, op.half));
  }
  return toNextLoad;
}

function again(): Answer {
  return restart;
}

const walked = 'pmd.table pte.word pte.frame';

export const store = operation('store', 'a store instruction', [
  step('store-to-page', storeToPage, {
    reads: `${walked} tlb.frame`, writes: 'pte.word frame.lo frame.hi tlb.frame', calls: ['page-fault'],
    choices: storeChoices, mandatory: true, goes: ['next-store'],
  }),
  step('retry-store', again, { leaves: true }),
  step('next-store', nextPage, { leaves: true }),
]);

export const load = operation('load', 'a load instruction', [
  step('load-from-page', loadFromPage, {
    reads: `${walked} frame.lo frame.hi`, writes: 'pte.word observation.value', calls: ['page-fault'],
    mandatory: true, goes: ['next-load'],
  }),
  step('retry-load', again, { leaves: true }),
  step('next-load', nextPage, { leaves: true }),
]);

