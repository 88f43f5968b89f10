/**
 * The interpreter: one atomic step of an actor, or all of its operation. The explorer, the debugger and the
 * sequential simulator run the same lists through the same code.
 */

import { stackDepth, type Machine } from '../machine/machine.js';
import type { CompiledList } from './order.js';
import { beat } from './word.js';
import { wrongPolicy } from '../errors/errors.js';
import { Answers, blocked, callTarget, done, gotoTarget, next, restart, type Answer } from './step.js';

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

function follow(m: Machine, a: number, list: CompiledList, position: number, answer: Answer): Ran {
  if (answer === next) return moveTo(m, a, list, position + 1);
  if (answer === done) return leave(m, a);
  if (answer === blocked) return Ran.blocked;
  if (answer === restart) return moveTo(m, a, list, 0);
  if (answer >= Answers.fail) return escape(m, a, Answers.fail - answer, list, position);
  if (answer >= Answers.call) return descend(m, a, position, answer - Answers.call);
  const target = list.positions[answer - Answers.goto] ?? -1;
  if (target < 0) throw lostJump(m, list, position, answer);
  return moveTo(m, a, list, target);
}

/** Only a policy's own step can: those of the machine declare their jumps, and orders without the targets are refused. */
function lostJump(m: Machine, list: CompiledList, position: number, answer: unknown): Error {
  const target = typeof answer === 'number' ? gotoTarget(answer) : undefined;
  const what = target === undefined ? `answers \`${String(answer)}\`` : `jumps to \`${target}\`, which is not in \`${list.name}\``;
  return wrongStep(m, list, position, what, target === undefined
    ? '`next`, `done`, `blocked`, `restart`, `goto(…)`, `call(…)` or `fail(…)`'
    : 'steps that declare their jumps (`goes`), to places that their order has');
}

function lostCall(m: Machine, list: CompiledList, position: number, callee: number): Error {
  const names = m.policy.lists.filter((known) => known !== undefined).map(({ name }) => name);
  const target = callTarget(Answers.call + callee) ?? '';
  const isKnown = names.includes(target);
  return wrongStep(m, list, position, `calls \`${target}\`, which ${isKnown ? 'leads ever deeper' : 'is no list'}`,
    isKnown ? 'steps that declare their calls (`calls`), to lists that do not lead back' : `one of ${names.join(', ')}`);
}

function wrongStep(m: Machine, list: CompiledList, position: number, what: string, expected: string): Error {
  const { name } = list.steps[position];
  const owner = m.policy.chain.findLast(({ steps }) => steps?.[list.name]?.some((step) => step.name === name));
  return wrongPolicy(owner?.id ?? m.policy.id, `has a step \`${name}\` of \`${list.name}\` that ${what}`, expected, owner?.origin);
}

function moveTo(m: Machine, a: number, list: CompiledList, position: number): Ran {
  if (position >= list.run.length) return leave(m, a);
  m.actor.position[a] = position;
  return Ran.on;
}

function descend(m: Machine, a: number, position: number, callee: number): Ran {
  const depth = m.actor.depth[a];
  if (m.policy.lists[callee] === undefined || depth === stackDepth) throw lostCall(m, m.policy.lists[m.actor.list[a]], position, callee);
  const at = a * stackDepth + depth;
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
  const at = a * stackDepth + depth - 1;
  m.actor.list[a] = m.stack.list[at];
  m.actor.position[a] = m.stack.position[at];
  m.stack.list[at] = 0;
  m.stack.position[at] = 0;
  m.actor.depth[a] = depth - 1;
}

/** An error: to the back-off of this list or, behind it or without one, to the caller's. */
function escape(m: Machine, a: number, error: number, list: CompiledList, position: number): Ran {
  m.actor.error[a] = error;
  for (let current = list, at = position; ; ) {
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
