/**
 * What may still be touched from a place in a list on, whatever way is taken: along the declared answers of its steps, through the
 * lists that they call. While somebody else holds locks, only what comes before these are needed.
 */

import { blocked, done, labelNumber, listNumber, next, restart, waysOf } from '../../engine/answers.js';
import type { CompiledList } from '../../engine/order.js';
import type { Step } from '../../engine/step.js';
import { fieldName } from '../../machine/fields.js';
import type { CompiledPolicy } from '../../policy/compile.js';
import { include, type Footprint, type Footprints } from './footprints.js';

/** How somebody holds the mmap lock, a bit for each: a step that needs it in the other's way waits. */
export const Held = {
  none: 0,
  /** For reading. */
  read: 1,
  /** For writing. */
  write: 2,
} as const;

/** What may be touched from a place on. */
export interface Future extends Footprint {
  readsIrqs: boolean;
  writesIrqs: boolean;
  /** The list may come to its end, or be left with an error. */
  leaves: boolean;
}

/** One that touches nothing yet. */
export function nothingOf(footprints: Footprints): Future {
  return { reads: footprints.none(), writes: footprints.none(), readsIrqs: false, writesIrqs: false, leaves: false };
}

/** Puts all that another one touches in. */
export function add(into: Future, other: Footprint): void {
  include(into.reads, other.reads);
  include(into.writes, other.writes);
  into.readsIrqs ||= other.readsIrqs;
  into.writesIrqs ||= other.writesIrqs;
}

function writes(step: Step, field: string): boolean {
  return (step.writes ?? []).some((written) => fieldName(written) === field);
}

/** Does it wait for one of these locks? It touches what it looks at, and nothing comes behind it. */
function waitsFor(step: Step, held: number): boolean {
  if (!step.answers.includes(blocked)) return false;
  if ((held & (Held.read | Held.write)) !== 0 && writes(step, 'mm.mmapWriter')) return true;
  return (held & Held.write) !== 0 && writes(step, 'mm.mmapReaders');
}

/** The futures of all places of a policy's lists. */
export class Futures {
  private readonly byList: readonly (readonly Future[] | undefined)[];

  /** @param held locks that somebody else holds all the while */
  constructor(
    policy: CompiledPolicy,
    footprints: Footprints,
    private readonly held: number,
  ) {
    const { lists } = policy;
    this.byList = lists.map((list) => list?.steps.map((step) => ({ ...nothingOf(footprints), ...footprints.ofStep(step) })));
    this.byList = this.byList.map((futures) => futures && [...futures, { ...nothingOf(footprints), leaves: true }]);
    for (let size = -1, now = this.size(); now > size; now = this.size()) {
      size = now;
      for (const [number, list] of lists.entries()) if (list !== undefined) this.follow(list, number);
    }
  }

  /** @param position may be the number of the list's steps: its end */
  at(list: number, position: number): Future {
    const future = this.byList[list]?.[position];
    if (future === undefined) throw new Error(`list ${list} has no position ${position}`);
    return future;
  }

  /** Grows as long as futures do. */
  private size(): number {
    return this.byList.flat().reduce((sum, future) => sum + (future === undefined ? 0 : sizeOf(future)), 0);
  }

  private follow(list: CompiledList, number: number): void {
    for (let at = list.steps.length - 1; at >= 0; at--) {
      if (!waitsFor(list.steps[at], this.held)) this.followStep(list, number, at);
    }
  }

  private followStep(list: CompiledList, number: number, at: number): void {
    const { answers } = list.steps[at];
    const { goes, calls, fails } = waysOf(list.steps[at]);
    const called = calls.map((name) => this.at(listNumber(name), 0));
    const isBack = called.some(({ leaves }) => leaves);
    const future = this.at(number, at);
    for (const callee of called) add(future, callee);
    future.leaves ||= answers.includes(done) || ((fails || isBack) && at >= list.backOff);
    const positions = [
      ...(answers.includes(next) || isBack ? [at + 1] : []),
      ...(answers.includes(restart) ? [0] : []),
      ...((fails || isBack) && at < list.backOff ? [list.backOff] : []),
      ...goes.map((label) => list.positions[labelNumber(label)]),
    ];
    for (const position of positions) {
      const then = this.at(number, position);
      add(future, then);
      future.leaves ||= then.leaves;
    }
  }
}

function sizeOf({ reads, writes: written, readsIrqs, writesIrqs, leaves }: Future): number {
  const bits = [...reads, ...written].reduce((sum, word) => sum + ones(word), 0);
  return bits + Number(readsIrqs) + Number(writesIrqs) + Number(leaves);
}

function ones(word: number): number {
  let count = 0;
  for (let left = word; left !== 0; left &= left - 1) count++;
  return count;
}
