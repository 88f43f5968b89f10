/**
 * LRU batches, one of each kind per CPU; a page that waits in one has a reference of it. Fresh pages wait in the add batch
 * until it is full or drained (lru_cache_add, lru_add_drain), pages that get_user_pages has touched twice in the activation
 * batch (mark_page_accessed, activate_page). Where fresh pages go to the LRU at once there are no batches at all.
 */

import { Frame } from './bits.js';
import { getFrame, putFrame } from './frame.js';
import type { Machine } from './machine.js';

/** The CPU whose batch takes the page: this one, or with `remote` another one. */
function batchOf(m: Machine, actor: number): number {
  const cpu = m.actor.cpu.load(actor, actor);
  return m.lruBatch === 'remote' ? (cpu + 1) % m.cpus : cpu;
}

/** lru_cache_add. A batch that is full after the addition is drained. */
export function addToLru(m: Machine, actor: number, pfn: number): void {
  if (m.lruBatch === 'none') {
    m.frame.flags.or(actor, pfn, Frame.lru);
    return;
  }
  const cpu = batchOf(m, actor);
  m.frame.refs.add(actor, pfn, 1);
  m.batch.frame.store(actor, cpu * m.batchSize + m.cpu.batched.load(actor, cpu), pfn);
  m.cpu.batched.add(actor, cpu, 1);
  if (m.cpu.batched.load(actor, cpu) === m.batchSize) drainAdded(m, actor, cpu);
}

/** SetPageReferenced of gup_pte_range. Of page-cache pages, which are never reused, nothing is remembered. */
export function markReferenced(m: Machine, a: number, pfn: number): void {
  if (m.lruBatch !== 'none' && (m.frame.flags.load(a, pfn) & Frame.anon) !== 0) m.frame.flags.or(a, pfn, Frame.referenced);
}

/**
 * mark_page_accessed: the first time the page is referenced, the second time it is to be activated.
 * @param staysOnLru does the page keep its LRU flag while it waits in the activation batch?
 */
export function markAccessed(m: Machine, actor: number, pfn: number, staysOnLru: boolean): void {
  const flags = m.frame.flags.load(actor, pfn);
  if (m.lruBatch === 'none' || (flags & Frame.anon) === 0) return;
  if ((flags & Frame.referenced) === 0) {
    m.frame.flags.or(actor, pfn, Frame.referenced);
    return;
  }
  if ((flags & Frame.active) !== 0) return;
  m.frame.flags.and(actor, pfn, ~Frame.referenced);
  const cpu = batchOf(m, actor);
  if ((flags & Frame.lru) !== 0) activate(m, actor, cpu, pfn, staysOnLru);
  else if (isBeingAdded(m, actor, cpu, pfn)) m.frame.flags.or(actor, pfn, Frame.active);
}

/** First entry of a CPU's activation batch. */
function activationsOf(m: Machine, cpu: number): number {
  return (m.cpus + cpu) * m.batchSize;
}

function activate(m: Machine, a: number, cpu: number, pfn: number, staysOnLru: boolean): void {
  getFrame(m, a, pfn);
  if (!staysOnLru) m.frame.flags.and(a, pfn, ~Frame.lru);
  m.batch.frame.store(a, activationsOf(m, cpu) + m.cpu.activating.load(a, cpu), pfn);
  m.cpu.activating.add(a, cpu, 1);
  if (m.cpu.activating.load(a, cpu) === m.batchSize) drainActivated(m, a, cpu);
}

/** __lru_cache_activate_page: it is active as soon as it is on the LRU. */
function isBeingAdded(m: Machine, a: number, cpu: number, pfn: number): boolean {
  const first = cpu * m.batchSize;
  for (let at = first; at < first + m.cpu.batched.load(a, cpu); at++) if (m.batch.frame.load(a, at) === pfn) return true;
  return false;
}

/** lru_add_drain_cpu: every page of the batches reaches the LRU and loses the batch's reference. */
export function drainCpu(m: Machine, a: number, cpu: number): void {
  drainAdded(m, a, cpu);
  drainActivated(m, a, cpu);
}

function drainAdded(m: Machine, a: number, cpu: number): void {
  const filled = m.cpu.batched.load(a, cpu);
  m.cpu.batched.store(a, cpu, 0);
  drain(m, a, cpu * m.batchSize, filled, Frame.lru);
}

function drainActivated(m: Machine, a: number, cpu: number): void {
  const filled = m.cpu.activating.load(a, cpu);
  m.cpu.activating.store(a, cpu, 0);
  drain(m, a, activationsOf(m, cpu), filled, Frame.lru | Frame.active);
}

function drain(m: Machine, a: number, first: number, filled: number, flags: number): void {
  for (let at = first; at < first + filled; at++) {
    const pfn = m.batch.frame.load(a, at);
    m.batch.frame.store(a, at, 0);
    m.frame.flags.or(a, pfn, flags);
    putFrame(m, a, pfn);
  }
}

/** How often a frame waits in add batches and in activation batches. */
export function waitsIn(m: Machine, a: number, pfn: number): { readonly added: number; readonly activated: number } {
  const found = [0, 0];
  for (let at = 0; at < m.batch.frame.length; at++) {
    if (m.batch.frame.load(a, at) === pfn) found[at < activationsOf(m, 0) ? 0 : 1]++;
  }
  return { added: found[0], activated: found[1] };
}
