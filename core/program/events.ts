/**
 * What steps emit and reports count. Events are not state.
 * The order is fixed: counters are indexed by position.
 */
export const eventNames = [
  'faults', // page faults taken by an access, of any kind
  'write-faults', // of these, a write to a present, write-protected PTE
  'reuses', // the write fault was answered by making the same page writable
  'copies', // the write fault or unshare replaced the page by a copy of it
  'zero-fills', // a fresh zeroed page was mapped, also over the zero page
  'zero-maps', // the zero page was mapped
  'file-maps', // the page-cache page that was faulted on was mapped
  'fault-around-maps', // pages of the page cache that were mapped with it (do_fault_around)
  'file-copies', // a private copy of a page-cache page was mapped by a write or unshare
  'pages-allocated',
  'pages-freed',
  'forks',
  'fork-ptes-shared',
  'early-copies', // fork copied the page for the child
  'fork-retries', // fork dropped its locks to allocate a page and retried the same PTE
  'write-protects', // a writable PTE was write-protected by fork
  'tlb-flushes',
  'ipis', // flushes that had to interrupt another CPU
  'page-lock-sleeps', // a write fault slept on the page lock
  'page-trylock-failures',
  'lru-drains', // a fault drained its CPU's LRU batch
  'exclusive-reuses', // reuse at once because the page was known to be exclusive
  'unshares', // an unshare fault replaced or claimed a page for a read-only pin; not one that finds it exclusive already
  'gup-fast-pages', // taken by the lockless walk
  'gup-fast-fallbacks', // given up by the lockless walk, left to the slow path
  'gup-slow-pages',
  'gup-faults', // faults taken on behalf of get_user_pages; getrusage counts them with the others
  'gup-write-faults', // of these, on a present, write-protected PTE
  'mprotect-upgrades', // mprotect made a PTE writable without a fault
  'barriers-after-atomics', // smp_mb__after_atomic a rule asks for: no instruction on x86, one on arm64
] as const;

/** The name of an event. */
export type EventName = (typeof eventNames)[number];

/** How often events came; those that did not may be absent. */
export type EventCounts = Readonly<Partial<Record<EventName, number>>>;
