/** PageAnonExclusive: what the kernel asserts of it since 5.19. I2, that fork leaves no page exclusive that it shares, is in I1. */

import { Frame, Pte } from '../../machine/bits.js';
import { ofFrames, readsLocked, withExclusiveBit, type Invariant } from './invariant.js';
import { mapsPage } from '../../machine/pte-kind.js';

/** I5 is the part about KSM. */
const exclusiveHasOneOwner: Invariant = {
  id: 'I1',
  about: 'PageAnonExclusive: anonymous, not KSM, mapped at most once',
  kind: 'invariant',
  when: 'unlocked',
  reads: ['frame.flags', 'frame.mapcount', ...readsLocked],
  belongsTo: withExclusiveBit,
  ...ofFrames((m, pfn) => {
    const flags = m.frame.flags.at(pfn);
    if ((flags & Frame.exclusive) === 0) return undefined;
    if ((flags & Frame.anon) === 0) return { what: 'exclusive-not-anonymous', facts: { frame: pfn } };
    if ((flags & Frame.ksm) !== 0) return { what: 'exclusive-ksm', facts: { frame: pfn } };
    const mapcount = m.frame.mapcount.at(pfn);
    return mapcount > 1 ? { what: 'exclusive-mapped-often', facts: { frame: pfn, mapcount } } : undefined;
  }),
};

const writableIsExclusive: Invariant = {
  id: 'I1w',
  about: 'A writable PTE of an anonymous page implies PageAnonExclusive',
  kind: 'invariant',
  when: 'unlocked',
  reads: ['frame.flags', ...readsLocked],
  of: 'pte',
  belongsTo: withExclusiveBit,
  wrong(m, pte) {
    if (!mapsPage(m.pte.entry.wordAt(pte)) || (m.pte.entry.wordAt(pte) & Pte.write) === 0) return undefined;
    const pfn = m.pte.entry.frameAt(pte);
    return (m.frame.flags.at(pfn) & (Frame.anon | Frame.exclusive)) === Frame.anon
      ? { what: 'writable-not-exclusive', facts: { frame: pfn } }
      : undefined;
  },
};

/** A lockless pin that a fork will make undone may see less for a while. */
const pinnedStaysExclusive: Invariant = {
  id: 'I3',
  about: 'A pinned anonymous page is exclusive until it is unpinned',
  kind: 'invariant',
  when: 'quiescent',
  of: 'frame',
  belongsTo: withExclusiveBit,
  wrong(m, pfn, { pinned }) {
    return pfn > 0 && pinned[pfn] > 0 && (m.frame.flags.at(pfn) & (Frame.anon | Frame.exclusive)) === Frame.anon
      ? { what: 'pinned-not-exclusive', facts: { frame: pfn } }
      : undefined;
  },
};

/** What the exclusive mark promises, of policies that have it. */
export const exclusiveInvariants: readonly Invariant[] = [exclusiveHasOneOwner, writableIsExclusive, pinnedStaysExclusive];
