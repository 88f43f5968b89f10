/** At rest: an operation that is over has given back what it held while it ran. Not in the kernel's asserts: lockdep's. */

import { everywhere, type Invariant, type Thing } from './invariant.js';

function atRest(of: Thing, about: string, wrong: Invariant['wrong']): Invariant {
  return { id: 'locks', about, kind: 'invariant', when: 'quiescent', of, belongsTo: everywhere, wrong };
}

const nothingIsHeld: readonly Invariant[] = [
  atRest('table', 'No page table is locked', (m, table) =>
    m.table.lockedBy.at(table) === 0 ? undefined : { what: 'table-locked', facts: { table } },
  ),
  atRest('pmd', 'No PMD entry is locked', (m, pmd) =>
    m.pmd.lockedBy.at(pmd) === 0 ? undefined : { what: 'pmd-locked', facts: { process: Math.trunc(pmd / m.pmdsPerMm) } },
  ),
  atRest('frame', 'No page lock is held', (m, frame) =>
    m.frame.lockedBy.at(frame) === 0 ? undefined : { what: 'page-locked', facts: { frame } },
  ),
  atRest('mm', 'No mmap lock is held', ({ mm }, process) => {
    if (mm.mmapWriter.at(process) !== 0) return { what: 'mmap-locked', facts: { process, forWhat: 'writing' } };
    return mm.mmapReaders.at(process) === 0 ? undefined : { what: 'mmap-locked', facts: { process, forWhat: 'reading' } };
  }),
  atRest('vma', 'No area is locked', ({ vma }, v) =>
    vma.lock.at(v) === 0 ? undefined : { what: 'area-locked', facts: { process: vma.mm.at(v) - 1, page: vma.first.at(v) } },
  ),
  atRest('actor', 'Interrupts are on', (m, actor) =>
    m.actor.irqsOff.at(actor) === 0 ? undefined : { what: 'interrupts-off', facts: { actor } },
  ),
];

const sequenceIsEven: Invariant = {
  id: 'seqcount',
  about: 'The write-protect sequence is even: no fork is under way',
  kind: 'invariant',
  when: 'quiescent',
  of: 'mm',
  belongsTo: everywhere,
  wrong: (m, mm) => (m.mm.writeProtectSeq.at(mm) % 2 === 0 ? undefined : { what: 'sequence-odd', facts: { process: mm } }),
};

/** What holds when no operation is under way: no lock is held, the sequence count is even. */
export const restInvariants: readonly Invariant[] = [...nothingIsHeld, sequenceIsEven];
