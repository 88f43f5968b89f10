/** At rest: an operation that is over has given back what it held while it ran. Not in the kernel's asserts: lockdep's. */

import type { Machine } from '../../machine/machine.js';
import { everywhere, type Invariant } from './invariant.js';

function heldLock({ table, frame, mm, actor }: Machine): string | undefined {
  const lockedTable = table.lockedBy.findIndex((by) => by !== 0);
  if (lockedTable >= 0) return `page table ${lockedTable} is locked`;
  const lockedFrame = frame.lockedBy.findIndex((by) => by !== 0);
  if (lockedFrame >= 0) return `the page lock of frame ${lockedFrame} is held`;
  const writer = mm.mmapWriter.findIndex((by) => by !== 0);
  if (writer >= 0) return `the mmap lock of process ${writer} is held for writing`;
  const readers = mm.mmapReaders.findIndex((count) => count !== 0);
  if (readers >= 0) return `the mmap lock of process ${readers} is held for reading`;
  const off = actor.irqsOff.findIndex((is) => is !== 0);
  return off < 0 ? undefined : `actor ${off} has interrupts off`;
}

const nothingIsHeld: Invariant = {
  id: 'locks',
  about: 'No page-table, page or mmap lock is held and interrupts are on',
  kind: 'invariant',
  when: 'quiescent',
  belongsTo: everywhere,
  check(m) {
    const held = heldLock(m);
    return held === undefined ? undefined : `${held}, but no operation is under way`;
  },
};

const sequenceIsEven: Invariant = {
  id: 'seqcount',
  about: 'The write-protect sequence is even: no fork is under way',
  kind: 'invariant',
  when: 'quiescent',
  belongsTo: everywhere,
  check(m) {
    const odd = m.mm.writeProtectSeq.findIndex((seq) => seq % 2 !== 0);
    return odd < 0 ? undefined : `the write-protect sequence of process ${odd} is odd, but no fork is under way`;
  },
};

export const restInvariants: readonly Invariant[] = [nothingIsHeld, sequenceIsEven];
