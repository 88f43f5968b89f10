/** What reaches a frame without a page table: devices and the kernel through a reference or pin, read(2) and write(2). */

import { drainCpu } from '../machine/lru.js';
import type { Machine } from '../machine/machine.js';
import { loadContent, storeContent } from './content.js';
import { op } from './operation-registers.js';
import { blocked, done, operation, step, type Answer } from '../engine/step.js';
import { drains } from '../machine/footprints.js';

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

/** Files are in the page cache as a whole. */
function fileFrame(m: Machine, a: number): number {
  return m.filePage.frame[m.get(a, op.filePage)] - 1;
}

function readCached(m: Machine, a: number): Answer {
  m.observation.value[m.get(a, op.result)] = m.frame.lo[fileFrame(m, a)];
  return done;
}

/** Under the page lock, which this one step takes and gives back. */
function writeCached(m: Machine, a: number): Answer {
  const pfn = fileFrame(m, a);
  if (m.frame.lockedBy[pfn] !== 0) return blocked;
  storeContent(m, pfn, 0, m.get(a, op.value));
  return done;
}

/** read(2) of a page of the page cache. */
export const fileRead = operation('file-read', 'generic_file_read_iter', [
  step('read-cached', readCached, {
    reads: 'filePage.frame frame.lo', writes: 'observation.value', mandatory: true, leaves: true,
  }),
]);

/** write(2) to a page of the page cache. */
export const fileWrite = operation('file-write', 'generic_perform_write', [
  step('write-cached', writeCached, {
    reads: 'filePage.frame frame.lockedBy', writes: 'frame.lo frame.hi', mandatory: true, leaves: true,
  }),
]);

/** lru_add_drain_all. */
function drainAll(m: Machine): Answer {
  for (let cpu = 0; cpu < m.cpus; cpu++) drainCpu(m, cpu);
  return done;
}

/** lru_add_drain_all: the LRU batches of every CPU are emptied. */
export const lruDrain = operation('lru-drain', 'lru_add_drain_all', [
  step('drain-all', drainAll, { ...drains, leaves: true }),
]);

/** Nothing of a kernel: the actor is not enabled before the observations are there. */
export const wait = operation('wait', 'the program waits for its own observations', [step('go-on', () => done, { leaves: true })]);
