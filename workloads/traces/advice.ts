import type { WorkloadAdvice } from '../../core/program/workload.js';

/**
 * What the replay makes of an advice: an advice of the model; nothing, because it changes neither what is mapped nor
 * who sees a store (`no-op`); or nothing although it does something the model lacks (`left-out`).
 */
export type Advised =
  | { readonly kind: 'modelled'; readonly advice: WorkloadAdvice }
  | { readonly kind: 'no-op' }
  | { readonly kind: 'left-out'; readonly what: string };

const noOp: Advised = { kind: 'no-op' };

function modelled(advice: WorkloadAdvice): Advised {
  return { kind: 'modelled', advice };
}

function leftOut(name: string, why: string): Advised {
  return { kind: 'left-out', what: `madvise ${name}: ${why}` };
}

const broughtIn = 'the pages it brings in without a fault are there only where a later fault shows it';
const hugePages = 'the model has base pages only';

/** Values of madvise(2) on x86, include/uapi/asm-generic/mman-common.h. */
const advices: Readonly<Record<number, Advised>> = {
  0: noOp, // NORMAL, then RANDOM, SEQUENTIAL and WILLNEED: read-ahead fills the page cache, not page tables
  1: noOp,
  2: noOp,
  3: noOp,
  4: modelled('dontneed'),
  8: noOp, // FREE: without memory pressure the pages stay, writable as they were
  9: leftOut('MADV_REMOVE', 'the pages stay; a fault on one later is a difference'),
  10: modelled('dontfork'),
  11: modelled('dofork'),
  12: leftOut('MADV_MERGEABLE', 'the model has no same-page merging'),
  13: noOp, // UNMERGEABLE: there is nothing merged
  14: leftOut('MADV_HUGEPAGE', hugePages),
  15: noOp, // NOHUGEPAGE
  16: noOp, // DONTDUMP, DODUMP: core dumps
  17: noOp,
  18: modelled('wipeonfork'),
  19: modelled('keeponfork'),
  20: noOp, // COLD: ages pages and leaves them mapped
  21: leftOut('MADV_PAGEOUT', 'the model has no swap'),
  22: leftOut('MADV_POPULATE_READ', broughtIn),
  23: leftOut('MADV_POPULATE_WRITE', broughtIn),
  24: modelled('dontneed'), // DONTNEED_LOCKED: the model has no mlock
  25: leftOut('MADV_COLLAPSE', hugePages),
  100: leftOut('MADV_HWPOISON', 'the model has no memory failures'),
  101: leftOut('MADV_SOFT_OFFLINE', 'the model has no migration'),
  102: modelled('dontneed'), // GUARD_INSTALL zaps what was there (madvise_guard_install); who touches a guard is killed
  103: noOp, // GUARD_REMOVE: where the guard was is nothing
};

/** What a number of madvise(2) means. */
export function adviceOf(behaviour: number): Advised {
  return advices[behaviour] ?? leftOut(`${behaviour}`, 'what it does is not known');
}
