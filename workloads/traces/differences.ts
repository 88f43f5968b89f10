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

const faultAround =
  'fault-around: the kernel had mapped the file page with a neighbour, which in the model lies in another ' +
  'mapping: where the mappings of exec end is not recorded';

/** The model has mapped a page with a neighbour, and the kernel had not. */
const notAround = {
  exec:
    'fault-around: the model had mapped the file page with a neighbour, which on the kernel lay in another mapping: where ' +
    'the mappings of exec end is not recorded',
  recorded:
    'fault-around: the model had mapped the file page with a neighbour and the kernel had not, as when it is not in the ' +
    'page cache by then: the model has files there as a whole',
};

/** The reason of a difference that has none. */
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
  if (recorded === 'absent' && model !== 'absent' && isFaultAround(difference))
    return notAround[area?.known === 'exec' ? 'exec' : 'recorded'];
  if (recorded === 'write-protected' && model === 'absent' && area?.known === 'exec' && !history.has(page)) {
    return reasonInImage(difference);
  }
  if (recorded === 'write-protected' && model === 'absent' && isFaultAround(difference)) return faultAround;
  if (recorded === 'write-protected' && area?.backing === 'file' && area.shared) {
    return (
      'a store to a page of a shared file that is clean again: writeback write-protects those it has written ' +
      '(page_mkclean), the model has no writeback'
    );
  }
  if (area?.known === 'accessed') return 'mapped before the recording: what it was is not in the recording';
  if (recorded === 'write-protected' && model === 'absent' && !history.has(page)) {
    return 'present without a recorded fault: kernel faults, as on the buffer of a system call, are not recorded';
  }
  return unexplained;
}

/** A page of a program or its loader that was present though nobody had faulted on it. */
function reasonInImage(difference: Disagreement): string {
  if (difference.history.hasForked) {
    return (
      'a page of a program or its loader, present before a fork without a fault: mapped with a neighbour, or ' +
      'stored to by exec, which clears the rest of the last page of data; the recording does not tell them apart'
    );
  }
  // Without a fork only a page of a file is write-protected, and only a neighbour's fault maps it unasked.
  return isFaultAround(difference)
    ? faultAround
    : 'mapped with a file page further off than fault-around reaches, as when the page cache has both in one large folio';
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

/**
 * The process had loaded a page of the same file mapping that is mapped with this one: pages are mapped from the beginning
 * of their block or of the mapping, which for those of exec is not recorded.
 */
function isFaultAround({ page, area, history }: Disagreement): boolean {
  if (area?.backing !== 'file' || history.has(page)) return false;
  const isKnown = area.known !== 'exec';
  const bounds = isKnown ? area : { first: -Infinity, end: Infinity };
  const nearest = Math.max(page - faultAroundPages + 1, bounds.first);
  for (let other = nearest; other < Math.min(page + faultAroundPages, bounds.end); other++) {
    const from = Math.max(Math.floor(other / faultAroundPages) * faultAroundPages, bounds.first);
    if (from <= page && page < (isKnown ? from : other) + faultAroundPages && history.hasLoaded(other)) return true;
  }
  return false;
}
