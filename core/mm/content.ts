/** Contents of a frame: two tokens, one per half. */

import type { Machine } from '../machine/machine.js';
import { Halves } from './operation-registers.js';

/** Stores a token into one half of a page, or into both. @param half as in `Halves` */
export function storeContent(m: Machine, a: number, pfn: number, half: number, value: number): void {
  if (half !== Halves.hi) m.frame.lo.store(a, pfn, value);
  if (half !== Halves.lo) m.frame.hi.store(a, pfn, value);
}

/** A load without a half reads the low one. */
export function loadContent(m: Machine, a: number, pfn: number, half: number): number {
  return half === Halves.hi ? m.frame.hi.load(a, pfn) : m.frame.lo.load(a, pfn);
}
