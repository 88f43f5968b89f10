/** A program's operations on a machine: begin, end, skip, and the outcome. */

import type { Machine } from '../machine/machine.js';
import { lookupPte } from '../machine/pmd.js';
import { findVma, offsetOf } from '../machine/vma.js';
import { Pte, Vma } from '../machine/bits.js';
import { columnsOf, operationsOf } from '../program/operations.js';
import type { Outcome } from '../program/outcome.js';
import type { Final, Operation, OperationOf, Place, Program } from '../program/program.js';
import { codes } from '../program/values.js';
import { directIoReference } from '../machine/ask.js';
import * as calls from '../mm/system-calls.js';
import { op } from '../mm/operation-registers.js';
import { pageCacheOf } from './page-cache.js';
import { mappedBy } from './mapped.js';

/** Observations of the operations that take the handles, by handle; the same for every machine that runs the program. */
const takers = new WeakMap<Program, ReadonlyMap<number, number>>();

function takersOf(program: Program): ReadonlyMap<number, number> {
  const known = takers.get(program);
  if (known !== undefined) return known;
  const found = new Map(operationsOf(program).flatMap(({ action, result }) =>
    'place' in action && 'handle' in action ? [[action.handle, result] as const] : []));
  takers.set(program, found);
  return found;
}

/** get_user_pages has returned: what it has taken so far is nobody's to use before, and it may still give it back. */
function isTaken(m: Machine, program: Program, handle: number): boolean {
  const result = takersOf(program).get(handle);
  return result !== undefined && m.observation.value[result] !== codes.unset;
}

/** Is this operation without what it needs: its process gone, its handle empty? Then it observes `none`. */
export function isSkipped(m: Machine, program: Program, { actor, action }: Operation): boolean {
  const { process } = program.actors[actor];
  if (process >= 0 && m.mm.alive[process] === 0) return true;
  if ('place' in action && m.mm.alive[action.place.process] === 0) return true;
  if (!('handle' in action) || 'place' in action) return false;
  const handle = program.handles[action.handle];
  const slot = handle.firstSlot + ('page' in action ? action.page : 0);
  return m.handle.frame[slot] === 0 || !isTaken(m, program, action.handle);
}

/** Its handle or process does not exist: it has no effect and observes `none`. */
export function skipOperation(m: Machine, operation: Operation): void {
  for (const column of columnsOf(operation)) m.observation.value[column] = codes.none;
}

/** May a `wait` go on? Everything else may begin at any time. */
export function isReady(m: Machine, { action }: Operation): boolean {
  return action.op !== 'wait' || action.observations.every((column) => m.observation.value[column] !== codes.unset);
}

function rangeOf(place: Place): calls.Range {
  return { mm: place.process, first: place.first, last: place.last };
}

/** Puts the actor at the beginning of its operation. Nothing has happened yet. */
export function beginOperation(m: Machine, program: Program, operation: Operation): void {
  const a = operation.actor;
  if (m.get(a, op.times) === 0) m.set(a, op.times, operation.times);
  m.set(a, op.result, operation.result);
  begin(m, program, operation);
}

