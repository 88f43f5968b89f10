/**
 * The lock of an area (vm_lock, 0b6cc04f3db3, 6.4): many readers or one writer, who keeps it until he gives the mmap lock back.
 * Only policies that have such locks take them.
 */

import type { Machine } from './machine.js';

/** How `vma.lock` says who has written to the area. Readers are counted up from 0. */
function writtenBy(actor: number): number {
  return -(actor + 1);
}

/** vma_start_read. False: it is being written to. */
export function tryReadLockVma(m: Machine, a: number, v: number): boolean {
  if (m.vma.lock.load(a, v) < 0) return false;
  m.vma.lock.add(a, v, 1);
  return true;
}

/** vma_end_read. */
export function readUnlockVma(m: Machine, a: number, v: number): void {
  m.vma.lock.add(a, v, -1);
}

/** vma_start_write. False: a fault is under way there, and the step is `blocked`. */
export function tryWriteLockVma(m: Machine, a: number, v: number): boolean {
  if (m.vma.lock.load(a, v) > 0) return false;
  m.vma.lock.store(a, v, writtenBy(a));
  return true;
}

/** vma_end_write_all: of all areas that the actor has locked for writing. */
export function writeUnlockVmas(m: Machine, a: number): void {
  const { lock } = m.vma;
  for (let v = 0; v < lock.length; v++) if (lock.load(a, v) === writtenBy(a)) lock.store(a, v, 0);
}
