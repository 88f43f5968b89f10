/** A device's store through a handle. */

import type { Half } from '../../../program/program.js';
import { codes } from '../../../program/values.js';
import { store } from '../contents.js';
import { referenced } from '../references.js';
import type { Performed } from './performed.js';

/** What a unit of `dma-write` does on the eager machine, and what can come between two of them. */
export const dmaWrite: Performed<'dma-write'> = {
  perform: (eager, { action }) => {
    const slot = referenced(eager, action.handle, action.page);
    for (const half of halves(action.half)) {
      for (const latitude of eager.latitudes) latitude.beforeDeviceStore?.(eager, slot, half, action.value);
    }
    store(eager, slot, action.half, action.value);
    return codes.ok;
  },
  origin: (program, { action }) => ({ process: program.handles[action.handle].process, isDevice: true }),
};

function halves(half: Half): readonly ('lo' | 'hi')[] {
  return half === 'both' ? ['lo', 'hi'] : [half];
}