function begin(m: Machine, program: Program, operation: Operation): void {
  const { actor: a, action } = operation;
  const mm = program.actors[a].process;
  switch (action.op) {
    case 'write': return calls.beginStore(m, a, rangeOf(action.place), action.place.half, action.value);
    case 'read': return calls.beginLoad(m, a, rangeOf(action.place), action.place.half, action.observed);
    case 'fork': return calls.beginFork(m, a, mm, action.child);
    case 'exit': return calls.beginExit(m, a, mm);
    case 'exec': return calls.beginExec(m, a, mm);
    case 'mmap': {
      const mapped = mappedBy(program, operation as OperationOf<'mmap'>, operation.times - m.get(a, op.times));
      return calls.beginMmap(m, a, rangeOf(action.place), { prot: program.areas[action.area].prot, ...mapped });
    }
    case 'munmap': return calls.beginMunmap(m, a, rangeOf(action.place));
    case 'mprotect': return calls.beginMprotect(m, a, rangeOf(action.place), action.prot);
    case 'madvise': return calls.beginMadvise(m, a, rangeOf(action.place), action.advice);
    case 'mremap': return calls.beginMremap(m, a, rangeOf(action.place), action.to.first);
    case 'get': case 'pin': case 'dio': {
      const pin = action.op === 'dio' ? directIoPins(m, program) : action.op === 'pin';
      const slot = program.handles[action.handle].firstSlot;
      const { write, longterm, force, path } = action;
      return calls.beginGup(m, a, rangeOf(action.place), { pin, write, longterm, force, path, slot });
    }
    case 'put': case 'unpin': case 'dio-end': {
      const handle = program.handles[action.handle];
      return calls.beginPut(m, a, handle.firstSlot, handle.firstSlot + handle.pages - 1);
    }
    case 'read-ref': case 'dma-read': return calls.beginDmaRead(m, a, slotOf(program, action), action.half);
    case 'dma-write': return calls.beginDmaWrite(m, a, slotOf(program, action), action.half, action.value);
    case 'file-read': return calls.beginFileRead(m, a, pageCacheOf(program).ofFile(action.file, action.page));
    case 'file-write': return calls.beginFileWrite(m, a, pageCacheOf(program).ofFile(action.file, action.page), action.value);
    case 'lru-drain': return calls.beginLruDrain(m, a);
    case 'wait': return calls.beginWait(m, a);
  }
}

function directIoPins(m: Machine, program: Program): boolean {
  return (program.machine.dio ?? directIoReference(m)) === 'pin';
}

function slotOf(program: Program, action: { readonly handle: number; readonly page: number }): number {
  return program.handles[action.handle].firstSlot + action.page;
}

/** Forgets what the finished operation knew, so that equal situations are equal states. */
export function endOperation(m: Machine, a: number): void {
  m.register.value.fill(0, a * m.registers, (a + 1) * m.registers);
  m.actor.error[a] = 0;
}

/**
 * The list of an operation has ended: repeats it, or notes its result and forgets its registers.
 * True when the operation is over.
 */
export function finishOperation(m: Machine, program: Program, operation: Operation): boolean {
  const a = operation.actor;
  const error = m.actor.error[a];
  const left = m.get(a, op.times) - 1;
  if (error !== 0) noteError(m, a, operation, error);
  else if (left > 0) {
    endOperation(m, a);
    m.set(a, op.times, left);
    beginOperation(m, program, operation);
    return false;
  } else if (m.observation.value[operation.result] === codes.unset) m.observation.value[operation.result] = codes.ok;
  endOperation(m, a);
  return true;
}

/** A read over several pages notes the error at the page where it happened; the pages behind it observe `none`. */
function noteError(m: Machine, a: number, operation: Operation, error: number): void {
  const { action, result } = operation;
  const column = action.op === 'read' && action.observed ? result + m.get(a, op.page) - m.get(a, op.first) : result;
  m.observation.value[column] = error;
  for (const other of columnsOf(operation)) if (other > column) m.observation.value[other] = codes.none;
}

/** The outcome of a run that has ended: observations, then both halves of every final value. */
export function outcomeOf(m: Machine, program: Program): Outcome {
  const row = Array.from(m.observation.value, (value) => (value === codes.unset ? codes.none : value));
  for (const final of program.final) {
    const pfn = frameOf(m, program, final);
    if (pfn === undefined) row.push(codes.none, codes.none);
    else if (pfn < 0) row.push(0, 0);
    else row.push(m.frame.lo[pfn], m.frame.hi[pfn]);
  }
  return row;
}

/** The frame a final value is in; -1: nothing there yet, it reads as zero; undefined: not mapped, not held. */
function frameOf(m: Machine, program: Program, final: Final): number | undefined {
  if (final.kind === 'handle') {
    const pfn = m.handle.frame[program.handles[final.handle].firstSlot + final.page] - 1;
    return pfn < 0 ? undefined : pfn;
  }
  if (m.mm.alive[final.process] === 0) return undefined;
  const v = findVma(m, final.process, final.page);
  if (v < 0) return undefined;
  const pte = lookupPte(m, final.process, final.page);
  if (pte >= 0 && (m.pte.word[pte] & Pte.kindMask) !== Pte.none) return m.pte.frame[pte];
  return (m.vma.flags[v] & Vma.file) !== 0 ? m.filePage.frame[offsetOf(m, v, final.page)] - 1 : -1;
}
