/** Loads and stores of a program, page by page. Both halves of a full store are one step: a process stores at once. */

import { Access, Pte } from '../../machine/bits.js';
import type { Machine } from '../../machine/machine.js';
import { walkTo } from '../../machine/pmd.js';
import { forgetTranslation, staleTranslation, type StaleTranslation } from '../../machine/tlb.js';
import { markPte } from '../../machine/pte.js';
import { mayLoad, mayStore } from '../../machine/pte-kind.js';
import { fault } from './faulting.js';
import { loadContent, storeContent } from '../content.js';
import { Halves, op } from '../operation-registers.js';
import { call, done, goto, listNumber, restart } from '../../engine/answers.js';
import { operation, step } from '../../engine/step.js';
import { walks } from '../../machine/footprints.js';
import { begin, type Range } from '../begin.js';
import type { Half } from '../../program/program.js';

const callPageFault = call('page-fault');
const toNextStore = goto('next-store');
const toNextLoad = goto('next-load');

function faultOn(m: Machine, a: number, access: number) {
  m.set(a, fault.mm, m.get(a, op.mm));
  m.set(a, fault.page, m.get(a, op.page));
  m.set(a, fault.access, access);
  return callPageFault;
}

function staleFor(m: Machine, a: number, store: boolean): StaleTranslation | undefined {
  return staleTranslation(m, a, m.get(a, op.mm), m.get(a, op.page), store);
}

/**
 * Choice 1 of an access: through a translation that the CPU still holds. Undefined: the frame was freed since, and
 * whatever is there belongs to somebody else; the access is tried again by walking.
 */
function staleFrame(m: Machine, a: number, store: boolean): number | undefined {
  const stale = staleFor(m, a, store);
  if (stale?.isDead !== true) return stale?.pfn;
  const page = m.get(a, op.page);
  m.breach({ kind: 'lifetime', what: 'stale-access', facts: { access: store ? 'store' : 'load', page, frame: stale.pfn } });
  forgetTranslation(m, a, page);
  return undefined;
}

/** Stores through the PTE; choice 1 stores through a stale translation that the CPU still holds. */
function storeToPage(m: Machine, a: number) {
  const mm = m.get(a, op.mm);
  const page = m.get(a, op.page);
  if (m.choice === 1) {
    const pfn = staleFrame(m, a, true);
    if (pfn === undefined) return restart;
    storeContent(m, a, pfn, m.get(a, op.half), m.get(a, op.value));
    return toNextStore;
  }
  forgetTranslation(m, a, page);
  const { pte, word } = walkTo(m, a, mm, page);
  if (!mayStore(word)) return faultOn(m, a, Access.write);
  const pfn = m.pte.entry.frame(a, pte);
  markPte(m, a, pte, Pte.young | Pte.dirty);
  storeContent(m, a, pfn, m.get(a, op.half), m.get(a, op.value));
  return toNextStore;
}

function storeChoices(m: Machine, a: number): number {
  return staleFor(m, a, true) === undefined ? 1 : 2;
}

function loadChoices(m: Machine, a: number): number {
  return staleFor(m, a, false) === undefined ? 1 : 2;
}

function nextPage(m: Machine, a: number) {
  const page = m.get(a, op.page);
  if (page >= m.get(a, op.last)) return done;
  m.set(a, op.page, page + 1);
  return restart;
}

/** Loads through the PTE; choice 1 loads through a stale translation that the CPU still holds. */
function loadFromPage(m: Machine, a: number) {
  const page = m.get(a, op.page);
  if (m.choice === 1) {
    const pfn = staleFrame(m, a, false);
    if (pfn === undefined) return restart;
    observe(m, a, pfn);
    return toNextLoad;
  }
  forgetTranslation(m, a, page);
  const { pte, word } = walkTo(m, a, m.get(a, op.mm), page);
  if (!mayLoad(word)) return faultOn(m, a, Access.read);
  markPte(m, a, pte, Pte.young);
  observe(m, a, m.pte.entry.frame(a, pte));
  return toNextLoad;
}

function observe(m: Machine, a: number, pfn: number): void {
  if (m.get(a, op.observed) !== 1) return;
  const column = m.get(a, op.result) + m.get(a, op.page) - m.get(a, op.first);
  m.observation.value.store(a, column, loadContent(m, a, pfn, m.get(a, op.half)));
}

function again() {
  return restart;
}

const walked = [...walks, 'pte.entry', 'tlb.translation'] as const;

/** A store of a program: through a translation or a PTE where it is allowed, else after a fault. */
export const store = operation('store', 'a store instruction', [
  step('store-to-page', [toNextStore, callPageFault, restart], storeToPage, {
    reads: walked,
    writes: ['pte.entry', 'frame.lo', 'frame.hi', 'tlb.translation'],
    choices: storeChoices,
  }),
  step('retry-store', [restart], again, { optional: true }),
  step('next-store', [done, restart], nextPage, { optional: true }),
]);

/** A load of a program, as `store`. */
export const load = operation('load', 'a load instruction', [
  step('load-from-page', [toNextLoad, callPageFault, restart], loadFromPage, {
    reads: [...walked, 'frame.lo', 'frame.hi'],
    writes: ['pte.entry', 'observation.value', 'tlb.translation'],
    choices: loadChoices,
  }),
  step('retry-load', [restart], again, { optional: true }),
  step('next-load', [done, restart], nextPage, { optional: true }),
]);

const storeNumber = listNumber('store');
const loadNumber = listNumber('load');

/** A store of `value` to every page of the range. */
export function beginStore(m: Machine, a: number, range: Range, half: Half, value: number): void {
  m.set(a, op.half, Halves[half]);
  m.set(a, op.value, value);
  begin(m, a, storeNumber, range);
}

/** A load of every page of the range; `observed`: its values stay to be seen. */
export function beginLoad(m: Machine, a: number, range: Range, half: Half, observed: boolean): void {
  m.set(a, op.half, Halves[half]);
  m.set(a, op.observed, observed ? 1 : 0);
  begin(m, a, loadNumber, range);
}
