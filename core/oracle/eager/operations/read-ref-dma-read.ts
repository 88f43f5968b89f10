/** A load through a handle, by the kernel or a device: they differ in who does it. */

import { loadThrough } from '../look.js';
import { slotOfHandle } from '../references.js';
import type { Performed } from './performed.js';

/** `read-ref` and `dma-read`. */
export const readThrough: Performed<'read-ref' | 'dma-read'> = {
  perform: (eager, { action }, { column }) =>
    loadThrough(eager, slotOfHandle(eager, action.handle, action.page), action.half, column),
  observesValues: () => true,
  throughHandle: true,
};
