/**
 * The decisions a kernel makes. The machine asks, the policy answers: each decision has its own interface and
 * service identifier; a policy binds an implementation. Rules are pure answers over read-only views.
 */

/** Service identifiers. `Symbol.for`, so that two copies of this package still agree. */
export const Rule = {
  /** do_wp_page: may the page be made writable in place? */
  WriteFault: Symbol.for('cowlab.rule.write-fault'),
  /** Is this the last reference? What a write-fault rule may ask when its own answer is not enough. */
  LastReference: Symbol.for('cowlab.rule.last-reference'),
  /** copy_present_pte: share the page with the child, or copy it now? */
  Fork: Symbol.for('cowlab.rule.fork'),
  /** How FOLL_PIN is counted, and page_maybe_dma_pinned. */
  PinAccounting: Symbol.for('cowlab.rule.pin-accounting'),
  /** What get_user_pages must break or unshare before it hands a page out. */
  Gup: Symbol.for('cowlab.rule.gup'),
  /** check_vma_flags: which file memory get_user_pages may hand out for writing. */
  FilePin: Symbol.for('cowlab.rule.file-pin'),
  /** can_follow_write_pte: may get_user_pages hand this PTE's page out for writing? */
  FollowWrite: Symbol.for('cowlab.rule.follow-write'),
  /** change_pte_range: may mprotect make the PTE writable without a fault? */
  Mprotect: Symbol.for('cowlab.rule.mprotect'),
  /** How direct I/O references the pages it reads into. */
  DirectIo: Symbol.for('cowlab.rule.direct-io'),
} as const;

/** The service identifier of a decision. */
export type RuleToken = (typeof Rule)[keyof typeof Rule];

/** `write-fault` for `Rule.WriteFault`. */
export function ruleName(token: symbol): string {
  return token.description?.replace('cowlab.rule.', '') ?? 'rule';
}

/** A frame as rules see it. Reading a field is recorded against the rule's `reads`. */
export interface FrameView {
  /** page_count: of a page of a large folio that of the folio. */
  readonly refs: number;
  /** page_mapcount: number of PTEs that map it. */
  readonly mapcount: number;
  /** PageAnon: private memory that comes from no file. */
  readonly isAnon: boolean;
  /** PageAnonExclusive. */
  readonly exclusive: boolean;
  /** Of tmpfs or of shared anonymous memory (shmem_mapping). */
  readonly isShmem: boolean;
  /** PageKsm: one of several equal pages that KSM has merged. */
  readonly isKsm: boolean;
  /** 1 if the frame is in the swap cache, else 0: it is a reference, and rules add it up. */
  readonly swapCached: number;
  /** page_folio: the folio that it belongs to, which is never missing. What it says is declared as `folio.pins`. */
  readonly folio: FolioView;
}

/**
 * The folio of the frame that a rule is asked about. Of a page by itself the order is 0 and so is everything else: what is
 * counted of it is its frame's.
 */
export interface FolioView {
  /** folio_order: it has two to the power of it pages. */
  readonly order: number;
  /** Its first page, which has the flags of the folio; of a page by itself that page. Declared as `head.isKsm`. */
  readonly head: FrameView;
  /** folio_large_mapcount: number of PTEs that map any of its pages. */
  readonly largeMapcount: number;
  /** folio_entire_mapcount: number of PMD entries that map it as a whole. */
  readonly entireMapcount: number;
  /** _pincount: pins (FOLL_PIN) of any of its pages. */
  readonly pins: number;
  /** folio_mm_id: the first of two address spaces that map it, numbered from 1; 0: there is none. */
  readonly firstMm: number;
  /** The second one. */
  readonly secondMm: number;
}

/** An address space as rules see it. */
export interface MmView {
  /** MMF_HAS_PINNED: FOLL_PIN has taken a page of it at some time; it is never unset. */
  readonly hasPinned: boolean;
}

/** A PTE as rules see it. */
export interface PteView {
  /** pte_write: the hardware lets stores through. */
  readonly writable: boolean;
  /** pte_dirty: a store has gone through it, or the kernel has marked it. */
  readonly dirty: boolean;
}

/** An area as rules see it. The lockless walk knows none: it takes it for private and not writable, and own fields for 0. */
export interface VmaView {
  /** A private mapping (is_cow_mapping). */
  readonly isCow: boolean;
  /** VM_WRITE. */
  readonly writable: boolean;
  /** Shared and writable, of a file system that tracks dirty pages (vma_needs_dirty_tracking). */
  readonly dirtyTracked: boolean;
}

/** How far a write fault has come when the rule is asked. */
export const enum Stage {
  /** Under the page-table lock only. */
  firstLook = 0,
  /** The local LRU batch was drained in between. */
  drained = 1,
  /** Under the page lock as well. */
  pageLocked = 2,
}

/** A write or unshare fault as rules see it. */
export interface FaultView {
  /** How far the fault has come: a rule is asked again at each stage until it decides. */
  readonly stage: Stage;
  /** An unshare fault: the page is to become exclusive but stays read-only. */
  readonly unshare: boolean;
}

/** What a write fault does about the page. */
export const enum Reuse {
  /** Make the page writable in place. */
  now = 0,
  copy = 1,
  /** Not decided yet: go on to the next step of the order (drain, take the page lock), then ask again. */
  lookCloser = 2,
}

