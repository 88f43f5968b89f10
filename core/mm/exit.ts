/**
 * exit_group(2) and execve(2): the other threads die, then all mappings go; references and pins stay until they are
 * put.
 */

import type { Machine } from '../machine/machine.js';
import { freeTables } from '../machine/pmd.js';
import { unmapVmas } from '../machine/vma.js';
import { op } from './operation-registers.js';
import { blocked, done, listNumber, next } from '../engine/answers.js';
import { operation, step } from '../engine/step.js';
import { findsVma, walks, wholeVma } from '../machine/footprints.js';
import { callZap, zapRange } from './memory/zap-range.js';
import { beginOnMm } from './begin.js';

/** The steps in which exit and execve wait. Who stands in one has done nothing yet. */
const waits: ReadonlySet<string> = new Set(['wait-for-threads', 'wait-for-other-threads']);

/** Has an actor that took this step outlived the other threads of its process? Who runs the threads ends them then. */
export function endsThreads(step: string): boolean {
  return waits.has(step);
}

function isBusy(m: Machine, actor: number): boolean {
  const list = m.actor.list[actor];
  return list >= 0 && !waits.has(m.policy.lists[list].steps[m.actor.position[actor]].name);
}

/**
 * do_group_exit and de_thread: zap_other_threads, and waiting until they are gone. Another thread finishes what it is
 * at, a system call or an instruction, and dies then, holding no lock. Of two that want this the first one wins.
 */
function waitForThreads(m: Machine, a: number) {
  for (const other of m.threadsOf(m.get(a, op.mm))) if (other !== a && isBusy(m, other)) return blocked;
  return next;
}

/** From here on the process is dead for everybody else. */
function endThreads(m: Machine, a: number) {
  const answer = waitForThreads(m, a);
  if (answer === next) m.mm.alive.store(a, m.get(a, op.mm), 0);
  return answer;
}

function zapAll(m: Machine, a: number) {
  return zapRange(m, a, m.get(a, op.mm), 0, m.pages);
}

/** The end of exit_mmap: areas and page tables of an address space whose PTEs are gone. */
export function freeMm(m: Machine, a: number, mm: number): void {
  unmapVmas(m, a, mm, 0, m.pages);
  freeTables(m, a, mm);
  m.mm.hasPinned.store(a, mm, 0);
  m.mm.writeProtectSeq.store(a, mm, 0);
  m.mm.forkRoot.store(a, mm, 0);
}

function endProcess(m: Machine, a: number) {
  freeMm(m, a, m.get(a, op.mm));
  return done;
}

/** A new address space: nothing pinned, the root of its own fork tree. */
function newImage(m: Machine, a: number) {
  const mm = m.get(a, op.mm);
  freeMm(m, a, mm);
  m.mm.forkRoot.store(a, mm, mm);
  return done;
}

/** freeMm. */
export const freed = {
  reads: [...findsVma, ...walks, 'table.refs', 'global.tablesInUse'],
  writes: [...wholeVma, ...walks, 'table.refs', 'global.tablesInUse', 'mm.hasPinned', 'mm.writeProtectSeq', 'mm.forkRoot'],
} as const;

const waiting = { reads: ['actor.list', 'actor.position'] } as const;

/** exit_group(2): the other threads end, every mapping goes; references and pins stay. */
export const exit = operation('exit', 'do_group_exit, exit_mmap', [
  step('wait-for-threads', [next, blocked], endThreads, { ...waiting, writes: ['mm.alive'] }),
  step('zap-all', [callZap], zapAll),
  step('end-process', [done], endProcess, freed),
]);

/** execve(2): the other threads end, every mapping goes, the process lives. */
export const exec = operation('exec', 'de_thread, begin_new_exec', [
  step('wait-for-other-threads', [next, blocked], waitForThreads, waiting),
  step('zap-old-image', [callZap], zapAll),
  step('new-image', [done], newImage, freed),
]);

const exitNumber = listNumber('exit');
const execNumber = listNumber('exec');

/** exit_group(2). */
export function beginExit(m: Machine, a: number, mm: number): void {
  beginOnMm(m, a, exitNumber, mm);
}

/** execve(2). */
export function beginExec(m: Machine, a: number, mm: number): void {
  beginOnMm(m, a, execNumber, mm);
}
