/** No kernel code: in a race, an actor goes on once its program has made the observations that it waits for. */

import { done, listNumber } from '../engine/answers.js';
import { operation, step } from '../engine/step.js';
import { beginNowhere } from './begin.js';
import type { Machine } from '../machine/machine.js';

/** Nothing of a kernel: the actor is not enabled before the observations are there. */
export const wait = operation('wait', 'the program waits for its own observations', [
  step('go-on', [done], () => done, { optional: true }),
]);

const waitNumber = listNumber('wait');

/** Nothing is done: whoever runs the program begins it only when it may go on. */
export function beginWait(m: Machine, a: number): void {
  beginNowhere(m, a, waitNumber);
}
