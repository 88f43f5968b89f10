/**
 * One operation, unit by unit. A unit is what nothing can come between: a page of an operation over a range,
 * or a whole operation. `steps` and `after` perform all units in a row, a race interleaves them.
 */

import { columnsOf, pageCount } from '../../program/operations.js';
import type { Action, Operation, Place } from '../../program/program.js';
import { codes } from '../../program/values.js';
import { readFile, readPage, writeFile, writePage } from './accesses.js';
import type { Eager, GupAction } from './eager.js';
import { beginLeaving, endLeaving } from './leaving.js';
import { madvisePage, mmapPage, mprotectPage, mremapPage, munmapPage } from './mappings.js';
import { exec, exit, forkPart } from './processes.js';
import { drop, readThrough, referenced, takePage, writeThrough } from './references.js';
import { nothing } from './state.js';

/** Performs unit `unit`, counted from 0. True when the operation has ended: with its last unit, or by an error. */
export function perform(eager: Eager, operation: Operation, unit: number, isRacing: boolean): boolean {
  const { state } = eager;
  const { action, result } = operation;
  if (isSkipped(eager, operation)) {
    giveUp(eager, operation);
    return true;
  }
  const grain = grainOf(eager, action, isRacing);
  const parts = partsOf(grain, action);
  const part = unit % parts;
  const isLast = unit + 1 === parts * operation.times;
  // Of a repeated load only the last value stays to be seen.
  const column = unit >= parts * (operation.times - 1) ? result + part : undefined;
  const answer = performPart(eager, operation, grain, { part, parts, column });

  if (observesValues(action)) state.observed[result + part] = answer;
  else if (isError(answer)) state.observed[result] = answer;
  else if (isLast && state.observed[result] === codes.unset) state.observed[result] = codes.ok;

  if (isError(answer) && !survives(action, answer)) {
    giveUp(eager, operation);
    return true;
  }
  if (isLast && takes(action)) state.live[action.handle] = true;
  return isLast;
}

/** What is left of the operation observes `none`, and get_user_pages is all or nothing. */
function giveUp(eager: Eager, operation: Operation): void {
  const { observed } = eager.state;
  for (const column of columnsOf(operation)) {
    if (observed[column] === codes.unset) observed[column] = codes.none;
  }
  if (takes(operation.action)) drop(eager, operation.action.handle);
}

function takes(action: Action): action is GupAction {
  return action.op === 'get' || action.op === 'pin' || action.op === 'dio';
}

function isError(answer: number): boolean {
  return answer < 0 && answer !== codes.ok;
}

/** An error ends an operation, except that madvise(2) goes on behind a hole. */
function survives(action: Action, error: number): boolean {
  return action.op === 'madvise' && error === codes.ENOMEM;
}

function observesValues(action: Action): boolean {
  switch (action.op) {
    case 'read': return action.observed;
    case 'read-ref': case 'dma-read': case 'file-read': return true;
    default: return false;
  }
}

/** By a process that is not alive, on one that is not, or through a reference that was not taken or is put. */
function isSkipped(eager: Eager, { actor, action }: Operation): boolean {
  const isGone = (process: number): boolean => process >= 0 && eager.state.processes[process].life !== 'alive';
  if (isGone(eager.program.actors[actor].process)) return true;
  if ('place' in action && isGone(action.place.process)) return true;
  if (!('handle' in action) || takes(action)) return false;
  return referenced(eager, action.handle, 'page' in action ? action.page : 0) === nothing;
}

/** What nothing can come between. */
type Grain =
  /** Every page of the range by itself, in order. */
  | 'page'
  /** The whole operation. */
  | 'whole'
  /** A begin, at which all is done, and an end: in between each page goes when somebody looks. */
  | 'begin-end'
  /** fork, where device stores race with it: a begin, a point and an end. */
  | 'fork';

