/** What no result of this program speaks about, one sentence each: part of every report. */

export const notModelled: readonly string[] = [
  'Times as such: events are counted, and priced only as the difference between two policies, as an interval over a measured cost profile.',
  'Memory ordering weaker than sequential consistency: races are explored in all interleavings of steps, no step is seen out of order.',
  'Swap, reclaim, KSM, huge pages, migration, writeback and userfaultfd.',
  'What a file system does when it is notified of a store to a shared page (page_mkwrite): blocks, waiting for writeback, errors. So nothing shows what long-term writable pins of files did up to Linux 6.4.',
  'Memory cgroups, RCU and the merging of anon_vmas.',
  'Migration of long-term pins out of CMA and movable memory.',
  'MMU notifiers: nothing is said about guests and devices with on-demand paging.',
  'Contention and caches: a lock is held or free, and its waiting costs nothing.',
  'On which CPU a process runs: process p, the lowest number free at its fork, stays on CPU p modulo the number of CPUs, and only pages in the LRU batch of another CPU depend on it. Recordings are replayed on other numbers of CPUs as well.',
  'The draining of LRU batches in munmap, MADV_DONTNEED and exit up to Linux 6.13, and the multi-generational LRU, which activates no page for get_user_pages.',
  'The size of LRU batches by kernel: they hold 15 pages under every policy, as up to Linux 6.8; from 6.9 on they hold 31 (9cecde80aae0).',
  'The two full barriers for an exclusive page in unmapping and KSM since 6.1 (088b8aa537c2): both belong to reclaim and KSM.',
  'Workloads are measured, not checked against the eager machine; verdicts come from scenarios.',
];
