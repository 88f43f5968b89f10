/** Errors on their way out. */

import type { Machine } from '../machine/machine.js';
import { op } from './operation-registers.js';
import { fail, failing, next, type Answer } from '../engine/answers.js';

/** VM_FAULT_OOM: no page, or no page table. An access observes it, a system call makes ENOMEM of it. */
export const outOfMemory = fail('oom');

/** The end of a back-off: out with the error that led here. */
export function again(m: Machine, a: number): Answer<'fail'> {
  return failing(m.actor.error[a]);
}

/** The error of a range that was only partly there, now that the rest is done; goes on if there is none. */
export function failPending(m: Machine, a: number): Answer<'next' | 'fail'> {
  const error = m.get(a, op.pending);
  return error === 0 ? next : failing(error);
}
