/** Bits and small codes stored in the state's words. */

/** Bits of `frame.flags`; those that the kernel has too are called as its PG_ flags. */
export const Frame = {
  anon: 1,
  /** PageAnonExclusive (6c287605fd56): mapped by one page table only, may be pinned. */
  exclusive: 2,
  ksm: 4,
  swapCache: 8,
  lru: 32,
  /** In the page cache (a file or shared anonymous memory). */
  pageCache: 64,
  allocated: 128,
  /** Accessed once by get_user_pages; the second time it is activated (mark_page_accessed). */
  referenced: 256,
  active: 512,
  /** In the page cache of tmpfs (shmem_mapping), or of shared anonymous memory, which is made of it. */
  shmem: 1024,
} as const;

/** A PTE's word: its kind (pte-kind.ts) in the low three bits, flags above. */
export const Pte = {
  kindMask: 7,
  none: 0,
  present: 1,
  /** Maps the zero page. */
  zero: 2,
  write: 8,
  dirty: 16,
  young: 32,
  /** Present for the kernel, not accessible (PROT_NONE). */
  protNone: 64,
} as const;

/** A PMD entry's word: its kind in the low two bits, flags above. */
export const Pmd = {
  kindMask: 3,
  none: 0,
  /** Points to a table of PTEs. */
  table: 1,
  /** PTEs below may grant writes; without it none does, whatever it says. */
  write: 4,
} as const;

/**
 * Flags of a VMA. `file`: there is a page cache behind it; `dirtyTracked`: of a file system that keeps account of which pages
 * are dirty, as tmpfs and shared anonymous memory do not; `uncached`: which was empty when it was made; `anonVma`: an
 * anonymous page was ever there, so fork copies it.
 */
export const Vma = { shared: 1, file: 2, dontFork: 4, wipeOnFork: 8, anonVma: 16, dirtyTracked: 32, uncached: 64 } as const;

/** Protection of a VMA, as bits. */
export const Prot = { none: 0, read: 1, write: 2 } as const;

/** What `handle.kind` may be: how the page was referenced, and so how it is dropped. */
export const HandleKind = { none: 0, get: 1, pin: 2 } as const;

/** Why a fault is taken. */
export const Access = {
  read: 0,
  write: 1,
  /** FAULT_FLAG_UNSHARE (c89357e27f20): make the page exclusive, leave it read-only. */
  unshare: 2,
  /** FOLL_FORCE: a missing VM_WRITE is ignored in private mappings. */
  force: 4,
  /** On behalf of get_user_pages. */
  gup: 8,
} as const;

/** Flags of a get_user_pages call. */
export const Foll = { get: 1, pin: 2, write: 4, longterm: 8, force: 16, fastOnly: 32, slowOnly: 64 } as const;
