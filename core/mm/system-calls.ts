/**
 * System calls and accesses by their arguments: each puts an actor at the beginning of a list with its registers set.
 * Programs (scenarios) and the simulator (workloads) begin operations here and nowhere else.
 */

import { Foll, Prot, Vma } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import type { Half, Protection } from '../program/program.js';
import type { WorkloadAdvice } from '../program/workload.js';
import { forkAdvice } from './madvise.js';
import { change } from './mprotect.js';
import { Halves, op } from './operation-registers.js';
import { enter } from '../engine/interpreter.js';
import { listNumber } from '../engine/step.js';

/** `Prot` bits by the words of the scenario format. */
export const protBits: Readonly<Record<Protection, number>> = {
  none: Prot.none, r: Prot.read, rw: Prot.read | Prot.write,
};

/** Pages first..last of an address space. */
export interface Range {
  readonly mm: number;
  readonly first: number;
  readonly last: number;
}

const lists = {
  store: listNumber('store'), load: listNumber('load'), fork: listNumber('fork'), exit: listNumber('exit'), exec: listNumber('exec'),
  mmap: listNumber('mmap'), munmap: listNumber('munmap'), mprotect: listNumber('mprotect'), mremap: listNumber('mremap'),
  dontneed: listNumber('madvise-dontneed'), advise: listNumber('madvise-fork'), gup: listNumber('gup'), put: listNumber('put'),
  dmaRead: listNumber('dma-read'), dmaWrite: listNumber('dma-write'), fileRead: listNumber('file-read'),
  fileWrite: listNumber('file-write'), lruDrain: listNumber('lru-drain'), wait: listNumber('wait'),
};

function begin(m: Machine, a: number, list: number, range: Range): void {
  m.set(a, op.mm, range.mm);
  m.set(a, op.first, range.first);
  m.set(a, op.page, range.first);
  m.set(a, op.last, range.last);
  enter(m, a, list);
}

const nowhere = { first: 0, last: 0 };

/** A store of a value to a range, page by page, ascending. */
export function beginStore(m: Machine, a: number, range: Range, half: Half, value: number): void {
  m.set(a, op.half, Halves[half]);
  m.set(a, op.value, value);
  begin(m, a, lists.store, range);
}

/** A load from a range, page by page. @param observed values go to the observations */
export function beginLoad(m: Machine, a: number, range: Range, half: Half, observed: boolean): void {
  m.set(a, op.half, Halves[half]);
  m.set(a, op.observed, observed ? 1 : 0);
  begin(m, a, lists.load, range);
}

/** fork(2). @param child number of the address space that is made */
export function beginFork(m: Machine, a: number, mm: number, child: number): void {
  m.set(a, op.child, child);
  begin(m, a, lists.fork, { mm, ...nowhere });
}

/** exit_group(2). */
export function beginExit(m: Machine, a: number, mm: number): void {
  begin(m, a, lists.exit, { mm, ...nowhere });
}

/** execve(2). */
export function beginExec(m: Machine, a: number, mm: number): void {
  begin(m, a, lists.exec, { mm, ...nowhere });
}

/** What mmap(2) is told of the area. */
export interface AreaArguments {
  readonly prot: Protection;
  /** `Vma` bits. */
  readonly flags: number;
  /** First page-cache page, or for anonymous memory the first page itself. */
  readonly offset: number;
}

/** mmap(2) at a fixed place. */
export function beginMmap(m: Machine, a: number, range: Range, area: AreaArguments): void {
  m.set(a, op.prot, protBits[area.prot]);
  m.set(a, op.vmaFlags, area.flags);
  m.set(a, op.offset, area.offset);
  begin(m, a, lists.mmap, range);
}

/** munmap(2). */
export function beginMunmap(m: Machine, a: number, range: Range): void {
  begin(m, a, lists.munmap, range);
}

/** mprotect(2). */
export function beginMprotect(m: Machine, a: number, range: Range, prot: Protection): void {
  m.set(a, op.prot, protBits[prot]);
  m.set(a, change.changed, 0);
  begin(m, a, lists.mprotect, range);
}

