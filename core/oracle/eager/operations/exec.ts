/** execve(2), at one point. */

import { codes } from '../../../program/values.js';
import { unmapAll } from '../mappings.js';
import type { Performed } from './performed.js';

/** `exec`. */
export const exec: Performed<'exec'> = {
  /** All mappings go, the process lives. */
  perform: (eager, { actor }) => {
    unmapAll(eager, eager.program.actors[actor].process);
    return codes.ok;
  },
  endsThreads: true,
};
