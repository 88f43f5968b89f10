/** What fork and reclaim rely on to see pins. That an unpin finds its pin (I4) is tested where it is dropped, put.ts. */

import { nobody } from '../../machine/hook.js';
import { Frame } from '../../machine/bits.js';
import type { Field } from '../../machine/fields.js';
import type { Machine } from '../../machine/machine.js';
import { tableAt } from '../../machine/pmd.js';
import { mappingsOf } from '../../machine/rmap.js';
import { askIsMaybePinned } from '../../machine/ask.js';
import { everywhere, type Invariant } from './invariant.js';
import { isUnannounced } from './sums.js';

/** What `mappingsOf` looks at. */
const readsReverseMap = [
  'frame.flags',
  'frame.rmapRoot',
  'frame.rmapIndex',
  'mm.forkRoot',
  'vma.mm',
  'vma.first',
  'vma.end',
  'vma.offset',
  'vma.flags',
  'pte.entry',
] as const satisfies readonly Field[];

/** All that a rule is shown of a frame, and of the folio that it belongs to. */
const shownOfFrame = [
  'frame.refs',
  'frame.mapcount',
  'frame.flags',
  'frame.folio',
  'folio.order',
  'folio.head',
  'folio.largeMapcount',
  'folio.entireMapcount',
  'folio.pins',
  'folio.firstMm',
  'folio.secondMm',
] as const satisfies readonly Field[];

/**
 * Anonymous memory only: execve starts a new address space without the flag, which may map the same page of a file
 * again; the pins of the old one are not its own.
 */
const pinsAreAnnounced: Invariant = {
  id: 'I15',
  about: 'has_pinned is set before any pin of anonymous memory of the address space is visible',
  kind: 'invariant',
  when: 'always',
  reads: ['handle.frame', 'handle.kind', 'handle.process', 'mm.alive', 'mm.hasPinned', 'pmd.entry', ...readsReverseMap],
  of: 'frame',
  belongsTo: everywhere,
  wrong(m, pfn, { unannounced }) {
    if (unannounced[pfn] === 0 || (m.frame.flags.at(pfn) & Frame.anon) === 0) return undefined;
    for (let slot = 0; slot < m.handle.frame.length; slot++) {
      if (m.handle.frame.at(slot) - 1 !== pfn || !isUnannounced(m, slot)) continue;
      const mm = m.handle.process.at(slot);
      if (stillMaps(m, mm, pfn)) return { what: 'pin-not-announced', facts: { process: mm } };
    }
    return undefined;
  },
};

function stillMaps(m: Machine, mm: number, pfn: number): boolean {
  const tables = Array.from({ length: m.pmdsPerMm }, (_, index) => tableAt(m, nobody, mm * m.pmdsPerMm + index));
  return mappingsOf(m, nobody, pfn).some((pte) => tables.includes(pte >> m.tableBits));
}

const pinsLookPinned: Invariant = {
  id: 'I16',
  about: 'A pinned page is never called unpinned',
  kind: 'invariant',
  when: 'always',
  reads: ['handle.frame', 'handle.kind', ...shownOfFrame],
  of: 'frame',
  belongsTo: everywhere,
  wrong(m, pfn, { pinned }) {
    return pfn > 0 && pinned[pfn] > 0 && !askIsMaybePinned(m, nobody, pfn)
      ? { what: 'pin-not-seen', facts: { frame: pfn } }
      : undefined;
  },
};

/** Pins are announced before they are taken, and look pinned. */
export const pinInvariants: readonly Invariant[] = [pinsAreAnnounced, pinsLookPinned];
