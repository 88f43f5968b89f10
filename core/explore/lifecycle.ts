/** The life of an operation on a machine: whether it may begin, that it begins, is skipped, is repeated, and ends. */

import type { Machine } from '../machine/machine.js';
import { columnsOf } from '../program/operations.js';
import type { Operation, Program } from '../program/program.js';
import { codes } from '../program/values.js';
import { op } from '../mm/operation-registers.js';
import { explored } from './operations/index.js';

/** get_user_pages has returned: what it has taken so far is nobody's to use before, and it may still give it back. */
function isTaken(m: Machine, program: Program, handle: number): boolean {
  const result = program.facts.takenBy[handle];
  return result >= 0 && m.observation.value.at(result) !== codes.unset;
}

/** Is this operation without what it needs: its process gone, its handle empty? Then it observes `none`. */
export function isSkipped(m: Machine, program: Program, { actor, action }: Operation): boolean {
  const { process } = program.actors[actor];
  if (process >= 0 && m.mm.alive.at(process) === 0) return true;
  if ('place' in action && m.mm.alive.at(action.place.process) === 0) return true;
  if (!('handle' in action) || 'place' in action) return false;
  const handle = program.handles[action.handle];
  const slot = handle.firstSlot + ('page' in action ? action.page : 0);
  return m.handle.frame.at(slot) === 0 || !isTaken(m, program, action.handle);
}

/** All that it would have observed is `none`. */
export function skipOperation(m: Machine, operation: Operation): void {
  for (const column of columnsOf(operation)) m.observation.value.set(column, codes.none);
}

/** May a `wait` go on? Everything else may begin at any time. */
export function isReady(m: Machine, operation: Operation): boolean {
  return explored(operation).isReady?.(m, operation.action) ?? true;
}

/** Puts the actor at the beginning of its operation. Nothing has happened yet. */
export function beginOperation(m: Machine, program: Program, operation: Operation): void {
  const a = operation.actor;
  if (m.get(a, op.times) === 0) m.set(a, op.times, operation.times);
  m.set(a, op.result, operation.result);
  explored(operation).begin(m, program, operation, operation.times - m.get(a, op.times));
}

/** Forgets what the finished operation knew, so that equal situations are equal states. */
export function endOperation(m: Machine, a: number): void {
  m.clearRegisters(a);
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
  } else if (m.observation.value.at(operation.result) === codes.unset) m.observation.value.set(operation.result, codes.ok);
  endOperation(m, a);
  return true;
}

/** A read over several pages notes the error at the page where it happened; the pages behind it observe `none`. */
function noteError(m: Machine, a: number, operation: Operation, error: number): void {
  const { action, result } = operation;
  const column = action.op === 'read' && action.observed ? result + m.get(a, op.page) - m.get(a, op.first) : result;
  m.observation.value.set(column, error);
  for (const other of columnsOf(operation)) if (other > column) m.observation.value.set(other, codes.none);
}
