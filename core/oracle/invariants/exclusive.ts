/** PageAnonExclusive: what the kernel asserts of it since 5.19. I2, that fork leaves no page exclusive that it shares, is in I1. */

import { Frame, HandleKind, Pte } from '../../machine/bits.js';
import { mapsPage, ofFrames, ofPtes, withExclusiveBit, type Invariant } from './invariant.js';

/** I5 is the part about KSM. */
const exclusiveHasOneOwner: Invariant = {
  id: 'I1',
  about: 'PageAnonExclusive: anonymous, not KSM, mapped at most once',
  kind: 'invariant',
  belongsTo: withExclusiveBit,
  ...ofFrames('unlocked', (m, pfn) => {
    const flags = m.frame.flags[pfn];
    if ((flags & Frame.exclusive) === 0) return undefined;
    if ((flags & Frame.anon) === 0) return 'is exclusive, but not anonymous';
    if ((flags & Frame.ksm) !== 0) return 'is exclusive, but a KSM page';
    return m.frame.mapcount[pfn] > 1 ? `is exclusive, but mapped ${m.frame.mapcount[pfn]} times` : undefined;
  }),
};

const writableIsExclusive: Invariant = {
  id: 'I1w',
  about: 'A writable PTE of an anonymous page implies PageAnonExclusive',
  kind: 'invariant',
  belongsTo: withExclusiveBit,
  ...ofPtes('unlocked', (m, pte) => {
    const pfn = m.pte.frame[pte];
    const isWritable = mapsPage(m, pte) && (m.pte.word[pte] & Pte.write) !== 0;
    return isWritable && (m.frame.flags[pfn] & (Frame.anon | Frame.exclusive)) === Frame.anon
      ? `frame ${pfn} is writable, but not exclusive` : undefined;
  }),
};

/** A lockless pin that a fork will make undone may see less for a while. */
const pinnedStaysExclusive: Invariant = {
  id: 'I3',
  about: 'A pinned anonymous page is exclusive until it is unpinned',
  kind: 'invariant',
  when: 'quiescent',
  belongsTo: withExclusiveBit,
  check(m) {
    for (let slot = 0; slot < m.handle.frame.length; slot++) {
      const pfn = m.handle.frame[slot] - 1;
      if (pfn <= 0 || m.handle.kind[slot] !== HandleKind.pin) continue;
      if ((m.frame.flags[pfn] & (Frame.anon | Frame.exclusive)) === Frame.anon) return `frame ${pfn} is pinned, but not exclusive`;
    }
    return undefined;
  },
};

export const exclusiveInvariants: readonly Invariant[] = [exclusiveHasOneOwner, writableIsExclusive, pinnedStaysExclusive];
