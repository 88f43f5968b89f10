/** mm/swap.c: the LRU batches of all CPUs are drained. */

import { drainCpu } from '../machine/lru.js';
import type { Machine } from '../machine/machine.js';
import { done, listNumber } from '../engine/answers.js';
import { operation, step } from '../engine/step.js';
import { drains } from '../machine/footprints.js';
import { beginNowhere } from './begin.js';

/** lru_add_drain_all. */
function drainAll(m: Machine, a: number) {
  for (let cpu = 0; cpu < m.cpus; cpu++) drainCpu(m, a, cpu);
  return done;
}

/** lru_add_drain_all: the LRU batches of every CPU are emptied. */
export const lruDrain = operation('lru-drain', 'lru_add_drain_all', [
  step('drain-all', [done], drainAll, { ...drains, optional: true }),
]);

const lruDrainNumber = listNumber('lru-drain');

/** lru_add_drain_all. */
export function beginLruDrain(m: Machine, a: number): void {
  beginNowhere(m, a, lruDrainNumber);
}
