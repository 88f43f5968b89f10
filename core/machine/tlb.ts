/**
 * Writable translations that actors may still use. One is remembered when an actor stores through a PTE; it is
 * stale once the PTE is write-protected or replaced, and usable until a flush.
 */

import type { Machine } from './machine.js';
import { Pte } from './bits.js';
import { lookupPte } from './tables.js';

/** The process of an actor. In the simulator every process has one actor of its own number. */
export function processOf(m: Machine, actor: number): number {
  const { processOf: processes } = m.shape;
  return processes === undefined ? actor : processes[actor];
}

export function rememberTranslation(m: Machine, actor: number, page: number, pfn: number): void {
  if (m.shape.tlb) m.tlb.frame[actor * m.pages + page] = pfn + 1;
}

/** The frame an actor may still store to although the PTE no longer says so; -1 if its translation is not stale. */
export function staleTranslation(m: Machine, actor: number, mm: number, page: number): number {
  if (!m.shape.tlb) return -1;
  const pfn = m.tlb.frame[actor * m.pages + page] - 1;
  if (pfn < 0) return -1;
  const pte = lookupPte(m, mm, page);
  const current = pte >= 0 && (m.pte.word[pte] & Pte.write) !== 0 && m.pte.frame[pte] === pfn;
  return current ? -1 : pfn;
}

/**
 * flush_tlb_range, pages first <= p < end. False when it cannot finish now: another CPU that runs this address
 * space has its interrupts off (a lockless GUP walk), so the IPI is not answered. A broadcast waits for nobody.
 * Pages of a batch are flushed one by one here and counted as one flush.
 */
export function tryFlush(m: Machine, actor: number, mm: number, first: number, end: number, counted = true): boolean {
  const others = m.shape.oneActorPerProcess ? 0 : m.actor.irqsOff.length;
  let remote = false;
  for (let other = 0; other < others; other++) {
    if (other === actor || processOf(m, other) !== mm || m.actor.cpu[other] === m.actor.cpu[actor]) continue;
    if (m.actor.irqsOff[other] !== 0 && m.shape.tlbFlush === 'ipi') return false;
    remote = true;
  }
  if (m.shape.tlb) forgetTranslations(m, mm, first, end);
  if (counted) countFlush(m, remote && m.shape.tlbFlush === 'ipi');
  return true;
}

function forgetTranslations(m: Machine, mm: number, first: number, end: number): void {
  for (let actor = 0; actor < m.actor.list.length; actor++) {
    if (processOf(m, actor) === mm) m.tlb.frame.fill(0, actor * m.pages + first, actor * m.pages + end);
  }
}

export function countFlush(m: Machine, remote: boolean): void {
  m.emit('tlb-flushes');
  if (remote) m.emit('ipis');
}
