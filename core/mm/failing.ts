/** Errors on their way out. */

import type { Machine } from '../machine/machine.js';
import { op } from './operation-registers.js';
import { Answers, next, type Answer } from '../engine/step.js';

/** The end of a back-off: out with the error that led here. */
export function again(m: Machine, a: number): Answer {
  return Answers.fail - m.actor.error[a];
}

/** The error of a range that was only partly there, now that the rest is done; goes on if there is none. */
export function failPending(m: Machine, a: number): Answer {
  const error = m.get(a, op.pending);
  return error === 0 ? next : Answers.fail - error;
}
