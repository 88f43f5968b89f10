/** A load through a handle, by the kernel (a pipe) or a device: they differ in who does it, and that is the actor's. */

import { systemCalls } from '../../mm/system-calls.js';
import type { Explored } from './explored.js';

/** `read-ref` and `dma-read`. */
export const readThrough: Explored<'read-ref' | 'dma-read'> = {
  begin: (m, program, { actor, action }) =>
    systemCalls[action.op](m, actor, program.handles[action.handle].firstSlot + action.page, action.half),
};
