/** exit_group(2) and execve(2): all mappings go; references and pins stay until they are put. */

import type { Machine } from '../machine/machine.js';
import { freeTables } from '../machine/tables.js';
import { processOf } from '../machine/tlb.js';
import { unmapVmas } from '../machine/vmas.js';
import { op } from './op.js';
import { blocked, done, next, operation, step, type Answer } from './step.js';
import { findsVma, wholeVma } from './touches.js';
import { zapRange } from './unmap.js';

/** Other threads die at the boundary of their system call or instruction; they hold no lock then. */
function waitForThreads(m: Machine, a: number): Answer {
  if (m.shape.oneActorPerProcess) return next;
  for (let other = 0; other < m.actor.list.length; other++) {
    if (other !== a && processOf(m, other) === m.get(a, op.mm) && m.actor.list[other] >= 0) return blocked;
  }
  return next;
}

function zapAll(m: Machine, a: number): Answer {
  return zapRange(m, a, m.get(a, op.mm), 0, m.pages);
}

function freeMm(m: Machine, mm: number): void {
  unmapVmas(m, mm, 0, m.pages);
  freeTables(m, mm);
  m.mm.hasPinned[mm] = 0;
  m.mm.writeProtectSeq[mm] = 0;
  m.mm.forkRoot[mm] = 0;
}

function endProcess(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  freeMm(m, mm);
  m.mm.alive[mm] = 0;
  return done;
}

/** A new address space: nothing pinned, the root of its own fork tree. */
function newImage(m: Machine, a: number): Answer {
  const mm = m.get(a, op.mm);
  freeMm(m, mm);
  m.mm.forkRoot[mm] = mm;
  return done;
}

const freed = {
  reads: `${findsVma} pmd.table table.refs`,
  writes: `${wholeVma} pmd.table table.refs mm.hasPinned mm.writeProtectSeq mm.forkRoot`,
  mandatory: true,
} as const;

export const exit = operation('exit', 'exit_mmap', [
  step('wait-for-threads', waitForThreads, { reads: 'actor.list' }),
  step('zap-all', zapAll, { calls: ['zap-range'], mandatory: true }),
  step('end-process', endProcess, { ...freed, writes: `mm.alive ${freed.writes}` }),
]);

export const exec = operation('exec', 'begin_new_exec', [
  step('wait-for-other-threads', waitForThreads, { reads: 'actor.list' }),
  step('zap-old-image', zapAll, { calls: ['zap-range'], mandatory: true }),
  step('new-image', newImage, freed),
]);