function grainOf({ latitudes, program }: Eager, action: Action, isRacing: boolean): Grain {
  if (!isRacing) return 'place' in action ? 'page' : 'whole';
  if (action.op === 'fork') return latitudes.some((latitude) => latitude.stretchesFork?.(program)) ? 'fork' : 'whole';
  if (takesPagesAway(action) && latitudes.some((latitude) => latitude.unordersUnmap)) return 'begin-end';
  // Under the mmap lock for writing: everybody else is at their old translations, or waits.
  if (action.op === 'mmap' || action.op === 'mprotect') return 'whole';
  return 'place' in action ? 'page' : 'whole';
}

function partsOf(grain: Grain, action: Action): number {
  switch (grain) {
    case 'page': return 'place' in action ? pageCount(action.place) : 1;
    case 'whole': return 1;
    case 'begin-end': return 2;
    case 'fork': return 3;
  }
}

function takesPagesAway(action: Action): action is Extract<Action, { op: 'munmap' | 'madvise' | 'mremap' }> {
  return action.op === 'munmap' || action.op === 'mremap' || (action.op === 'madvise' && action.advice === 'dontneed');
}

/** A unit of an operation: which of its parts, and where a value that it loads stays to be seen. */
interface Unit {
  readonly part: number;
  readonly parts: number;
  readonly column: number | undefined;
}

/** The value read, `ok`, or an error. */
function performPart(eager: Eager, operation: Operation, grain: Grain, unit: Unit): number {
  const { action, actor } = operation;
  if (!('place' in action)) return performOn(eager, operation, nothing, unit);
  if (grain === 'page') return performOn(eager, operation, action.place.first + unit.part, unit);
  if (grain === 'begin-end' && unit.part === 1) {
    endLeaving(eager, actor);
    return codes.ok;
  }
  const { process } = action.place;
  const before = [...eager.state.processes[process].pages];
  const answer = performOnAll(eager, operation, action.place, unit);
  if (grain === 'begin-end' && (!isError(answer) || survives(action, answer))) beginLeaving(eager, actor, process, before, action.op === 'munmap');
  return answer;
}

/** All pages of the place at one point; an error ends it, or is the answer once the rest is done. */
function performOnAll(eager: Eager, operation: Operation, { first, last }: Place, unit: Unit): number {
  let answer: number = codes.ok;
  for (let page = first; page <= last; page++) {
    const one = performOn(eager, operation, page, unit);
    if (isError(one)) answer = one;
    if (isError(one) && !survives(operation.action, one)) break;
  }
  return answer;
}

function performOn(eager: Eager, operation: Operation, page: number, { part, parts, column }: Unit): number {
  const { action, actor } = operation;
  const process = eager.program.actors[operation.actor].process;
  switch (action.op) {
    case 'read': return readPage(eager, actor, action, page, action.observed ? column : undefined);
    case 'write': return writePage(eager, actor, action, page);
    case 'mmap': return mmapPage(eager, action, page);
    case 'munmap': return munmapPage(eager, action.place.process, page);
    case 'mprotect': return mprotectPage(eager, action.place.process, page, action.prot);
    case 'madvise': return madvisePage(eager, action.place.process, page, action.advice);
    case 'mremap': return mremapPage(eager, { ...operation, action }, page);
    case 'get': case 'pin': case 'dio': return takePage(eager, actor, action, page, operation.result);
    case 'put': case 'unpin': case 'dio-end': return drop(eager, action.handle);
    case 'read-ref': case 'dma-read': return readThrough(eager, action, column);
    case 'dma-write': return writeThrough(eager, action);
    case 'file-read': return readFile(eager, action);
    case 'file-write': return writeFile(eager, action);
    case 'fork': return forkPart(eager, actor, process, action.child, part, parts);
    case 'exec': return exec(eager, process);
    case 'exit': return exit(eager, process);
    case 'lru-drain': case 'wait': return codes.ok;
  }
}

