/** What reaches a frame without a page table: devices and the kernel through a reference or pin. */

import type { Machine } from '../machine/machine.js';
import { loadContent, storeContent } from './content.js';
import { op } from './operation-registers.js';
import { done, operation, step, type Answer } from '../engine/step.js';

function dmaLoad(m: Machine, a: number): Answer {
  const pfn = m.handle.frame[m.get(a, op.slot)] - 1;
  m.observation.value[m.get(a, op.result)] = loadContent(m, pfn, m.get(a, op.half));
  return done;
}

function dmaStore(m: Machine, a: number): Answer {
  const pfn = m.handle.frame[m.get(a, op.slot)] - 1;
  storeContent(m, pfn, m.get(a, op.half), m.get(a, op.value));
  return done;
}

/** A device loads through a reference or pin; so does whoever reads a pipe. */
export const dmaRead = operation('dma-read', 'a device load, or reading a pipe', [
  step('load-through-handle', dmaLoad, {
    reads: 'handle.frame frame.lo frame.hi', writes: 'observation.value', mandatory: true, leaves: true,
  }),
]);

/** A device stores through a pin or a writable reference, half by half. */
export const dmaWrite = operation('dma-write', 'a device store', [
  step('store-through-handle', dmaStore, {
    reads: 'handle.frame', writes: 'frame.lo frame.hi', mandatory: true, leaves: true,
  }),
]);
