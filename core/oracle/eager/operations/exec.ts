/** execve(2), at one point. */

import { codes } from '../../../program/values.js';
import { unmapAll } from '../mappings.js';
import type { Performed } from './performed.js';

/** What a unit of `exec` does on the eager machine, and what can come between two of them. */
export const exec: Performed<'exec'> = {
  /** All mappings go, the process lives. */
  perform: (eager, { actor }) => {
    unmapAll(eager, eager.program.actors[actor].process);
    return codes.ok;
  },
  endsThreads: true,
};
