/** The mmap lock: many readers or one writer. Waiting is `blocked`; there is no queue and no fairness. */

import type { Machine } from './machine.js';

/** mmap_read_trylock. False: a writer holds it, and the step is `blocked`. */
export function tryReadLock(m: Machine, mm: number): boolean {
  if (m.mm.mmapWriter[mm] !== 0) return false;
  m.mm.mmapReaders[mm]++;
  return true;
}

/** mmap_read_unlock. */
export function readUnlock(m: Machine, mm: number): void {
  m.mm.mmapReaders[mm]--;
}

/** mmap_write_trylock by actor `a`. False: somebody holds it, and the step is `blocked`. */
export function tryWriteLock(m: Machine, a: number, mm: number): boolean {
  if (m.mm.mmapWriter[mm] !== 0 || m.mm.mmapReaders[mm] !== 0) return false;
  m.mm.mmapWriter[mm] = a + 1;
  return true;
}

/** downgrade_write: the writer is a reader from now on, in one step, so that no other writer comes between. */
export function downgrade(m: Machine, mm: number): void {
  m.mm.mmapWriter[mm] = 0;
  m.mm.mmapReaders[mm]++;
}

/** mmap_write_unlock. */
export function writeUnlock(m: Machine, mm: number): void {
  m.mm.mmapWriter[mm] = 0;
}
