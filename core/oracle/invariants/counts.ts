/** Conservation: references, mapcounts, RSS counters and LRU membership add up (I10), and never fall short (S5). */

import { nobody } from '../../machine/hook.js';
import { Frame } from '../../machine/bits.js';
import { waitsIn } from '../../machine/lru.js';
import { everywhere, ofFrames, type Invariant } from './invariant.js';

/** Of free frames too: what is free must not be named. */
const nothingOutlivesItsFrame: Invariant = {
  id: 'S5',
  about: 'A frame has at least the references that PTEs, the page cache, LRU batches, references and pins have on it',
  kind: 'lifetime',
  when: 'always',
  reads: ['frame.refs', 'frame.flags', 'pte.entry', 'handle.frame', 'handle.kind', 'handle.count', 'batch.frame'],
  of: 'frame',
  belongsTo: everywhere,
  wrong(m, pfn, { mapped, held }) {
    const inUse = mapped[pfn] + held[pfn];
    if (pfn === 0 || m.frame.refs.at(pfn) >= inUse) return undefined;
    return m.frame.refs.at(pfn) <= 0
      ? { what: 'free-but-in-use', facts: { frame: pfn } }
      : { what: 'references-too-few', facts: { frame: pfn, references: m.frame.refs.at(pfn), inUse } };
  },
};

const referencesAddUp: Invariant = {
  id: 'I10',
  about: 'The reference count is what PTEs, the page cache, LRU batches, references and pins add up to; nothing leaks',
  kind: 'lifetime',
  when: 'quiescent',
  of: 'frame',
  belongsTo: everywhere,
  wrong(m, pfn, { mapped, held }) {
    const accounted = mapped[pfn] + held[pfn];
    return pfn === 0 || m.frame.refs.at(pfn) === accounted
      ? undefined
      : { what: 'references-unaccounted', facts: { frame: pfn, references: m.frame.refs.at(pfn), accounted } };
  },
};

/** wp_page_copy: the mapcount falls only when the PTE has changed, or another process reuses what is still mapped (R5b). */
const mappingsAreCounted: Invariant = {
  id: 'I10p',
  about: 'As long as a PTE maps a page, the mapcount includes it',
  kind: 'invariant',
  when: 'always',
  reads: ['frame.mapcount', 'pte.entry'],
  of: 'frame',
  belongsTo: everywhere,
  wrong(m, pfn, { mapped }) {
    return pfn === 0 || m.frame.mapcount.at(pfn) >= mapped[pfn]
      ? undefined
      : { what: 'mapcount-too-low', facts: { frame: pfn, mapcount: m.frame.mapcount.at(pfn), mapped: mapped[pfn] } };
  },
};

const mapcountIsMappings: Invariant = {
  id: 'I10m',
  about: 'The mapcount is the number of PTEs that the reverse map finds',
  kind: 'invariant',
  when: 'quiescent',
  belongsTo: everywhere,
  ...ofFrames((m, pfn, sums) => {
    const found = sums.found(pfn);
    return m.frame.mapcount.at(pfn) === found
      ? undefined
      : { what: 'mapcount-not-found', facts: { frame: pfn, mapcount: m.frame.mapcount.at(pfn), found } };
  }),
};

const residentPagesAddUp: Invariant = {
  id: 'I10r',
  about: 'The RSS counters of an address space are the numbers of anonymous and of file pages that its PTEs map',
  kind: 'invariant',
  when: 'quiescent',
  of: 'mm',
  belongsTo: everywhere,
  wrong(m, mm, sums) {
    const { anon, file } = sums.resident(mm);
    const [countedAnon, countedFile] = [m.mm.anonPages.at(mm), m.mm.filePages.at(mm)];
    return countedAnon === anon && countedFile === file
      ? undefined
      : { what: 'resident-pages', facts: { process: mm, countedAnon, countedFile, anon, file } };
  },
};

const reclaimFindsIt: Invariant = {
  id: 'I10l',
  about:
    'An anonymous or page-cache page is on the LRU, waits in exactly one add batch, or was taken off the LRU to be activated',
  kind: 'invariant',
  when: 'quiescent',
  belongsTo: everywhere,
  ...ofFrames((m, pfn) => {
    const flags = m.frame.flags.at(pfn);
    if ((flags & (Frame.anon | Frame.pageCache)) === 0) return undefined;
    const waiting = waitsIn(m, nobody, pfn);
    const places = waiting.added + ((flags & Frame.lru) !== 0 || waiting.activated > 0 ? 1 : 0);
    return places === 1 ? undefined : { what: 'places-on-lru', facts: { frame: pfn, places } };
  }),
};

/** Counters are what they count: references, mapcounts, resident pages. */
export const countInvariants: readonly Invariant[] = [
  nothingOutlivesItsFrame,
  referencesAddUp,
  mappingsAreCounted,
  mapcountIsMappings,
  residentPagesAddUp,
  reclaimFindsIt,
];
