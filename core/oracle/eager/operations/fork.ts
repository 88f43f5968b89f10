/** fork(2), at one point. */

import { codes } from '../../../program/values.js';
import { duplicate } from '../contents.js';
import type { Eager } from '../eager.js';
import { seenBy } from '../leaving.js';
import { remap } from '../mappings.js';
import { runsOut } from '../running-out.js';
import { freshSlot, nothing, type ForkWindow, type Mapping, type SlotId } from '../state.js';
import type { Performed } from './performed.js';

/** What a unit of `fork` does on the eager machine, and what can come between two of them. */
export const fork: Performed<'fork'> = {
  /** `ok` or ENOMEM. */
  perform: (eager, { actor, action, result }, { part, parts }) =>
    part === 0 && runsOut(eager, result, codes.ENOMEM)
      ? codes.ENOMEM
      : forkPart(eager, actor, eager.program.actors[actor].process, action.child, part, parts),
  grain: ({ latitudes, program }) => (latitudes.some((latitude) => latitude.stretchesFork?.(program)) ? 'fork' : 'whole'),
};

/**
 * In one part it is one operation. In three, where device stores race with it, the call begins, copies
 * all private pages at one point, and returns in parent and child.
 */
function forkPart(eager: Eager, actor: number, parent: number, child: number, part: number, parts: number): number {
  const isWhole = parts === 1;
  if (isWhole || part === 0) eager.state.windows.push({ parent, child, isCopied: false, stores: [], copies: [] });
  if (isWhole || part === 1) copyMemory(eager, actor, child);
  if (isWhole || part === 2) bear(eager, child);
  return codes.ok;
}

function copyMemory(eager: Eager, actor: number, child: number): void {
  const { state } = eager;
  const at = state.windows.findIndex((window) => window.child === child);
  const window = state.windows[at];
  const copies: (readonly [SlotId, SlotId])[] = [];
  for (const page of state.processes[window.parent].pages.keys()) {
    const mapping = seenBy(eager, actor, window.parent, page, 'load');
    if (mapping !== undefined && !mapping.dontfork) remap(eager, child, page, copyMapping(eager, window, mapping, copies));
  }
  state.windows[at] = { ...window, isCopied: true, stores: [], copies };
}

/** What the child has in place of a page of its parent; a copy is noted. */
function copyMapping(eager: Eager, window: ForkWindow, mapping: Mapping, copies: (readonly [SlotId, SlotId])[]): Mapping {
  if (mapping.shared) return mapping;
  if (mapping.wipeonfork) return { ...mapping, slot: freshSlot(eager.state, window.child, false, nothing) };
  const copy = duplicate(eager, mapping.slot, window.child);
  for (const latitude of eager.latitudes) latitude.afterForkCopy?.(eager, window, mapping.slot, copy);
  copies.push([mapping.slot, copy]);
  return { ...mapping, slot: copy };
}

function bear(eager: Eager, child: number): void {
  const { state } = eager;
  state.windows.splice(
    state.windows.findIndex((window) => window.child === child),
    1,
  );
  state.processes[child].life = 'alive';
}
