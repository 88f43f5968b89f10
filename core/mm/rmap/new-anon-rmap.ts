/** page_add_new_anon_rmap: the first mapping of a fresh anonymous page. Every list that makes one goes through here. */

import { Frame } from '../../machine/bits.js';
import type { Machine } from '../../machine/machine.js';
import { addAnonMapping } from '../../machine/rmap.js';
import { offsetOf } from '../../machine/vma.js';
import { registers } from '../../engine/registers.js';
import { call, next } from '../../engine/answers.js';
import { operation, step } from '../../engine/step.js';

/** Takes all four. */
const rmap = registers('new-anon-rmap', ['mm', 'vma', 'page', 'frame']);
/** On to a first mapping: the answer of `mapNewAnon`. */
export const callNewAnon = call('new-anon-rmap');

/** The answer with which a step has a fresh frame mapped. */
export function mapNewAnon(m: Machine, a: number, mm: number, vma: number, page: number, pfn: number) {
  m.set(a, rmap.mm, mm);
  m.set(a, rmap.vma, vma);
  m.set(a, rmap.page, page);
  m.set(a, rmap.frame, pfn);
  return callNewAnon;
}

function addMapping(m: Machine, a: number) {
  addAnonMapping(m, a, m.get(a, rmap.mm), m.get(a, rmap.frame), offsetOf(m, a, m.get(a, rmap.vma), m.get(a, rmap.page)));
  return next;
}

/** SetPageAnonExclusive: a fresh page belongs to one process (6c287605fd56). */
function markExclusive(m: Machine, a: number) {
  m.frame.flags.or(a, m.get(a, rmap.frame), Frame.exclusive);
  return next;
}

/** page_add_new_anon_rmap: the first mapping of a fresh anonymous page; from 5.19 on it is marked exclusive. */
export const newAnonRmap = operation(
  'new-anon-rmap',
  'page_add_new_anon_rmap',
  [
    step('add-mapping', [next], addMapping, {
      reads: ['mm.forkRoot', 'mm.anonPages', 'vma.offset', 'vma.first', 'frame.flags'],
      writes: ['frame.flags', 'frame.mapcount', 'frame.rmapRoot', 'frame.rmapIndex', 'mm.anonPages'],
    }),
  ],
  [step('mark-exclusive', [next], markExclusive, { reads: ['frame.flags'], writes: ['frame.flags'] })],
);
