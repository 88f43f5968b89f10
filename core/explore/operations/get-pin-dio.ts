/** get_user_pages: a reference, a pin, or for direct I/O what the kernel of the policy takes. One call with other flags. */

import { directIoReference } from '../../machine/ask.js';
import type { Machine } from '../../machine/machine.js';
import { systemCalls } from '../../mm/system-calls.js';
import type { Program } from '../../program/program.js';
import { rangeOf, type Explored } from './explored.js';

/** `get`, `pin` and `dio`. */
export const take: Explored<'get' | 'pin' | 'dio'> = {
  begin: (m, program, { actor, action }) => {
    const { op, place, handle, write, longterm, force, path } = action;
    const pin = op === 'dio' ? directIoPins(m, program) : op === 'pin';
    const slot = program.handles[handle].firstSlot;
    systemCalls[op](m, actor, rangeOf(place), { pin, write, longterm, force, path, slot });
  },
};

function directIoPins(m: Machine, program: Program): boolean {
  return (program.machine.dio ?? directIoReference(m)) === 'pin';
}
