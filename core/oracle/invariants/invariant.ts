/** What an invariant is, and how those about every frame or every PTE are written. */

import { Pte } from '../../machine/bits.js';
import type { Machine } from '../../machine/machine.js';
import type { BreachKind } from '../../program/verdict.js';
import type { CompiledPolicy } from '../../rules/compile.js';

interface Named {
  readonly id: string;
  readonly about: string;
  readonly kind: BreachKind;
  belongsTo(policy: CompiledPolicy): boolean;
}

/** About a state. */
export interface Invariant extends Named {
  /** `unlocked`: of what no locked page table maps; `quiescent`: while no operation is under way. */
  readonly when: 'always' | 'unlocked' | 'quiescent';
  /** What is wrong, or undefined. */
  check(m: Machine): string | undefined;
}

/** About one step of an actor, whatever state it leads to. One at a time: `before` may keep what `after` compares. */
export interface StepInvariant extends Named {
  before(m: Machine, actor: number): void;
  /** What the step has done wrong, or undefined. */
  after(m: Machine, actor: number): string | undefined;
}

export const everywhere = (): boolean => true;

/** Policies that know which pages belong to one process (6c287605fd56). */
export const withExclusiveBit = (policy: CompiledPolicy): boolean => policy.hasStep('mark-exclusive');

type Checked = Pick<Invariant, 'when' | 'check'>;

/** An invariant of every frame in use; `wrong` says what is wrong with one. The zero page is nobody's. */
export function ofFrames(when: Invariant['when'], wrong: (m: Machine, pfn: number) => string | undefined): Checked {
  return {
    when,
    check(m) {
      for (let pfn = 1; pfn < m.frame.flags.length; pfn++) {
        const detail = m.frame.flags[pfn] === 0 ? undefined : wrong(m, pfn);
        if (detail !== undefined && !(when === 'unlocked' && isUnderLock(m, pfn))) return `frame ${pfn} ${detail}`;
      }
      return undefined;
    },
  };
}

/** An invariant of every PTE that maps something, the zero page included. */
export function ofPtes(when: Invariant['when'], wrong: (m: Machine, pte: number) => string | undefined): Checked {
  return {
    when,
    check(m) {
      for (let pte = 0; pte < m.pte.word.length; pte++) {
        const detail = m.pte.word[pte] === 0 ? undefined : wrong(m, pte);
        if (detail !== undefined && !(when === 'unlocked' && isLocked(m, pte))) return detail;
      }
      return undefined;
    },
  };
}

export function mapsPage(m: Machine, pte: number): boolean {
  return (m.pte.word[pte] & Pte.kindMask) === Pte.present;
}

function isLocked(m: Machine, pte: number): boolean {
  return m.table.lockedBy[Math.trunc(pte / m.tableSize)] !== 0;
}

/** Does a PTE of a locked table map the frame? Whoever holds the lock may be in the middle of something. */
function isUnderLock(m: Machine, pfn: number): boolean {
  for (let table = 0; table < m.table.lockedBy.length; table++) {
    if (m.table.lockedBy[table] === 0) continue;
    for (let pte = table * m.tableSize; pte < (table + 1) * m.tableSize; pte++) {
      if (mapsPage(m, pte) && m.pte.frame[pte] === pfn) return true;
    }
  }
  return false;
}
