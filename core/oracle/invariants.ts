/**
 * Structural invariants: what the kernel asserts or relies on, checked beside refinement.
 * Each says when it must hold and, by `belongsTo`, under which policies.
 */

import { Frame, HandleKind, Pte } from '../machine/bits.js';
import { batchReferences } from '../machine/lru.js';
import type { Machine } from '../machine/machine.js';
import { mappingsOf } from '../machine/rmap.js';
import type { BreachKind } from '../program/verdict.js';
import type { CompiledPolicy } from '../rules/compile.js';
import { referencesFor } from '../steps/gup.js';

export interface Invariant {
  readonly id: string;
  readonly about: string;
  readonly kind: BreachKind;
  /** `unlocked`: for PTEs whose table is unlocked; `quiescent`: while no operation is under way. */
  readonly when: 'always' | 'unlocked' | 'quiescent';
  belongsTo(policy: CompiledPolicy): boolean;
  /** What is wrong, or undefined. */
  check(m: Machine): string | undefined;
}

const everywhere = (): boolean => true;
const withExclusiveBit = (policy: CompiledPolicy): boolean => policy.hasStep('mark-exclusive');

function isPresentPte(m: Machine, pte: number): boolean {
  return (m.pte.word[pte] & Pte.kindMask) === Pte.present;
}

function isUnlocked(m: Machine, pte: number): boolean {
  return m.table.lockedBy[Math.trunc(pte / m.tableSize)] === 0;
}

function findFrame(m: Machine, isWrong: (pfn: number) => boolean): number {
  for (let pfn = 1; pfn < m.frame.flags.length; pfn++) if (m.frame.flags[pfn] !== 0 && isWrong(pfn)) return pfn;
  return -1;
}

const exclusiveHasOneOwner: Invariant = {
  id: 'I1',
  about: 'PageAnonExclusive: anonymous, not KSM, mapped at most once',
  kind: 'invariant',
  when: 'unlocked',
  belongsTo: withExclusiveBit,
  check(m) {
    const pfn = findFrame(m, (f) => {
      const flags = m.frame.flags[f];
      if ((flags & Frame.exclusive) === 0) return false;
      return (flags & Frame.anon) === 0 || (flags & Frame.ksm) !== 0 || m.frame.mapcount[f] > 1;
    });
    return pfn < 0 ? undefined : `frame ${pfn} is exclusive, but mapped ${m.frame.mapcount[pfn]} times`;
  },
};

const writableIsExclusive: Invariant = {
  id: 'I1w',
  about: 'A writable PTE of an anonymous page implies PageAnonExclusive',
  kind: 'invariant',
  when: 'unlocked',
  belongsTo: withExclusiveBit,
  check(m) {
    for (let pte = 0; pte < m.pte.word.length; pte++) {
      if (!isPresentPte(m, pte) || (m.pte.word[pte] & Pte.write) === 0 || !isUnlocked(m, pte)) continue;
      const pfn = m.pte.frame[pte];
      if ((m.frame.flags[pfn] & (Frame.anon | Frame.exclusive)) === Frame.anon) return `frame ${pfn} is writable, but not exclusive`;
    }
    return undefined;
  },
};

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

const liveFramesOnly: Invariant = {
  id: 'S5',
  about: 'What a PTE, reference or pin names is not free',
  kind: 'lifetime',
  when: 'always',
  belongsTo: everywhere,
  check(m) {
    for (let pte = 0; pte < m.pte.word.length; pte++) {
      if (isPresentPte(m, pte) && m.frame.refs[m.pte.frame[pte]] <= 0) return `frame ${m.pte.frame[pte]} is mapped, but free`;
    }
    for (let slot = 0; slot < m.handle.frame.length; slot++) {
      const pfn = m.handle.frame[slot] - 1;
      if (pfn > 0 && m.frame.refs[pfn] <= 0) return `frame ${pfn} is held by a reference or pin, but free`;
    }
    return undefined;
  },
};

/** References that mappings, LRU batches, the page cache and handles account for. */
function accountedReferences(m: Machine): Int32Array {
  const refs = new Int32Array(m.frame.refs.length);
  for (let pte = 0; pte < m.pte.word.length; pte++) if (isPresentPte(m, pte)) refs[m.pte.frame[pte]]++;
  for (let slot = 0; slot < m.handle.frame.length; slot++) {
    const pfn = m.handle.frame[slot] - 1;
    if (pfn >= 0) refs[pfn] += m.handle.count[slot] * referencesFor(m, m.handle.kind[slot] === HandleKind.pin, pfn);
  }
  for (let pfn = 0; pfn < refs.length; pfn++) {
    if ((m.frame.flags[pfn] & Frame.pageCache) !== 0) refs[pfn]++;
    if (m.batch.frame.length > 0 && pfn !== 0) refs[pfn] += batchReferences(m, pfn);
  }
  return refs;
}

const referencesAddUp: Invariant = {
  id: 'I10',
  about: 'The reference count is what PTEs, the page cache, LRU batches, references and pins add up to; nothing leaks',
  kind: 'lifetime',
  when: 'quiescent',
  belongsTo: everywhere,
  check(m) {
    const accounted = accountedReferences(m);
    const pfn = findFrame(m, (f) => m.frame.refs[f] !== accounted[f]);
    return pfn < 0 ? undefined : `frame ${pfn} has ${m.frame.refs[pfn]} references, ${accounted[pfn]} are accounted for`;
  },
};

const mapcountIsMappings: Invariant = {
  id: 'I10m',
  about: 'The mapcount is the number of PTEs that the reverse map finds',
  kind: 'invariant',
  when: 'quiescent',
  belongsTo: everywhere,
  check(m) {
    const pfn = findFrame(m, (f) => m.frame.mapcount[f] !== mappingsOf(m, f).length);
    return pfn < 0 ? undefined : `frame ${pfn} has mapcount ${m.frame.mapcount[pfn]}, the reverse map finds ${mappingsOf(m, pfn).length} PTEs`;
  },
};

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
      m.frameView.at = pfn;
      if (!m.rules.pinAccounting.isMaybePinned(m.frameView)) return `frame ${pfn} is pinned, but does not look so`;
    }
    return undefined;
  },
};

export const invariants: readonly Invariant[] = [
  exclusiveHasOneOwner, writableIsExclusive, pinnedStaysExclusive, liveFramesOnly, referencesAddUp, mapcountIsMappings,
  pinsAreAnnounced, pinsLookPinned,
];

/** Those that belong to a policy. */
export function invariantsOf(policy: CompiledPolicy): Invariant[] {
  return invariants.filter((invariant) => invariant.belongsTo(policy));
}
