/** exit(2), at one point. */

import { codes } from '../../../program/values.js';
import { unmapAll } from '../mappings.js';
import type { Performed } from './performed.js';

/** What a unit of `exit` does on the eager machine, and what can come between two of them. */
export const exit: Performed<'exit'> = {
  /** All mappings go; references keep their pages. */
  perform: (eager, { actor }) => {
    const { process } = eager.program.actors[actor];
    unmapAll(eager, process);
    eager.state.processes[process].life = 'dead';
    return codes.ok;
  },
  endsThreads: true,
};
