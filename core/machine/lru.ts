/**
 * LRU add batches: a fresh page waits in its CPU's batch, which holds a reference, until the batch is full or
 * drained (lru_cache_add, lru_add_drain).
 */

import { Frame } from './bits.js';
import { putFrame } from './frames.js';
import type { Machine } from './machine.js';

/** The CPU whose batch takes the page: this one, or with `remote` another one. */
function batchOf(m: Machine, actor: number): number {
  const cpu = m.actor.cpu[actor];
  return m.lruBatch === 'remote' ? (cpu + 1) % m.cpus : cpu;
}

/** lru_cache_add. A batch that is full after the addition is drained. */
export function addToLru(m: Machine, actor: number, pfn: number): void {
  if (m.lruBatch === 'none') {
    m.frame.flags[pfn] |= Frame.lru;
    return;
  }
  const cpu = batchOf(m, actor);
  m.frame.refs[pfn]++;
  m.batch.frame[cpu * m.batchSize + m.cpu.batched[cpu]] = pfn;
  m.cpu.batched[cpu]++;
  if (m.cpu.batched[cpu] === m.batchSize) drainCpu(m, cpu);
}

/** lru_add_drain_cpu: every page of the batch reaches the LRU and loses the batch's reference. */
export function drainCpu(m: Machine, cpu: number): void {
  const filled = m.cpu.batched[cpu];
  if (filled === 0) return;
  m.cpu.batched[cpu] = 0;
  for (let i = 0; i < filled; i++) {
    const at = cpu * m.batchSize + i;
    const pfn = m.batch.frame[at];
    m.batch.frame[at] = 0;
    m.frame.flags[pfn] |= Frame.lru;
    putFrame(m, pfn);
  }
}

/** How many references LRU batches hold on a frame. */
export function batchReferences(m: Machine, pfn: number): number {
  let count = 0;
  for (let at = 0; at < m.batch.frame.length; at++) if (m.batch.frame[at] === pfn) count++;
  return count;
}
