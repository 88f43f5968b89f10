import type { Area } from './address-space.js';
import type { Occurrence } from './events.js';
import type { History } from './history.js';

/** What the hardware did on an access: in the recording, or in the model. */
export type Behaviour = 'no-fault' | 'absent' | 'write-protected' | 'refused';

/** An access on which recording and model disagree. */
export interface Disagreement extends Occurrence {
  readonly page: number;
  readonly access: string;
  readonly write: boolean;
  readonly recorded: 'absent' | 'write-protected';
  readonly model: Behaviour;
  /** Where the page lies, as far as known. */
  readonly area: Area | undefined;
  /** Faults of this process before this one. */
  readonly history: History;
}

/**
 * Two faults this close on one page are taken to be one miss seen twice: a fault takes about a microsecond to
 * serve, and more when the thread is preempted in between. Microseconds.
 */
const oneMiss = 100;

/**
 * Pages the kernel maps around a read fault of a file: fault_around_bytes, 64 KiB by default (mm/memory.c,
 * do_fault_around).
 */
const faultAroundPages = 16;

export const unexplained = 'unexplained';

/**
 * The reason whose preconditions the recording shows, by elimination in this order; `unexplained` when there is none.
 * It is an inference: a recording of faults does not say what the kernel did in between.
 */
export function reasonOf(difference: Disagreement): string {
  const { recorded, model, area, history, page } = difference;
  if (model === 'refused') return 'refused in the model: which mapping or protection was there is not in the recording';
  if (isOneMissSeenTwice(difference)) {
    return history.last(page)?.tid === difference.tid
      ? 'the same instruction faulted twice on one miss'
      : 'two threads faulted on one miss: the second fault was raised before the first was served';
  }
  if (recorded === 'absent' && isFilledAtForkInModel(difference)) {
    return 'left out by fork: the kernel copies no page tables of mappings without anonymous pages (vma_needs_copy)';
  }
  if (recorded === 'write-protected' && model === 'absent' && isFaultAround(difference)) {
    return 'fault-around: the kernel had mapped the file page with a neighbour, the model maps one page per fault';
  }
  if (area?.known === 'accessed') return 'mapped by exec or before the recording: what it was is not in the recording';
  if (recorded === 'write-protected' && model === 'absent' && !history.has(page)) {
    return 'present without a recorded fault: kernel faults, as on the buffer of a system call, are not recorded';
  }
  return unexplained;
}

function isOneMissSeenTwice({ page, access, tid, time, model, history }: Disagreement): boolean {
  const last = history.last(page);
  if (model !== 'no-fault' || last === undefined || time - last.time > oneMiss) return false;
  return last.tid !== tid || last.access === access;
}

function isFilledAtForkInModel({ page, area, history }: Disagreement): boolean {
  if (area === undefined || history.hasStore(area.first)) return false;
  return history.last(page) === undefined && history.isInherited(page);
}

/** The process had loaded a page of the same file mapping in the same block. */
function isFaultAround({ page, area, history }: Disagreement): boolean {
  if (area?.backing !== 'file' || history.has(page)) return false;
  const block = Math.floor(page / faultAroundPages) * faultAroundPages;
  for (let other = Math.max(block, area.first); other < Math.min(block + faultAroundPages, area.end); other++) {
    if (history.hasLoaded(other)) return true;
  }
  return false;
}
