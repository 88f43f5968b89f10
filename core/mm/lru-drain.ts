/** mm/swap.c: the LRU batches of all CPUs are drained. */

import { drainCpu } from '../machine/lru.js';
import type { Machine } from '../machine/machine.js';
import { done, operation, step, type Answer } from '../engine/step.js';
import { drains } from '../machine/footprints.js';

/** lru_add_drain_all. */
function drainAll(m: Machine): Answer {
  for (let cpu = 0; cpu < m.cpus; cpu++) drainCpu(m, cpu);
  return done;
}

export const lruDrain = operation('lru-drain', 'lru_add_drain_all', [
  step('drain-all', drainAll, { ...drains, leaves: true }),
]);
