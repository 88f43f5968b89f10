/** What refinement must know about the columns of an outcome and the values in them. */

import { columnsOf, operationsOf } from '../program/operations.js';
import { outcomeLength } from '../program/outcome.js';
import type { Operation, Program } from '../program/program.js';
import { codes } from '../program/values.js';
import { performed } from './eager/operations/index.js';
import type { Origin } from './eager/operations/performed.js';

/** Who observes in a column, and through what. */
export interface Column {
  /** The process whose memory or reference it shows; -1 for a device or kernel thread. */
  readonly process: number;
  /** Seen through a reference or pin. */
  readonly isHandle: boolean;
}

/** What each column of an outcome is about, in order. */
export function columnsOfProgram(program: Program): readonly Column[] {
  const columns = Array.from({ length: outcomeLength(program) }, (): Column => ({ process: -1, isHandle: false }));
  for (const operation of operationsOf(program)) {
    for (const column of columnsOf(operation)) columns[column] = observing(program, operation);
  }
  program.final.forEach((final, index) => {
    const isHandle = final.kind === 'handle';
    const process = isHandle ? program.handles[final.handle].process : final.process;
    const first = program.observations.length + 2 * index;
    columns[first] = columns[first + 1] = { process, isHandle };
  });
  return columns;
}

function observing(program: Program, operation: Operation): Column {
  const { actor, action } = operation;
  if (performed(operation).throughHandle && 'handle' in action) {
    return { process: program.handles[action.handle].process, isHandle: true };
  }
  const { process } = program.actors[actor];
  return { process: process < 0 && 'place' in action ? action.place.process : process, isHandle: false };
}

/** By value. Every value is stored by one actor only. */
export function originsOfProgram(program: Program): ReadonlyMap<number, Origin> {
  const origins = new Map<number, Origin>();
  for (const area of program.areas) {
    if (area.touched) for (const value of area.initial) origins.set(value, { process: 0, isDevice: false });
  }
  for (const operation of operationsOf(program)) {
    const { action } = operation;
    const origin = performed(operation).origin?.(program, operation);
    if (origin !== undefined && 'value' in action) origins.set(action.value, origin);
  }
  return origins;
}

/** `ok`, `none` and tokens are not errors. */
export function isErrorCode(value: number): boolean {
  return value < 0 && value !== codes.ok && value !== codes.none && value !== codes.unset;
}
