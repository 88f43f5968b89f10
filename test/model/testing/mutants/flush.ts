/** What translations that are left behind may do: every flush that is left out, or comes too late, is told. */

import { goto, next } from '../../../../core/engine/answers.js';
import { move } from '../../../../core/engine/edits.js';
import { amended, reordered, type Amendment, type CaughtMutant } from './mutant.js';

/** The step only says that it has flushed. */
const forgotten: Amendment = () => next;

export const flushMutants: readonly CaughtMutant[] = [
  {
    name: 'a copy takes the place of the old page without a flush',
    of: ['mapcount', 'early-cow-seqcount', 'anon-exclusive-6.15'],
    change: amended('copy-page', 'flush-page', forgotten),
    caughtBy: { 'read-behind-a-copy': 'lost-write' },
  },
  {
    name: 'frames that were unmapped are put without a flush',
    of: ['mapcount', 'early-cow-seqcount', 'anon-exclusive-6.15'],
    change: amended('zap-range', 'flush-zapped', forgotten),
    caughtBy: { 'read-behind-dontneed': 'lifetime' },
  },
  {
    name: 'mremap returns without a flush',
    of: ['mapcount', 'early-cow-seqcount', 'anon-exclusive-6.15'],
    change: amended('move-ptes', 'flush-moved', forgotten),
    caughtBy: { 'read-behind-a-move': 'lost-write' },
  },
  {
    name: 'fork returns without a flush',
    of: ['mapcount', 'early-cow-seqcount', 'anon-exclusive-6.15'],
    change: amended('fork', 'flush-after-fork', forgotten),
    caughtBy: { 'store-behind-fork': 'isolation', 'stores-beside-fork': 'lost-write' },
  },
  {
    name: 'fork flushes only after it has given up the mmap lock',
    of: ['mapcount', 'early-cow-seqcount', 'anon-exclusive-6.15'],
    change: reordered('fork', move('unlock-mm-after-fork').before('flush-after-fork')),
    caughtBy: { 'stores-beside-fork': 'lost-write' },
  },
  {
    name: 'mprotect goes on to the next area without a flush',
    of: ['mapcount', 'early-cow-seqcount'],
    change: amended('mprotect', 'flush-changed', () => goto('change-vma')),
    caughtBy: { 'store-behind-mprotect': 'lost-write' },
  },
  {
    name: 'mprotect returns without a flush',
    of: ['anon-exclusive', 'anon-exclusive-6.15'],
    change: amended('mprotect', 'flush-gathered-changes', forgotten),
    caughtBy: { 'store-behind-mprotect': 'lost-write' },
  },
];
