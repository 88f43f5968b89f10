/** Where the ABI promises less than the eager machine (scenario-format, allowances). Data; `oracle/` gives them meaning. */

const allowances = {
  'ro-get-may-detach': 'vmsplice and its like never promised that a read reference follows its owner',
  'ro-short-pin-may-detach': 'commit 84209e87c696: only long-term read-only pins of zero and private file pages are kept in sync',
  'private-file-may-freeze': 'mmap(2): whether later changes of the file show in an untouched private page is unspecified',
  'dma-during-fork-may-tear': 'nothing stops the device during a fork',
  'unmap-is-not-ordered': 'mmu_gather: one flush for many pages, which are gone for each thread when it looks',
  'lazyfree-may-zero': 'madvise(2), MADV_FREE',
  'fast-only-may-fail': 'gup(9): the fast-only path may fail at any time',
  'out-of-memory': 'man pages: ENOMEM, only with machine.frames',
  'no-space': 'man pages: ENOSPC, only with free-blocks',
  'refused-by-design': 'commit 8ac268436e6d: a long-term writable pin of a dirty-tracked file is refused',
} as const;

/** As `allow` of a scenario names what the ABI leaves open. */
export type Allowance = keyof typeof allowances;

/** What is in force where a scenario says nothing. */
export const allAllowances = Object.keys(allowances) as Allowance[];
