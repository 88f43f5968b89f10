/** What one step may do to the PTE that its actor faults on (I9, I13), and when fork may test for pins (I7). */

import { nobody } from '../../machine/hook.js';
import { Access, Pte } from '../../machine/bits.js';
import type { Machine } from '../../machine/machine.js';
import { lookupPte } from '../../machine/pmd.js';
import { kindOf } from '../../machine/pte-kind.js';
import { findVma, isCowMapping, pteProtection } from '../../machine/vma.js';
import { copying } from '../../mm/memory/copy-page-range.js';
import { fault } from '../../mm/memory/faulting.js';
import { op } from '../../mm/operation-registers.js';
import { listNumber } from '../../engine/answers.js';
import type { Flaw } from '../../program/breach.js';
import { everywhere, type StepInvariant } from './invariant.js';

const faultList = listNumber('handle-mm-fault');

/** Is the actor within handle_mm_fault, in whatever list below? Its fault registers are of this fault then. */
export function isInFault(m: Machine, actor: number): boolean {
  if (m.actor.list[actor] === faultList) return true;
  for (let depth = 0; depth < m.actor.depth[actor]; depth++) if (m.stack.list[m.stackAt(actor, depth)] === faultList) return true;
  return false;
}

/** The PTE of a fault before a step; `pte` -1: not in a fault, or there is none yet. */
const seen = { inFault: false, access: 0, word: 0, frame: 0 };

function lookAtPte(m: Machine, actor: number): void {
  seen.inFault = isInFault(m, actor);
  if (!seen.inFault) return;
  const pte = lookupPte(m, nobody, m.get(actor, fault.mm), m.get(actor, fault.page));
  seen.access = m.get(actor, fault.access);
  seen.word = pte < 0 ? Pte.none : m.pte.entry.wordAt(pte);
  seen.frame = pte < 0 ? 0 : m.pte.entry.frameAt(pte);
}

/** Bits of the PTE's word that the step has set; all of them when it maps another page now. */
function granted(m: Machine, actor: number): number {
  const pte = lookupPte(m, nobody, m.get(actor, fault.mm), m.get(actor, fault.page));
  if (pte < 0) return 0;
  return m.pte.entry.frameAt(pte) === seen.frame ? m.pte.entry.wordAt(pte) & ~seen.word : m.pte.entry.wordAt(pte);
}

function accessIs(bits: number): boolean {
  return seen.inFault && (seen.access & bits) === bits;
}

/** sanitize_fault_flags, wp_page_copy (c89357e27f20). */
const unshareGrantsNothing: StepInvariant = {
  id: 'I9',
  about: 'An unshare fault is no write fault, is a read fault in a shared mapping, and makes no PTE writable or dirty',
  kind: 'invariant',
  belongsTo: everywhere,
  before: lookAtPte,
  after(m, actor): Flaw | undefined {
    if (!accessIs(Access.unshare)) return undefined;
    if (accessIs(Access.write)) return { what: 'unshares-and-writes', facts: {} };
    const vma = findVma(m, nobody, m.get(actor, fault.mm), m.get(actor, fault.page));
    if (vma >= 0 && !isCowMapping(m, nobody, vma)) {
      return (m.get(actor, fault.access) & Access.unshare) === 0 ? undefined : { what: 'unshares-shared-memory', facts: {} };
    }
    const bits = granted(m, actor);
    if ((bits & (Pte.write | Pte.dirty)) === 0) return undefined;
    return {
      what: 'unshare-grants',
      facts: { page: m.get(actor, fault.page), grant: (bits & Pte.write) !== 0 ? 'writable' : 'dirty' },
    };
  },
};

/** Shared memory without write notification is writable as soon as it is mapped. */
function isWritableAtOnce(m: Machine, actor: number): boolean {
  const vma = findVma(m, nobody, m.get(actor, fault.mm), m.get(actor, fault.page));
  return vma >= 0 && (pteProtection(m, nobody, vma) & Pte.write) !== 0;
}

/** wp_page_reuse. */
const onlyWritesReuse: StepInvariant = {
  id: 'I13',
  about:
    'A page of private memory, or one whose file is to be notified, is made writable by a write fault only; never the zero page',
  kind: 'invariant',
  belongsTo: everywhere,
  before: lookAtPte,
  after(m, actor): Flaw | undefined {
    if (!seen.inFault || accessIs(Access.unshare) || (granted(m, actor) & Pte.write) === 0) return undefined;
    const pte = lookupPte(m, nobody, m.get(actor, fault.mm), m.get(actor, fault.page));
    if (kindOf(m.pte.entry.wordAt(pte)) === 'zero') return { what: 'zero-page-writable', facts: {} };
    return accessIs(Access.write) || isWritableAtOnce(m, actor)
      ? undefined
      : { what: 'read-grants-write', facts: { page: m.get(actor, fault.page) } };
  },
};

let testsOutside = false;

/** page_needs_cow_for_dma asserts it (97a7e4733b9b). Steps say by themselves which rule they ask; of shared pages none. */
const forkTestsInSequence: StepInvariant = {
  id: 'I7',
  about: 'Where fork has a write-protect sequence, it tests for pins only within',
  kind: 'invariant',
  belongsTo: (policy) => policy.hasStep('begin-write-protect-seq'),
  before(m, actor) {
    const step = m.policy.lists[m.actor.list[actor]].steps[m.actor.position[actor]];
    testsOutside =
      step.asks?.includes('fork') === true &&
      isCowMapping(m, nobody, m.get(actor, copying.vma)) &&
      m.mm.writeProtectSeq.at(m.get(actor, op.mm)) % 2 === 0;
  },
  after: () => (testsOutside ? { what: 'tests-outside-sequence', facts: {} } : undefined),
};

/** What a single step must not do. */
export const stepInvariants: readonly StepInvariant[] = [forkTestsInSequence, unshareGrantsNothing, onlyWritesReuse];