interface Declared {
  /** Fields it reads: `frame.refs`, `mm.hasPinned`, `pte.dirty`, `vma.isCow`. */
  readonly reads: readonly string[];
}

/** May copy too much; must never answer `now` for a page that another mapping or reference can reach. */
export interface WriteFaultRule extends Declared {
  /** do_wp_page: whether the process may go on with this very page. Asked under the page-table lock. */
  mayReuse(frame: FrameView, fault: FaultView): Reuse;
}

/** May copy too much; must never share a page that is pinned. */
export interface ForkRule extends Declared {
  /** copy_present_pte: whether the child gets a copy now, in place of a shared page that is read-only for both. */
  mustCopy(frame: FrameView, parent: MmView): boolean;
}

/** May call a page pinned that is not; must never call a pinned page unpinned. */
export interface PinAccountingRule extends Declared {
  /** References one FOLL_PIN takes. */
  readonly perPin: number;
  /** page_maybe_dma_pinned: whether FOLL_PIN may hold references to the page. */
  isMaybePinned(frame: FrameView): boolean;
}

/** A call of get_user_pages as rules see it. */
export interface GupRequest {
  /** FOLL_PIN; false: FOLL_GET. */
  readonly pin: boolean;
  /** FOLL_WRITE: the caller is going to store to the page. */
  readonly write: boolean;
  /** FOLL_LONGTERM: the reference may be held for good. */
  readonly longterm: boolean;
  /** FOLL_FORCE: what the protection forbids is granted where the mapping could allow it. */
  readonly force: boolean;
  /** FOLL_FAST_ONLY: what the lockless walk cannot have is not wanted. */
  readonly fastOnly: boolean;
  /** Asked by the lockless walk, which knows no VMA. */
  readonly lockless: boolean;
}

/** May break or unshare too much; must never hand out a page that the process will be parted from later. */
export interface GupRule extends Declared {
  /** Treat this read as a write, so that COW is broken first. */
  breaksCow(request: GupRequest, vma: VmaView): boolean;
  /** A page mapped read-only must be made exclusive before it is handed out. */
  mustUnshare(frame: FrameView, request: GupRequest, vma: VmaView): boolean;
  /** An unshare fault copies zero and page-cache pages too. */
  readonly unsharesAnyPage: boolean;
  /** FOLL_PIN takes references on the zero page. */
  readonly countsZeroPage: boolean;
}

/** May refuse too much; must never let a device write for long to what a file system may have written back and cleaned since. */
export interface FilePinRule extends Declared {
  /** check_vma_flags, of a file mapping and for writing: may a page of it be taken? Else the call fails with EFAULT. */
  mayTake(request: GupRequest, vma: VmaView): boolean;
  /** The lockless walk has its page and knows no VMA: may it keep it? What it may not is left to the slow path. */
  mayTakeLockless(frame: FrameView, request: GupRequest): boolean;
}

/** Must never let a write reach a page that others see. */
export interface FollowWriteRule extends Declared {
  /** `cowBroken`: a write fault of this very call has replaced or reused the page (FOLL_COW). */
  mayFollow(pte: PteView, frame: FrameView, request: GupRequest, cowBroken: boolean, vma: VmaView): boolean;
}

/** May leave a PTE read-only; must never make one writable that fork shared. */
export interface MprotectRule extends Declared {
  /** change_pte_range, of a mapping that becomes writable: whether the PTE may be made writable at once, without a write fault. */
  mayUpgrade(frame: FrameView, pte: PteView): boolean;
}

/** Whether direct I/O takes FOLL_GET or FOLL_PIN: a fact of the era, not a matter of right or wrong. */
export interface DirectIoRule extends Declared {
  /** How a page is referenced while the device uses it: FOLL_GET or FOLL_PIN. */
  readonly reference: 'get' | 'pin';
}

/** All rules of a machine, resolved before its first step. */
export interface Rules {
  /** Asked at write and unshare faults. */
  readonly writeFault: WriteFaultRule;
  /** Asked for each present page of private memory at fork. */
  readonly fork: ForkRule;
  /** Asked wherever the number of references is to say whether a page is pinned. */
  readonly pinAccounting: PinAccountingRule;
  /** Asked by both walks of get_user_pages. */
  readonly gup: GupRule;
  /** Asked by both walks of get_user_pages for pages of files. */
  readonly filePin: FilePinRule;
  /** Asked by the slow walk that wants to write through a read-only PTE. */
  readonly followWrite: FollowWriteRule;
  /** Asked where a mapping becomes writable. */
  readonly mprotect: MprotectRule;
  /** Read when direct I/O begins. */
  readonly directIo: DirectIoRule;
}

/** Which service identifier answers for which member. */
export const ruleTokens: Readonly<Record<keyof Rules, RuleToken>> = {
  writeFault: Rule.WriteFault,
  fork: Rule.Fork,
  pinAccounting: Rule.PinAccounting,
  gup: Rule.Gup,
  filePin: Rule.FilePin,
  followWrite: Rule.FollowWrite,
  mprotect: Rule.Mprotect,
  directIo: Rule.DirectIo,
};
