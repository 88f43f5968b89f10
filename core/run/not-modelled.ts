/** What no result of this program speaks about, one sentence each: part of every report. */

export const notModelled: readonly string[] = [
  'Times as such: events are counted, and priced only as the difference between two policies, as an interval over a measured cost profile.',
  'Memory ordering weaker than sequential consistency: races are explored in all interleavings of steps, no step is seen out of order.',
  'Swap, reclaim, KSM, huge pages, migration, writeback and userfaultfd.',
  'Memory cgroups, RCU and the merging of anon_vmas.',
  'Migration of long-term pins out of CMA and movable memory.',
  'MMU notifiers: nothing is said about guests and devices with on-demand paging.',
  'Contention and caches: a lock is held or free, and its waiting costs nothing.',
  'Workloads are measured, not checked against the eager machine; verdicts come from scenarios.',
];
