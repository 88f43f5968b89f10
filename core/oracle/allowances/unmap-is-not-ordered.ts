/**
 * Within one munmap, MADV_DONTNEED or mremap each page may go at any time of the call, for each thread: a thread that
 * looks decides for itself, and once a page is gone for it, it is gone for good. In munmap the areas go before their page
 * tables: who has to ask for the area may miss a page that loads still reach.
 * Source: mmu_gather (asm-generic/tlb.h): page tables are cleared page by page, and translations are flushed together
 * at the end; munmap lets others run while it does so (dd2283f2605e).
 */

import type { Latitude } from '../eager/eager.js';

/** What the allowance permits on the eager machine. */
export const unmapIsNotOrdered: Latitude = { allowance: 'unmap-is-not-ordered', unordersUnmap: true };
