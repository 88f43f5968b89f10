/** What rules are asked and may look at, by name: what is checked when a policy is compiled, and recorded in a run. */

import {
  Rule,
  ruleTokens,
  type FaultView,
  type FolioView,
  type FrameView,
  type GupRequest,
  type MmView,
  type PteView,
  type RuleToken,
  type Rules,
  type VmaView,
} from './rule.js';

interface Views {
  readonly frame: FrameView;
  /** Of the frame. */
  readonly folio: FolioView;
  /** Of the folio. */
  readonly head: FrameView;
  readonly mm: MmView;
  readonly pte: PteView;
  readonly vma: VmaView;
  readonly fault: FaultView;
  readonly request: GupRequest;
  readonly cowBroken: boolean;
}

/** What a question is about. */
export type Subject = keyof Views;

/** What a view shows, without the views to which it leads. */
type FieldsOf<S extends Subject> = { [Name in keyof Views[S]]: Views[S][Name] extends object ? never : Name }[keyof Views[S]];

const ofFrames: Readonly<Record<FieldsOf<'frame'>, string>> = {
  refs: 'page_count: of a page of a large folio that of the folio',
  mapcount: 'page_mapcount: number of PTEs that map it',
  isAnon: 'PageAnon',
  isShmem: 'of tmpfs or of shared anonymous memory (shmem_mapping)',
  exclusive: 'PageAnonExclusive',
  isKsm: 'PageKsm',
  swapCached: '1 if it is in the swap cache, else 0: it is a reference, and rules add it up',
};

/** Fields of the state by view, as `reads` of a rule names them, `frame.refs`, and what each says. The question itself is not declared. */
export const readable: {
  readonly [S in 'frame' | 'folio' | 'head' | 'mm' | 'pte' | 'vma']: Readonly<Record<FieldsOf<S>, string>>;
} = {
  frame: ofFrames,
  folio: {
    order: 'folio_order of the folio that the frame belongs to; 0, as all else, of a page by itself',
    largeMapcount: 'folio_large_mapcount: number of PTEs that map any of its pages',
    entireMapcount: 'folio_entire_mapcount: number of PMD entries that map it as a whole',
    pins: '_pincount: pins of any of its pages',
    firstMm: 'folio_mm_id: the first of two address spaces that map it, from 1; 0 none',
    secondMm: 'the second one',
  },
  head: ofFrames,
  mm: { hasPinned: 'has_pinned, later MMF_HAS_PINNED: a FOLL_PIN was ever started' },
  pte: { writable: 'pte_write', dirty: 'pte_dirty' },
  vma: {
    isCow: 'is_cow_mapping: private',
    writable: 'VM_WRITE',
    dirtyTracked: 'vma_needs_dirty_tracking: shared and writable, of a file system that tracks dirty pages',
  },
};

/** Every name that `reads` may have. */
export const readableFields: readonly string[] = Object.entries(readable).flatMap(([view, names]) =>
  Object.keys(names).map((name) => `${view}.${name}`),
);

/** Must a rule that reads from it say so? It is a thing that has fields, then, and no part of the question itself. */
export function isDeclared(subject: string): boolean {
  return Object.hasOwn(readable, subject);
}

/** Views that are reached through another view of the question, by a property of this name: whose. */
export const reachedThrough: Readonly<Partial<Record<Subject, Subject>>> = { folio: 'frame', head: 'folio' };

/** What an implementation must have: methods by name, with what they are asked about in this order, and constants. */
export interface Members {
  readonly methods: Readonly<Record<string, readonly Subject[]>>;
  readonly constants: readonly string[];
}

/** By rule, what its implementation must have. */
export const members: Readonly<Record<keyof Rules, Members>> = {
  writeFault: { methods: { mayReuse: ['frame', 'fault'] }, constants: [] },
  fork: { methods: { mustCopy: ['frame', 'mm'] }, constants: [] },
  pinAccounting: { methods: { isMaybePinned: ['frame'] }, constants: ['perPin'] },
  gup: {
    methods: { breaksCow: ['request', 'vma'], mustUnshare: ['frame', 'request', 'vma'] },
    constants: ['unsharesAnyPage', 'countsZeroPage'],
  },
  filePin: { methods: { mayTake: ['request', 'vma'], mayTakeLockless: ['frame', 'request'] }, constants: [] },
  followWrite: { methods: { mayFollow: ['pte', 'frame', 'request', 'cowBroken', 'vma'] }, constants: [] },
  mprotect: { methods: { mayUpgrade: ['frame', 'pte'] }, constants: [] },
  directIo: { methods: {}, constants: ['reference'] },
};

/** What whoever is bound to a service identifier must have. */
export function membersOf(token: RuleToken): Members {
  if (token === Rule.LastReference) return members.writeFault;
  const member = (Object.keys(ruleTokens) as (keyof Rules)[]).find((name) => ruleTokens[name] === token);
  return member === undefined ? { methods: {}, constants: [] } : members[member];
}
