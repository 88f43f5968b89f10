/** Whether an actor holds the mmap lock of its address space, so that others of it wait. */

import { flowThrough } from '../../engine/flow.js';
import { isLabel } from '../../engine/step.js';
import type { CompiledPolicy, PolicyMachine } from '../../policy/compile.js';
import { Held } from './futures.js';

/** Places of a policy's lists at which the mmap lock is held for certain. */
export class LockedPlaces {
  private readonly byList: readonly (readonly boolean[] | undefined)[];

  constructor({ lists }: CompiledPolicy) {
    this.byList = lists.map((list) => {
      if (list === undefined) return undefined;
      const { before, atEnd } = flowThrough(list.entries, []);
      const known = [...list.entries.flatMap((entry, at) => (isLabel(entry) ? [] : [before[at]])), atEnd];
      // What is held at a back-off depends on what has failed.
      const isKnown = (at: number): boolean => list.backOff < 0 || at < list.backOff;
      return known.map(
        (clauses, at) => isKnown(at) && (clauses?.some((clause) => clause.size === 1 && clause.has('mmap-lock')) ?? false),
      );
    });
  }

  /** How the actor holds the mmap lock, a bit of `Held`. @param mm the one address space that it works on */
  heldBy(m: PolicyMachine, actor: number, mm: number): number {
    if (m.mm.mmapWriter.at(mm) === actor + 1) return Held.write;
    return m.mm.mmapReaders.at(mm) > 0 && this.hasMmapLock(m, actor) ? Held.read : Held.none;
  }

  private hasMmapLock(m: PolicyMachine, actor: number): boolean {
    if (this.isLocked(m.actor.list[actor], m.actor.position[actor])) return true;
    for (let depth = m.actor.depth[actor] - 1; depth >= 0; depth--) {
      const at = m.stackAt(actor, depth);
      if (this.isLocked(m.stack.list[at], m.stack.position[at])) return true;
    }
    return false;
  }

  private isLocked(list: number, position: number): boolean {
    return this.byList[list]?.[position] ?? false;
  }
}