/** mremap(2). @param to first page of the destination */
export function beginMremap(m: Machine, a: number, range: Range, to: number): void {
  m.set(a, op.to, to);
  begin(m, a, lists.mremap, range);
}

const forkAdvices: Partial<Record<WorkloadAdvice, number>> = {
  dontfork: forkAdvice(Vma.dontFork, 0),
  dofork: forkAdvice(0, Vma.dontFork),
  wipeonfork: forkAdvice(Vma.wipeOnFork, 0),
  keeponfork: forkAdvice(0, Vma.wipeOnFork),
};

/** madvise(2), for the advice that the machine has. */
export function beginMadvise(m: Machine, a: number, range: Range, advice: WorkloadAdvice): void {
  const marks = forkAdvices[advice];
  if (marks === undefined && advice !== 'dontneed') throw new Error(`madvise ${advice} is not built`);
  if (marks !== undefined) m.set(a, op.advice, marks);
  begin(m, a, marks === undefined ? lists.dontneed : lists.advise, range);
}

/** What get_user_pages is asked for, and the handle slots that it fills. */
export interface GupArguments {
  readonly pin: boolean;
  readonly write: boolean;
  readonly longterm: boolean;
  readonly force: boolean;
  readonly path: 'fast' | 'slow' | 'any';
  /** Handle slot of the first page. */
  readonly slot: number;
}

/** FOLL_GET or FOLL_PIN of a range, all or nothing. */
export function beginGup(m: Machine, a: number, range: Range, request: GupArguments): void {
  const path = request.path === 'fast' ? Foll.fastOnly : request.path === 'slow' ? Foll.slowOnly : 0;
  const flags =
    (request.pin ? Foll.pin : Foll.get) | (request.write ? Foll.write : 0) | (request.longterm ? Foll.longterm : 0) |
    (request.force ? Foll.force : 0) | path;
  m.set(a, op.flags, flags);
  m.set(a, op.slot, request.slot);
  begin(m, a, lists.gup, range);
}

/** put_page or unpin_user_page of what slots hold. */
export function beginPut(m: Machine, a: number, slot: number, lastSlot: number): void {
  m.set(a, op.slot, slot);
  m.set(a, op.lastSlot, lastSlot);
  begin(m, a, lists.put, { mm: 0, ...nowhere });
}

/** A device load through what a slot holds. */
export function beginDmaRead(m: Machine, a: number, slot: number, half: Half): void {
  m.set(a, op.slot, slot);
  m.set(a, op.half, Halves[half]);
  begin(m, a, lists.dmaRead, { mm: 0, ...nowhere });
}

/** A device store through what a slot holds. */
export function beginDmaWrite(m: Machine, a: number, slot: number, half: Half, value: number): void {
  m.set(a, op.slot, slot);
  m.set(a, op.half, Halves[half]);
  m.set(a, op.value, value);
  begin(m, a, lists.dmaWrite, { mm: 0, ...nowhere });
}

/** read(2). @param filePage number of the page among those of all files */
export function beginFileRead(m: Machine, a: number, filePage: number): void {
  m.set(a, op.filePage, filePage);
  begin(m, a, lists.fileRead, { mm: 0, ...nowhere });
}

/** write(2). @param filePage number of the page among those of all files */
export function beginFileWrite(m: Machine, a: number, filePage: number, value: number): void {
  m.set(a, op.filePage, filePage);
  m.set(a, op.value, value);
  begin(m, a, lists.fileWrite, { mm: 0, ...nowhere });
}

/** lru_add_drain_all. */
export function beginLruDrain(m: Machine, a: number): void {
  begin(m, a, lists.lruDrain, { mm: 0, ...nowhere });
}

/** Waits for observations; whether they are there is asked by whoever runs the program. */
export function beginWait(m: Machine, a: number): void {
  begin(m, a, lists.wait, { mm: 0, ...nowhere });
}
