/** Errors on their way out. */

import type { Machine } from '../machine/machine.js';
import { Answers, type Answer } from './step.js';

/** The end of a back-off: out with the error that led here. */
export function again(m: Machine, a: number): Answer {
  return Answers.fail - m.actor.error[a];
}
