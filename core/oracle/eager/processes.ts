/** fork, exec and exit: each at one point. */

import { codes } from '../../program/values.js';
import type { Eager } from './eager.js';
import { duplicate } from './slots.js';
import { freshSlot, nothing, type SlotId } from './state.js';

/**
 * fork(2). In one part it is one operation. In three, where device stores race with it, the call begins, copies
 * all private pages at one point, and returns in parent and child.
 */
export function forkPart(eager: Eager, parent: number, child: number, part: number, parts: number): number {
  const isWhole = parts === 1;
  if (isWhole || part === 0) eager.state.windows.push({ parent, child, isCopied: false, stores: [], copies: [] });
  if (isWhole || part === 1) copyMemory(eager, child);
  if (isWhole || part === 2) bear(eager, child);
  return codes.ok;
}

function copyMemory(eager: Eager, child: number): void {
  const { state } = eager;
  const at = state.windows.findIndex((window) => window.child === child);
  const window = state.windows[at];
  const copies: (readonly [SlotId, SlotId])[] = [];
  const pages = state.processes[window.parent].pages.map((mapping) => {
    if (mapping === undefined || mapping.dontfork) return undefined;
    if (mapping.shared) return mapping;
    if (mapping.wipeonfork) return { ...mapping, slot: freshSlot(state, false, nothing) };
    const copy = duplicate(state, mapping.slot);
    for (const latitude of eager.latitudes) latitude.afterForkCopy?.(eager, window, mapping.slot, copy);
    copies.push([mapping.slot, copy]);
    return { ...mapping, slot: copy };
  });
  state.processes[child] = { life: 'unborn', pages };
  state.windows[at] = { ...window, isCopied: true, stores: [], copies };
}

function bear(eager: Eager, child: number): void {
  const { state } = eager;
  state.windows.splice(state.windows.findIndex((window) => window.child === child), 1);
  state.processes[child] = { life: 'alive', pages: state.processes[child].pages };
}

/** execve(2): all mappings go, the process lives. */
export function exec(eager: Eager, process: number): number {
  const { life, pages } = eager.state.processes[process];
  eager.state.processes[process] = { life, pages: pages.map(() => undefined) };
  return codes.ok;
}

/** exit(2): all mappings go; references keep their pages. */
export function exit(eager: Eager, process: number): number {
  const { pages } = eager.state.processes[process];
  eager.state.processes[process] = { life: 'dead', pages: pages.map(() => undefined) };
  return codes.ok;
}
