/**
 * The bracket around whatever needs the mmap lock: the step that takes it, the one that gives it back, and the one that
 * gives it back on the way out with an error (mmap_read_lock, mmap_write_lock and their unlocks). Orders name each of
 * them, so every list has its own names for them.
 */

import { mmapLock, type Touches } from '../machine/footprints.js';
import type { Machine } from '../machine/machine.js';
import { readUnlock, tryReadLock, tryWriteLock, writeUnlock } from '../machine/mmap-lock.js';
import { anyError, blocked, done, next, type Answer } from '../engine/answers.js';
import { step, type Step } from '../engine/step.js';
import { again } from './failing.js';
import { op } from './operation-registers.js';

/** What a step that takes the lock gives: to the list that it calls, where it makes a call at once. */
const taking = { gives: ['mmap-lock'] } as const;
const takingToCall = { givesToCall: ['mmap-lock'] } as const;

/** Traits of a step that gives the lock back, beside what it reads and writes. */
export const givesMmapLockBack = { needs: ['mmap-lock'], ends: ['mmap-lock'] } as const;

/**
 * mmap_read_lock.
 * @param mm the register that names the address space
 * @param then what the step answers once it has the lock
 */
export function lockMmForRead(name: string, mm: number = op.mm, then: Answer = next): Step {
  return step(name, [then, blocked], (m, a) => (tryReadLock(m, a, m.get(a, mm)) ? then : blocked), {
    ...mmapLock.read,
    ...(then === next ? taking : takingToCall),
  });
}

/** mmap_read_unlock at the end of a list. */
export function unlockMmForRead(name: string, mm: number = op.mm): Step {
  return step(
    name,
    [done],
    (m, a) => {
      readUnlock(m, a, m.get(a, mm));
      return done;
    },
    { ...mmapLock.readUnlock, ...givesMmapLockBack },
  );
}

/**
 * mmap_read_unlock behind `back-off:`, and out with the error.
 * @param translate what the caller makes of the error first
 */
export function unlockMmForReadFailing(name: string, mm: number = op.mm, translate?: (m: Machine, a: number) => void): Step {
  return step(
    name,
    [anyError],
    (m, a) => {
      readUnlock(m, a, m.get(a, mm));
      translate?.(m, a);
      return again(m, a);
    },
    { ...mmapLock.readUnlock, ...givesMmapLockBack },
  );
}

/** mmap_write_lock of the operation's own address space. */
export function lockMmForWrite(name: string): Step {
  return step(name, [next, blocked], (m, a) => (tryWriteLock(m, a, m.get(a, op.mm)) ? next : blocked), {
    ...mmapLock.write,
    ...taking,
  });
}

/**
 * mmap_write_unlock.
 * @param then `done`, or `next` where more follows
 */
export function unlockMmForWrite(name: string, then: Answer = done): Step {
  return step(
    name,
    [then],
    (m, a) => {
      writeUnlock(m, a, m.get(a, op.mm));
      return then;
    },
    { ...mmapLock.writeUnlock, ...givesMmapLockBack },
  );
}

/**
 * mmap_write_unlock behind `back-off:`, and out with the error.
 * @param undo what else is to be undone, under the lock; it touches `undone`
 */
export function unlockMmForWriteFailing(
  name: string,
  undo?: (m: Machine, a: number) => void,
  undone: Partial<Touches> = {},
): Step {
  return step(
    name,
    [anyError],
    (m, a) => {
      undo?.(m, a);
      writeUnlock(m, a, m.get(a, op.mm));
      return again(m, a);
    },
    { ...undone, writes: [...(undone.writes ?? []), ...mmapLock.writeUnlock.writes], ...givesMmapLockBack },
  );
}
