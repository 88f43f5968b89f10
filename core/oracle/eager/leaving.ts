/**
 * Pages on their way out: within one munmap, MADV_DONTNEED or mremap of a race each page may go at any time of the call,
 * for each thread. A thread that looks decides for itself, and once it has seen the page gone it is gone for it.
 */

import type { Eager } from './eager.js';
import type { EagerState, LeavingCall, Mapping } from './state.js';

/** Who makes the call: it is under way once for each actor. */
export function beginLeaving(eager: Eager, caller: number, process: number, before: readonly (Mapping | undefined)[]): void {
  const { calls, processes } = eager.state;
  const were = new Map([...before.entries()].filter(([page, mapping]) => mapping !== processes[process].pages[page]));
  calls.push({ caller, process, were, seen: [] });
}

/** The call returns: what it took is gone for everybody. */
export function endLeaving(eager: Eager, caller: number): void {
  const { calls } = eager.state;
  const at = calls.findIndex((call) => call.caller === caller);
  if (at >= 0) calls.splice(at, 1);
}

/** What an actor finds at a page of a process. Later calls took what earlier ones had left. */
export function seenBy(eager: Eager, actor: number, process: number, page: number): Mapping | undefined {
  let found = eager.state.processes[process].pages[page];
  for (let at = eager.state.calls.length - 1; at >= 0; at--) {
    const call = eager.state.calls[at];
    if (call.process !== process || !call.were.has(page)) continue;
    if (hasSeen(call, actor, page) || eager.pick(2) === 1) {
      sees(eager.state, at, actor, page);
      return found;
    }
    found = call.were.get(page);
  }
  return found;
}

function hasSeen({ seen }: LeavingCall, actor: number, page: number): boolean {
  return seen.some((one) => one.actor === actor && one.page === page);
}

function sees(state: EagerState, at: number, actor: number, page: number): void {
  const call = state.calls[at];
  if (hasSeen(call, actor, page)) return;
  const seen = [...call.seen, { actor, page }].sort((a, b) => a.page - b.page || a.actor - b.actor);
  state.calls[at] = { ...call, seen };
}
