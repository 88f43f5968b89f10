/** Conservation: references, mapcounts, RSS counters and LRU membership add up (I10), and never fall short (S5). */

import { Frame, HandleKind } from '../../machine/bits.js';
import { batchReferences } from '../../machine/lru.js';
import type { Machine } from '../../machine/machine.js';
import { mappingsOf } from '../../machine/rmap.js';
import { referencesFor } from '../../steps/gup.js';
import { everywhere, mapsPage, ofFrames, type Invariant } from './invariant.js';

/** Reused: it is filled after every step of a search. */
let counts = new Int32Array(0);

function zeroed(length: number): Int32Array {
  if (counts.length !== length) counts = new Int32Array(length);
  return counts.fill(0);
}

/** PTEs that map each frame. */
function mappings(m: Machine): Int32Array {
  const found = zeroed(m.frame.refs.length);
  for (let pte = 0; pte < m.pte.word.length; pte++) if (mapsPage(m, pte)) found[m.pte.frame[pte]]++;
  return found;
}

/** References that mappings, LRU batches, the page cache and handles account for. */
function accountedReferences(m: Machine): Int32Array {
  const refs = mappings(m);
  for (let slot = 0; slot < m.handle.frame.length; slot++) {
    const pfn = m.handle.frame[slot] - 1;
    if (pfn >= 0) refs[pfn] += m.handle.count[slot] * referencesFor(m, m.handle.kind[slot] === HandleKind.pin, pfn);
  }
  for (let pfn = 1; pfn < refs.length; pfn++) {
    if ((m.frame.flags[pfn] & Frame.pageCache) !== 0) refs[pfn]++;
  }
  for (const pfn of m.batch.frame) if (pfn !== 0) refs[pfn]++;
  return refs;
}

/** Frames in use and free ones: what is free must not be named. */
function firstFrame(m: Machine, isWrong: (pfn: number) => boolean): number | undefined {
  for (let pfn = 1; pfn < m.frame.refs.length; pfn++) if (isWrong(pfn)) return pfn;
  return undefined;
}

const nothingOutlivesItsFrame: Invariant = {
  id: 'S5',
  about: 'A frame has at least the references that PTEs, the page cache, LRU batches, references and pins have on it',
  kind: 'lifetime',
  when: 'always',
  belongsTo: everywhere,
  check(m) {
    const accounted = accountedReferences(m);
    const pfn = firstFrame(m, (f) => m.frame.refs[f] < accounted[f]);
    if (pfn === undefined) return undefined;
    return m.frame.refs[pfn] <= 0 ? `frame ${pfn} is mapped or held, but free`
      : `frame ${pfn} has ${m.frame.refs[pfn]} references, at least ${accounted[pfn]} are in use`;
  },
};

const referencesAddUp: Invariant = {
  id: 'I10',
  about: 'The reference count is what PTEs, the page cache, LRU batches, references and pins add up to; nothing leaks',
  kind: 'lifetime',
  when: 'quiescent',
  belongsTo: everywhere,
  check(m) {
    const accounted = accountedReferences(m);
    const pfn = firstFrame(m, (f) => m.frame.refs[f] !== accounted[f]);
    return pfn === undefined ? undefined : `frame ${pfn} has ${m.frame.refs[pfn]} references, ${accounted[pfn]} are accounted for`;
  },
};

/** wp_page_copy: the mapcount falls only when the PTE has changed, or another process reuses what is still mapped (R5b). */
const mappingsAreCounted: Invariant = {
  id: 'I10p',
  about: 'As long as a PTE maps a page, the mapcount includes it',
  kind: 'invariant',
  when: 'always',
  belongsTo: everywhere,
  check(m) {
    const mapped = mappings(m);
    const pfn = firstFrame(m, (f) => m.frame.mapcount[f] < mapped[f]);
    return pfn === undefined ? undefined : `frame ${pfn} has mapcount ${m.frame.mapcount[pfn]}, ${mapped[pfn]} PTEs map it`;
  },
};

const mapcountIsMappings: Invariant = {
  id: 'I10m',
  about: 'The mapcount is the number of PTEs that the reverse map finds',
  kind: 'invariant',
  belongsTo: everywhere,
  ...ofFrames('quiescent', (m, pfn) => {
    const found = mappingsOf(m, pfn).length;
    return m.frame.mapcount[pfn] === found ? undefined : `has mapcount ${m.frame.mapcount[pfn]}, the reverse map finds ${found} PTEs`;
  }),
};

const residentPagesAddUp: Invariant = {
  id: 'I10r',
  about: 'The RSS counters of an address space are the numbers of anonymous and of file pages that its PTEs map',
  kind: 'invariant',
  when: 'quiescent',
  belongsTo: everywhere,
  check(m) {
    for (let mm = 0; mm < m.mm.anonPages.length; mm++) {
      const { anon, file } = residentPages(m, mm);
      const said = [m.mm.anonPages[mm], m.mm.filePages[mm]];
      if (said[0] === anon && said[1] === file) continue;
      return `process ${mm} counts ${said[0]} anonymous and ${said[1]} file pages, but maps ${anon} and ${file}`;
    }
    return undefined;
  },
};

function residentPages(m: Machine, mm: number): { readonly anon: number; readonly file: number } {
  let [anon, file] = [0, 0];
  for (let pmd = mm * m.pmdsPerMm; pmd < (mm + 1) * m.pmdsPerMm; pmd++) {
    const table = m.pmd.table[pmd] - 1;
    for (let pte = table * m.tableSize; table >= 0 && pte < (table + 1) * m.tableSize; pte++) {
      if (!mapsPage(m, pte)) continue;
      if ((m.frame.flags[m.pte.frame[pte]] & Frame.anon) !== 0) anon++;
      else file++;
    }
  }
  return { anon, file };
}

const reclaimFindsIt: Invariant = {
  id: 'I10l',
  about: 'An anonymous or page-cache page is on the LRU or waits in exactly one LRU batch',
  kind: 'invariant',
  belongsTo: everywhere,
  ...ofFrames('quiescent', (m, pfn) => {
    const flags = m.frame.flags[pfn];
    if ((flags & (Frame.anon | Frame.pageCache)) === 0) return undefined;
    const places = batchReferences(m, pfn) + ((flags & Frame.lru) === 0 ? 0 : 1);
    return places === 1 ? undefined : `is in ${places} places where reclaim looks, the LRU and its batches`;
  }),
};

export const countInvariants: readonly Invariant[] = [
  nothingOutlivesItsFrame, referencesAddUp, mappingsAreCounted, mapcountIsMappings, residentPagesAddUp, reclaimFindsIt,
];
