/**
 * One operation, unit by unit. A unit is what nothing can come between: a page of an operation over a range,
 * or a whole operation. `steps` and `after` perform all units in a row, a race interleaves them.
 */

import { columnsOf, pageCount } from '../../program/operations.js';
import type { Action, Operation } from '../../program/program.js';
import { codes } from '../../program/values.js';
import type { Eager, GupAction } from './eager.js';
import { beginLeaving, endLeaving } from './leaving.js';
import { performed } from './operations/index.js';
import type { Grain, Unit } from './operations/performed.js';
import { drop, referenced } from './references.js';
import { nothing } from './state.js';

/** Performs unit `unit`, counted from 0. True when the operation has ended: with its last unit, or by an error. */
export function performUnit(eager: Eager, operation: Operation, unit: number, isRacing: boolean): boolean {
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

  if (performed(operation).observesValues?.(action) === true) state.observed[result + part] = answer;
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

/** An error ends an operation, except that some go on behind it. */
function survives(action: Action, error: number): boolean {
  return performed({ action }).survives === error;
}

/** By a process that is not alive, on one that is not, or through a reference that was not taken or is put. */
function isSkipped(eager: Eager, { actor, action }: Operation): boolean {
  const isGone = (process: number): boolean => process >= 0 && eager.state.processes[process].life !== 'alive';
  if (isGone(eager.program.actors[actor].process)) return true;
  if ('place' in action && isGone(action.place.process)) return true;
  if (!('handle' in action) || takes(action)) return false;
  return referenced(eager, action.handle, 'page' in action ? action.page : 0) === nothing;
}

/** In a total order an operation is over before the next one begins; pages go in their order. */
function grainOf(eager: Eager, action: Action, isRacing: boolean): Grain {
  const inOrder = 'place' in action ? 'page' : 'whole';
  return isRacing ? (performed({ action }).grain?.(eager, action) ?? inOrder) : inOrder;
}

function partsOf(grain: Grain, action: Action): number {
  switch (grain) {
    case 'page':
      return 'place' in action ? pageCount(action.place) : 1;
    case 'whole':
      return 1;
    case 'begin-end':
      return 2;
    case 'fork':
      return 3;
  }
}

/** The value read, `ok`, or an error. */
function performPart(eager: Eager, operation: Operation, grain: Grain, unit: Omit<Unit, 'page'>): number {
  const { action, actor } = operation;
  const performOn = (page: number): number => performed(operation).perform(eager, operation, { ...unit, page });
  if (!('place' in action)) return performOn(nothing);
  if (grain === 'page') return performOn(action.place.first + unit.part);
  if (grain === 'begin-end' && unit.part === 1) {
    endLeaving(eager, actor);
    return codes.ok;
  }
  const { process } = action.place;
  const before = [...eager.state.processes[process].pages];
  const answer = performOnAll(action, performOn);
  if (grain === 'begin-end' && (!isError(answer) || survives(action, answer)))
    beginLeaving(eager, actor, process, before, performed(operation).areasFirst === true);
  return answer;
}

type PlacedAction = Extract<Action, { readonly place: unknown }>;

/** All pages of the place at one point; an error ends it, or is the answer once the rest is done. */
function performOnAll(action: PlacedAction, performOn: (page: number) => number): number {
  let answer: number = codes.ok;
  for (let page = action.place.first; page <= action.place.last; page++) {
    const one = performOn(page);
    if (isError(one)) answer = one;
    if (isError(one) && !survives(action, one)) break;
  }
  return answer;
}
