/**
 * The bracket around whatever needs the mmap lock: the step that takes it, the one that gives it back, and the one that
 * gives it back on the way out with an error (mmap_read_lock, mmap_write_lock and their unlocks). Orders name each of
 * them, so every list has its own names for them.
 */

import { mmapLock } from '../machine/footprints.js';
import type { Machine } from '../machine/machine.js';
import { readUnlock, tryReadLock, tryWriteLock, writeUnlock } from '../machine/mmap-lock.js';
import { blocked, done, next, step, type Answer, type Step, type StepTraits } from '../engine/step.js';
import { again } from './failing.js';
import { op } from './operation-registers.js';

const taking = { mandatory: true, gives: ['mmap-lock'] } as const;

/** Traits of a step that gives the lock back, beside what it reads and writes. */
export const givesMmapLockBack = { mandatory: true, needs: ['mmap-lock'], ends: ['mmap-lock'] } as const;

const failing = { ...givesMmapLockBack, leaves: true, fails: true } as const;

/**
 * mmap_read_lock.
 * @param mm the register that names the address space
 * @param then what the step answers once it has the lock
 */
export function lockMmForRead(name: string, mm: number = op.mm, then: Answer = next, traits: StepTraits = {}): Step {
  const run = (m: Machine, a: number): Answer => (tryReadLock(m, m.get(a, mm)) ? then : blocked);
  return step(name, run, { ...mmapLock.read, ...taking, ...traits });
}

/** mmap_read_unlock at the end of a list. */
export function unlockMmForRead(name: string, mm: number = op.mm): Step {
  const run = (m: Machine, a: number): Answer => {
    readUnlock(m, m.get(a, mm));
    return done;
  };
  return step(name, run, { ...mmapLock.readUnlock, ...givesMmapLockBack, leaves: true });
}

/**
 * mmap_read_unlock behind `back-off:`, and out with the error.
 * @param translate what the caller makes of the error first
 */
export function unlockMmForReadFailing(
  name: string, mm: number = op.mm, translate?: (m: Machine, a: number) => void, traits: StepTraits = {},
): Step {
  const run = (m: Machine, a: number): Answer => {
    readUnlock(m, m.get(a, mm));
    translate?.(m, a);
    return again(m, a);
  };
  return step(name, run, { ...mmapLock.readUnlock, ...failing, ...traits });
}

/** mmap_write_lock of the operation's own address space. */
export function lockMmForWrite(name: string): Step {
  const run = (m: Machine, a: number): Answer => (tryWriteLock(m, a, m.get(a, op.mm)) ? next : blocked);
  return step(name, run, { ...mmapLock.write, ...taking });
}

/**
 * mmap_write_unlock.
 * @param then `done`, or `next` where more follows
 */
export function unlockMmForWrite(name: string, then: Answer = done): Step {
  const run = (m: Machine, a: number): Answer => {
    writeUnlock(m, m.get(a, op.mm));
    return then;
  };
  return step(name, run, { ...mmapLock.writeUnlock, ...givesMmapLockBack, ...(then === done ? { leaves: true } : {}) });
}

/** mmap_write_unlock behind `back-off:`, and out with the error. */
export function unlockMmForWriteFailing(name: string): Step {
  const run = (m: Machine, a: number): Answer => {
    writeUnlock(m, m.get(a, op.mm));
    return again(m, a);
  };
  return step(name, run, { ...mmapLock.writeUnlock, ...failing });
}
