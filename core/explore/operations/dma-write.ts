/** A device store through a handle. */

import { contentOf } from '../../program/contents.js';
import { systemCalls } from '../../mm/system-calls.js';
import type { Explored } from './explored.js';

/** How `dma-write` begins on a program's machine, and what room it needs there. */
export const dmaWrite: Explored<'dma-write'> = {
  begin: (m, program, { actor, action }) => {
    const slot = program.handles[action.handle].firstSlot + action.page;
    systemCalls['dma-write'](m, actor, slot, action.half, contentOf(program, action.value));
  },
};
