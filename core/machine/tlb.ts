/**
 * Translations that actors may still use. When a PTE loses its write bit, is cleared or gets another frame, the CPUs of
 * all actors of that address space may hold what it said before: until a flush, or until they walk to the page
 * again. Modelled where address spaces are raced over (explorer only); accesses leave nothing behind here.
 */

import { Pte } from './bits.js';
import type { Machine } from './machine.js';
import { walkTo } from './pmd.js';
import { mayLoad } from './pte-kind.js';

/** How `tlb.translation` says it: 0 none, 2 * (frame + 1), 1 more if stores may use it; negative once the frame is freed. */
const Translation = {
  none: 0,
  of: (pfn: number, writable: boolean): number => 2 * (pfn + 1) + (writable ? 1 : 0),
  frame: (translation: number): number => (Math.abs(translation) >> 1) - 1,
  isWritable: (translation: number): boolean => (translation & 1) !== 0,
} as const;

/** What an actor may use instead of walking to a page. */
export interface StaleTranslation {
  readonly pfn: number;
  readonly writable: boolean;
  /** The frame was freed since: whatever is in it now belongs to somebody else. */
  readonly isDead: boolean;
}

/**
 * pte_needs_flush of x86, for mprotect, which changes neither the frame nor the dirty bit: what was not there was not cached,
 * but a write bit that comes is flushed as one that goes is (_PAGE_RW is in flush_on_change; observed on 6.1 to 7.2), or
 * stores would fault once more on what is cached.
 */
export function needsFlush(old: number, word: number): boolean {
  return mayLoad(old) && (!mayLoad(word) || ((old ^ word) & Pte.write) !== 0);
}

/** What a walk to a page finds: a word, and a frame. */
export interface Mapped {
  readonly word: number;
  readonly pfn: number;
}

/** A walk to a page finds something else from now on: what it found before may stay with every actor of the address space. */
export function leaveTranslations(m: Machine, a: number, mm: number, page: number, before: Mapped, behind: Mapped): void {
  const { word: old, pfn: oldFrame } = before;
  const { word, pfn } = behind;
  const isLost = mayLoad(old) && (!mayLoad(word) || pfn !== oldFrame || (old & ~word & Pte.write) !== 0);
  // The hardware loads what it marks: only a young PTE is in a TLB, and for stores only a dirty one.
  const left =
    isLost && (old & Pte.young) !== 0
      ? Translation.of(oldFrame, (old & Pte.write) !== 0 && (old & Pte.dirty) !== 0)
      : Translation.none;
  const now = mayLoad(word) ? Translation.of(pfn, (word & Pte.write) !== 0) : Translation.none;
  for (const actor of m.threadsOf(mm)) {
    const at = actor * m.pages + page;
    m.tlb.translation.store(a, at, stale(keptOf(m.tlb.translation.load(a, at), left), now));
  }
}

/** Who has not walked to the page since an earlier change may still hold what it was before that. */
function keptOf(held: number, left: number): number {
  if (held === Translation.none) return left;
  return Translation.frame(held) === Translation.frame(left) && held > 0 ? held | (left & 1) : held;
}

/** A translation that says no more than the PTE does is none to keep apart. */
function stale(translation: number, now: number): number {
  const isSame = translation > 0 && now !== Translation.none && Translation.frame(translation) === Translation.frame(now);
  return isSame && (translation & ~now & 1) === 0 ? Translation.none : translation;
}

/** What an actor may use instead of walking to a page, and what that would show or change; undefined: nothing else. */
export function staleTranslation(
  m: Machine,
  actor: number,
  mm: number,
  page: number,
  store: boolean,
): StaleTranslation | undefined {
  if (!m.shape.tlb) return undefined;
  const translation = m.tlb.translation.load(actor, actor * m.pages + page);
  if (translation === Translation.none || (store && !Translation.isWritable(translation))) return undefined;
  const pfn = Translation.frame(translation);
  const isDead = translation < 0;
  return !isDead && !store && isLoadedFrom(m, actor, mm, page, pfn)
    ? undefined
    : { pfn, writable: Translation.isWritable(translation), isDead };
}

/** Does a walk lead to the same content? */
function isLoadedFrom(m: Machine, a: number, mm: number, page: number, pfn: number): boolean {
  const { pte, word } = walkTo(m, a, mm, page);
  return mayLoad(word) && m.pte.entry.frame(a, pte) === pfn;
}

/** The actor has walked to the page: it knows what the PTE says. */
export function forgetTranslation(m: Machine, actor: number, page: number): void {
  if (m.shape.tlb) m.tlb.translation.store(actor, actor * m.pages + page, Translation.none);
}

/** A frame is freed: who still has a translation to it would reach somebody else's page. */
export function killTranslations(m: Machine, a: number, pfn: number): void {
  if (!m.shape.tlb) return;
  const { translation } = m.tlb;
  for (let at = 0; at < translation.length; at++) {
    if (translation.load(a, at) > 0 && Translation.frame(translation.load(a, at)) === pfn)
      translation.store(a, at, -translation.load(a, at));
  }
}

/** What an actor still holds of a page, whether it would use it or not; undefined: nothing. */
export function heldTranslation(m: Machine, actor: number, page: number): StaleTranslation | undefined {
  const translation = m.tlb.translation.load(actor, actor * m.pages + page);
  if (translation === Translation.none) return undefined;
  return { pfn: Translation.frame(translation), writable: Translation.isWritable(translation), isDead: translation < 0 };
}

/**
 * flush_tlb_range, pages first <= p < end. False when it cannot finish now: another CPU that runs this address
 * space has its interrupts off (a lockless GUP walk), so the IPI is not answered. A broadcast waits for nobody.
 */
export function tryFlush(m: Machine, actor: number, mm: number, first: number, end: number): boolean {
  let remote = false;
  for (const other of m.threadsOf(mm)) {
    if (other === actor || m.actor.cpu.load(actor, other) === m.actor.cpu.load(actor, actor)) continue;
    if (m.actor.irqsOff.load(actor, other) !== 0 && m.shape.tlbFlush === 'ipi') return false;
    remote = true;
  }
  if (m.shape.tlb) forgetTranslations(m, actor, mm, first, end);
  m.emit('tlb-flushes');
  // The CPUs of threads that are dead run something else by now.
  if (remote && m.shape.tlbFlush === 'ipi' && m.mm.alive.load(actor, mm) !== 0) m.emit('ipis');
  return true;
}

function forgetTranslations(m: Machine, a: number, mm: number, first: number, end: number): void {
  for (const actor of m.threadsOf(mm))
    m.tlb.translation.fill(a, Translation.none, actor * m.pages + first, actor * m.pages + end);
}
