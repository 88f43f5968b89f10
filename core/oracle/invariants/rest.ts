/** At rest: an operation that is over has given back what it held while it ran. Not in the kernel's asserts: lockdep's. */

import type { Machine } from '../../machine/machine.js';
import { everywhere, type Invariant, type Thing } from './invariant.js';

/** @param held what is held, as the sentence begins; undefined: nothing */
function atRest(of: Thing, about: string, held: (m: Machine, thing: number) => string | undefined): Invariant {
  return {
    id: 'locks', about, kind: 'invariant', when: 'quiescent', of, belongsTo: everywhere,
    wrong(m, thing) {
      const what = held(m, thing);
      return what === undefined ? undefined : `${what}, but no operation is under way`;
    },
  };
}

const nothingIsHeld: readonly Invariant[] = [
  atRest('table', 'No page table is locked', ({ table }, n) => (table.lockedBy[n] === 0 ? undefined : `page table ${n} is locked`)),
  atRest('frame', 'No page lock is held', ({ frame }, pfn) => (frame.lockedBy[pfn] === 0 ? undefined : `the page lock of frame ${pfn} is held`)),
  atRest('mm', 'No mmap lock is held', ({ mm }, n) => {
    if (mm.mmapWriter[n] !== 0) return `the mmap lock of process ${n} is held for writing`;
    return mm.mmapReaders[n] === 0 ? undefined : `the mmap lock of process ${n} is held for reading`;
  }),
  atRest('actor', 'Interrupts are on', ({ actor }, n) => (actor.irqsOff[n] === 0 ? undefined : `actor ${n} has interrupts off`)),
];

const sequenceIsEven: Invariant = {
  id: 'seqcount',
  about: 'The write-protect sequence is even: no fork is under way',
  kind: 'invariant',
  when: 'quiescent',
  of: 'mm',
  belongsTo: everywhere,
  wrong: (m, mm) => (m.mm.writeProtectSeq[mm] % 2 === 0 ? undefined
    : `the write-protect sequence of process ${mm} is odd, but no fork is under way`),
};

/** What holds when no operation is under way: no lock is held, the sequence count is even. */
export const restInvariants: readonly Invariant[] = [...nothingIsHeld, sequenceIsEven];
