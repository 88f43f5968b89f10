/** The mmap lock: many readers or one writer. Waiting is `blocked`; there is no queue and no fairness. */

import type { Machine } from './machine.js';

/** mmap_read_trylock. False: a writer holds it, and the step is `blocked`. */
export function tryReadLock(m: Machine, a: number, mm: number): boolean {
  if (m.mm.mmapWriter.load(a, mm) !== 0) return false;
  m.mm.mmapReaders.add(a, mm, 1);
  return true;
}

/** mmap_read_unlock. */
export function readUnlock(m: Machine, a: number, mm: number): void {
  m.mm.mmapReaders.add(a, mm, -1);
}

/** mmap_write_trylock by actor `a`. False: somebody holds it, and the step is `blocked`. */
export function tryWriteLock(m: Machine, a: number, mm: number): boolean {
  if (m.mm.mmapWriter.load(a, mm) !== 0 || m.mm.mmapReaders.load(a, mm) !== 0) return false;
  m.mm.mmapWriter.store(a, mm, a + 1);
  return true;
}

/** downgrade_write: the writer is a reader from now on, in one step, so that no other writer comes between. */
export function downgrade(m: Machine, a: number, mm: number): void {
  m.mm.mmapWriter.store(a, mm, 0);
  m.mm.mmapReaders.add(a, mm, 1);
}

/** mmap_write_unlock. */
export function writeUnlock(m: Machine, a: number, mm: number): void {
  m.mm.mmapWriter.store(a, mm, 0);
}
