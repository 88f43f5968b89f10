/**
 * The interpreter: one atomic step of an actor, or all of its operation. The explorer, the debugger and the
 * sequential simulator run the same lists through the same code.
 */

import { stepLeadsDeeper, stepLeadsNowhere } from '../errors/errors.js';
import type { Machine } from '../machine/machine.js';
import type { Code } from '../machine/kernel.js';
import { beat } from './word.js';
import { answerInWords, Answers, blocked, done, next, restart } from './answers.js';
import { WrongStep } from './wrong-step.js';

/** What one step did to its actor. */
export const enum Ran {
  /** It has more to do. */
  on = 0,
  /** Nothing was written; not enabled now. */
  blocked = 1,
  /** Its operation is over; `machine.actor.error` holds the error, 0 if none. */
  finished = 2,
}

/** Puts an actor at the beginning of a list, as its outermost one. */
export function enter(m: Machine, a: number, list: number): void {
  m.actor.list[a] = list;
  m.actor.position[a] = 0;
  m.actor.depth[a] = 0;
  m.actor.error[a] = 0;
}

/** Executes one atomic step of an actor that is within an operation. */
export function runStep(m: Machine, a: number): Ran {
  beat();
  const list = m.policy.lists[m.actor.list[a]];
  const position = m.actor.position[a];
  return follow(m, a, list, position, list.run[position](m, a));
}

/** Executes an actor's operation to its end. False: it is blocked for good, since nobody else runs. */
export function runToEnd(m: Machine, a: number): boolean {
  const lists = m.policy.lists;
  for (;;) {
    beat();
    const list = lists[m.actor.list[a]];
    let position = m.actor.position[a];
    let answer = list.run[position](m, a);
    // The common case, kept out of the state: on to the next step of the same list.
    while (answer === next && position + 1 < list.run.length) answer = list.run[++position](m, a);
    const ran = follow(m, a, list, position, answer);
    if (ran === Ran.finished) return true;
    if (ran === Ran.blocked) {
      m.actor.position[a] = position;
      return false;
    }
  }
}

function follow(m: Machine, a: number, list: Code, position: number, answer: number): Ran {
  if (answer === next) return moveTo(m, a, list, position + 1);
  if (answer === done) return leave(m, a);
  if (answer === blocked) return Ran.blocked;
  if (answer === restart) return moveTo(m, a, list, 0);
  if (answer >= Answers.fail) return escape(m, a, Answers.fail - answer, list, position);
  if (answer >= Answers.call) return descend(m, a, position, answer - Answers.call);
  const target = list.positions[answer - Answers.goto] ?? -1;
  if (target < 0) throw lost(list, position, answer);
  return moveTo(m, a, list, target);
}

/** Orders are checked, and so is what steps of plugins answer: this is a step that answers otherwise than it declares. */
function lost(list: Code, position: number, answer: number, isDeeper = false): WrongStep {
  const words = answerInWords(answer);
  return new WrongStep(list.name, list.steps[position].name, (step) =>
    isDeeper ? stepLeadsDeeper(step, words) : stepLeadsNowhere(step, words),
  );
}

function moveTo(m: Machine, a: number, list: Code, position: number): Ran {
  if (position >= list.run.length) return leave(m, a);
  m.actor.position[a] = position;
  return Ran.on;
}

function descend(m: Machine, a: number, position: number, callee: number): Ran {
  const depth = m.actor.depth[a];
  const known = m.policy.lists[callee] !== undefined;
  if (!known || depth === m.stackDepth) {
    throw lost(m.policy.lists[m.actor.list[a]], position, Answers.call + callee, known);
  }
  const at = m.stackAt(a, depth);
  m.stack.list[at] = m.actor.list[a];
  m.stack.position[at] = position + 1;
  m.actor.depth[a] = depth + 1;
  m.actor.list[a] = callee;
  m.actor.position[a] = 0;
  return Ran.on;
}

/** Back to the caller; a call that was its list's last step ends that list too. */
function leave(m: Machine, a: number): Ran {
  for (let depth = m.actor.depth[a]; depth > 0; depth--) {
    pop(m, a, depth);
    if (m.actor.position[a] < m.policy.lists[m.actor.list[a]].run.length) return Ran.on;
  }
  return end(m, a);
}

function pop(m: Machine, a: number, depth: number): void {
  const at = m.stackAt(a, depth - 1);
  m.actor.list[a] = m.stack.list[at];
  m.actor.position[a] = m.stack.position[at];
  m.stack.list[at] = 0;
  m.stack.position[at] = 0;
  m.actor.depth[a] = depth - 1;
}

/** An error: to the back-off of this list or, behind it or without one, to the caller's. */
function escape(m: Machine, a: number, error: number, list: Code, position: number): Ran {
  m.actor.error[a] = error;
  for (let current = list, at = position; ;) {
    if (at < current.backOff) return moveTo(m, a, current, current.backOff);
    if (m.actor.depth[a] === 0) return end(m, a);
    pop(m, a, m.actor.depth[a]);
    current = m.policy.lists[m.actor.list[a]];
    at = m.actor.position[a] - 1;
  }
}

function end(m: Machine, a: number): Ran {
  abandon(m, a);
  return Ran.finished;
}

/** The actor is in no operation any more. What its lists have taken they must have given back. */
export function abandon(m: Machine, a: number): void {
  m.actor.list[a] = -1;
  m.actor.position[a] = 0;
}
