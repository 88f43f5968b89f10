/** How much memory there is: every frame that is allocated takes of it, and every page table. */

import type { Machine } from './machine.js';

/** Is there none left, for a page or a page table? Nothing is reclaimed. */
export function isMemoryOut(m: Machine, a: number): boolean {
  return m.global.framesInUse.load(a, 0) + m.global.tablesInUse.load(a, 0) >= m.memory;
}
