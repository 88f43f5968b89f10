/** What reaches a frame without a page table: devices and the kernel through a reference or pin. */

import type { Machine } from '../machine/machine.js';
import { loadContent, storeContent } from './content.js';
import { Halves, op } from './operation-registers.js';
import { done, listNumber } from '../engine/answers.js';
import { operation, step } from '../engine/step.js';
import { beginNowhere } from './begin.js';
import type { Half } from '../program/program.js';

function dmaLoad(m: Machine, a: number) {
  const pfn = m.handle.frame.load(a, m.get(a, op.slot)) - 1;
  m.observation.value.store(a, m.get(a, op.result), loadContent(m, a, pfn, m.get(a, op.half)));
  return done;
}

function dmaStore(m: Machine, a: number) {
  const pfn = m.handle.frame.load(a, m.get(a, op.slot)) - 1;
  storeContent(m, a, pfn, m.get(a, op.half), m.get(a, op.value));
  return done;
}

/** A device loads through a reference or pin; so does whoever reads a pipe. */
export const dmaRead = operation('dma-read', 'a device load, or reading a pipe', [
  step('load-through-handle', [done], dmaLoad, {
    reads: ['handle.frame', 'frame.lo', 'frame.hi'],
    writes: ['observation.value'],
  }),
]);

/** A device stores through a pin or a writable reference, half by half. */
export const dmaWrite = operation('dma-write', 'a device store', [
  step('store-through-handle', [done], dmaStore, { reads: ['handle.frame'], writes: ['frame.lo', 'frame.hi'] }),
]);

const dmaReadNumber = listNumber('dma-read');
const dmaWriteNumber = listNumber('dma-write');

/** A device's load through a slot. */
export function beginDmaRead(m: Machine, a: number, slot: number, half: Half): void {
  m.set(a, op.slot, slot);
  m.set(a, op.half, Halves[half]);
  beginNowhere(m, a, dmaReadNumber);
}

/** A device's store through a slot. */
export function beginDmaWrite(m: Machine, a: number, slot: number, half: Half, value: number): void {
  m.set(a, op.slot, slot);
  m.set(a, op.half, Halves[half]);
  m.set(a, op.value, value);
  beginNowhere(m, a, dmaWriteNumber);
}
