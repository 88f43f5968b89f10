/**
 * Pages on their way out: within one munmap, MADV_DONTNEED or mremap of a race each page may go at any time of the call,
 * for each thread. A thread that looks decides for itself, and once it has seen the page gone it is gone for it.
 *
 * munmap takes its areas before their page tables, and lets others run in between (dd2283f2605e). What has to ask for the
 * area finds it gone: get_user_pages, and a store to a page that is mapped read-only. A load through the page table still
 * succeeds. So of munmap a load decides for all looks to come, a store for stores, get_user_pages for itself alone.
 */

import type { Eager } from './eager.js';
import type { EagerState, LeavingCall, Look, Mapping } from './state.js';

/** Who makes the call: it is under way once for each actor. */
export function beginLeaving(
  eager: Eager,
  caller: number,
  process: number,
  before: readonly (Mapping | undefined)[],
  areasFirst: boolean,
): void {
  const { calls, processes } = eager.state;
  const were = new Map([...before.entries()].filter(([page, mapping]) => mapping !== processes[process].pages[page]));
  calls.push({ caller, process, were, areasFirst, seen: [] });
}

/** The call returns: what it took is gone for everybody. */
export function endLeaving(eager: Eager, caller: number): void {
  const { calls } = eager.state;
  const at = calls.findIndex((call) => call.caller === caller);
  if (at >= 0) calls.splice(at, 1);
}

/** What an actor finds at a page of a process. Later calls took what earlier ones had left. */
export function seenBy(eager: Eager, actor: number, process: number, page: number, look: Look): Mapping | undefined {
  let found = eager.state.processes[process].pages[page];
  for (let at = eager.state.calls.length - 1; at >= 0; at--) {
    const call = eager.state.calls[at];
    if (call.process !== process || !call.were.has(page)) continue;
    if (hasSeen(call, actor, page, look) || eager.pick(2) === 1) {
      sees(eager.state, at, actor, page, look);
      return found;
    }
    found = call.were.get(page);
  }
  return found;
}

/** Is a page gone for this look, since the actor has seen it gone before? */
function hasSeen({ seen }: LeavingCall, actor: number, page: number, look: Look): boolean {
  return seen.some((one) => one.actor === actor && one.page === page && (one.look === 'load' || one.look === look));
}

function sees(state: EagerState, at: number, actor: number, page: number, how: Look): void {
  const call = state.calls[at];
  const look = call.areasFirst ? how : 'load';
  if (look === 'gup' || hasSeen(call, actor, page, look)) return;
  const seen = [...call.seen, { actor, page, look }].sort(
    (a, b) => a.page - b.page || a.actor - b.actor || Number(a.look === 'store') - Number(b.look === 'store'),
  );
  state.calls[at] = { ...call, seen };
}
