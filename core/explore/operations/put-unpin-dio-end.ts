/** What a handle holds is given back: which way it was taken is the machine's to know, so the three are one. */

import { systemCalls } from '../../mm/system-calls.js';
import type { Explored } from './explored.js';

/** `put`, `unpin` and `dio-end`. */
export const drop: Explored<'put' | 'unpin' | 'dio-end'> = {
  begin: (m, program, { actor, action }) => {
    const { firstSlot, pages } = program.handles[action.handle];
    systemCalls[action.op](m, actor, firstSlot, firstSlot + pages - 1);
  },
};
