/** Locks that are given up, or made weaker, too early. */

import { move } from '../../../../core/engine/edits.js';
import { reordered, type CaughtMutant } from './mutant.js';

export const lockMutants: readonly CaughtMutant[] = [
  {
    name: 'munmap makes the mmap lock one for reading before it has taken the areas',
    of: ['forced-break', 'early-cow-seqcount', 'anon-exclusive-6.15'],
    change: reordered('munmap', move('downgrade-mm-lock').before('detach-vmas')),
    caughtBy: { 'first-touch-races-munmap': 'I10m', 'fault-beside-munmap': 'I10m' },
  },
];
