/** mmu_gather: frames that a zap has taken out of page tables, and that go once the translations to them are flushed. */

import { cellsOfContext } from './components.js';
import type { Machine } from './machine.js';

/** Frames that one gather holds before it must be flushed: a bundle of 8, and 19 pages of 510 pointers (asm-generic/tlb.h). */
export const mostGathered = 8 + 19 * 510;

/** Where the frames of an actor's gather begin. */
function start(m: Machine, a: number): number {
  return m.contextOf[a] * cellsOfContext(m.shape.gatherSize);
}

/** __tlb_remove_page: frame number `at` of the gather. `delayed`: its rmap goes after the flush too. False: that was the last place. */
export function gather(m: Machine, a: number, at: number, pfn: number, delayed: boolean): boolean {
  m.gather.frame.store(a, start(m, a) + at, 2 * pfn + (delayed ? 1 : 0));
  return at + 1 < m.shape.gatherSize;
}

/** Frame number `at` of the gather. */
export function gathered(m: Machine, a: number, at: number): number {
  return m.gather.frame.load(a, start(m, a) + at) >> 1;
}

/** Does its mapping wait for the flush (tlb_delay_rmap, 5df397dec7c4)? */
export function isDelayed(m: Machine, a: number, at: number): boolean {
  return (m.gather.frame.load(a, start(m, a) + at) & 1) === 1;
}

/** The mapping is gone, the reference is still to come. */
export function settleDelayed(m: Machine, a: number, at: number): void {
  m.gather.frame.and(a, start(m, a) + at, ~1);
}

/** The place is free again, so that equal situations are equal states. */
export function releaseGathered(m: Machine, a: number, at: number): void {
  m.gather.frame.store(a, start(m, a) + at, 0);
}
