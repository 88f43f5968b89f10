/** What fork and reclaim rely on to see pins. That an unpin finds its pin (I4) is tested where it is dropped, put.ts. */

import { Frame, HandleKind } from '../../machine/bits.js';
import type { Machine } from '../../machine/machine.js';
import { mappingsOf } from '../../machine/rmap.js';
import { askIsMaybePinned } from '../../steps/ask.js';
import { everywhere, type Invariant } from './invariant.js';

const pinsAreAnnounced: Invariant = {
  id: 'I15',
  about: 'has_pinned is set before any pin of anonymous memory of the address space is visible',
  kind: 'invariant',
  when: 'always',
  belongsTo: everywhere,
  check(m) {
    for (let slot = 0; slot < m.handle.frame.length; slot++) {
      if (m.handle.kind[slot] !== HandleKind.pin) continue;
      const mm = m.handle.process[slot];
      if (m.mm.alive[mm] !== 0 && m.mm.hasPinned[mm] === 0 && stillMaps(m, mm, m.handle.frame[slot] - 1)) {
        return `process ${mm} maps a pinned page, but has_pinned is not set`;
      }
    }
    return undefined;
  },
};

/**
 * Anonymous memory only: execve starts a new address space without the flag, which may map the same page of a file
 * again; the pins of the old one are not its own.
 */
function stillMaps(m: Machine, mm: number, pfn: number): boolean {
  if ((m.frame.flags[pfn] & Frame.anon) === 0) return false;
  const tables = m.pmd.table.subarray(mm * m.pmdsPerMm, (mm + 1) * m.pmdsPerMm);
  return mappingsOf(m, pfn).some((pte) => tables.includes(Math.trunc(pte / m.tableSize) + 1));
}

const pinsLookPinned: Invariant = {
  id: 'I16',
  about: 'A pinned page is never called unpinned',
  kind: 'invariant',
  when: 'always',
  belongsTo: everywhere,
  check(m) {
    for (let slot = 0; slot < m.handle.frame.length; slot++) {
      const pfn = m.handle.frame[slot] - 1;
      if (pfn <= 0 || m.handle.kind[slot] !== HandleKind.pin) continue;
      if (!askIsMaybePinned(m, pfn)) return `frame ${pfn} is pinned, but does not look so`;
    }
    return undefined;
  },
};

export const pinInvariants: readonly Invariant[] = [pinsAreAnnounced, pinsLookPinned];
