/**
 * Large folios: pages that are one to the kernel. What there is once per folio stands in a table of their own, so that a page by
 * itself pays for it with no more than a number: which folio it belongs to. References are counted at the head, as page_folio does.
 *
 * Nothing makes large folios yet, and today's machines have room for none. What maps, pins and reuses pages still looks at each
 * frame alone; only allocation and reference counts know of folios.
 */

import { Frame } from './bits.js';
import type { Machine } from './machine.js';

/** The folio that a frame belongs to; -1: it is a page by itself. */
export function folioOf(m: Machine, a: number, pfn: number): number {
  return m.hasFolios ? m.frame.folio.load(a, pfn) - 1 : -1;
}

/** compound_head: the first frame of the folio, which is the frame itself where it is none of a large one. */
export function headOf(m: Machine, a: number, pfn: number): number {
  const folio = folioOf(m, a, pfn);
  return folio < 0 ? pfn : m.folio.head.load(a, folio);
}

/**
 * prep_compound_page: frames that were allocated one by one are one folio from now on, with the reference of its head.
 * @param head the first one, aligned to the size of the folio
 * @param order the folio has two to the power of it
 * @returns its number
 */
export function prepareFolio(m: Machine, a: number, head: number, order: number): number {
  if (order < 1 || head % (1 << order) !== 0) throw new Error(`a folio of order ${order} cannot begin at frame ${head}`);
  const folio = m.folio.order.find(a, 0);
  if (folio < 0) throw new Error('out of folios: the capacity computed from the program is too small');
  m.folio.order.store(a, folio, order);
  m.folio.head.store(a, folio, head);
  for (let pfn = head; pfn < head + (1 << order); pfn++) {
    if ((m.frame.flags.load(a, pfn) & Frame.allocated) === 0) throw new Error(`frame ${pfn} of the folio is free`);
    m.frame.folio.store(a, pfn, folio + 1);
    if (pfn !== head) m.frame.refs.store(a, pfn, 0);
  }
  return folio;
}

/** The folio is no more; its frames are the caller's to free, first to last. What it still had is a breach. */
export function dissolveFolio(m: Machine, a: number, folio: number): { readonly first: number; readonly end: number } {
  const head = m.folio.head.load(a, folio);
  const end = head + (1 << m.folio.order.load(a, folio));
  const mapcount = m.folio.largeMapcount.load(a, folio) + m.folio.entireMapcount.load(a, folio);
  if (mapcount !== 0) m.breach({ kind: 'lifetime', what: 'freed-while-mapped', facts: { frame: head, mapcount } });
  for (const column of Object.values(m.folio)) column.store(a, folio, 0);
  m.frame.folio.fill(a, 0, head, end);
  return { first: head, end };
}
