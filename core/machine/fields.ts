/**
 * The fields of the machine's state: which things there are, what is remembered of each, and how wide it is.
 * Structure of arrays: a field is one typed array, indexed by the number of the thing.
 * Policies and variants may declare more fields before the state is laid out.
 */

export type Width = 8 | 16 | 32;

/** Width in bits by field name; values are signed. */
export const fields = {
  /** A page of memory. Frame 0 is the zero page. */
  frame: {
    /** page_count: one per PTE, LRU batch, page cache, FOLL_GET; FOLL_PIN as the accounting rule says. */
    refs: 32,
    /** Number of PTEs that map it. */
    mapcount: 32,
    /** `Frame` bits. */
    flags: 16,
    /** Page lock: actor + 1, 0 free. */
    lockedBy: 8,
    /** Content tokens of the two halves. */
    lo: 32,
    hi: 32,
    /** Reverse map: root of the fork tree + 1 (anon), 0 none; and the page index within it. */
    rmapRoot: 16,
    rmapIndex: 32,
    /** Next free frame (large machines keep a list). */
    nextFree: 32,
  },
  /** Page-table entry; number = table * entries per table + index. */
  pte: { word: 16, frame: 32 },
  /** A page table of PTEs. */
  table: { lockedBy: 8, refs: 16 },
  /** PMD entry; number = mm * PMDs per mm + index. Table + 1, 0 none. */
  pmd: { table: 32 },
  mm: {
    alive: 8,
    mmapReaders: 8,
    /** mmap lock held for writing: actor + 1. */
    mmapWriter: 8,
    /** has_pinned, later MMF_HAS_PINNED: a FOLL_PIN was ever started. Sticky. */
    hasPinned: 8,
    /** write_protect_seq: odd while fork write-protects. */
    writeProtectSeq: 16,
    /** Root of the fork tree (an mm number): where reverse-map walks start. */
    forkRoot: 16,
    anonPages: 32,
    filePages: 32,
  },
  /** Virtual memory area; pages first <= p < end. `mm` is mm + 1, 0 for a free slot. */
  vma: { mm: 16, first: 32, end: 32, prot: 8, flags: 8, offset: 32 },
  /** Per CPU: fill of the LRU add batch and of the activation batch; the entries of all add batches, then of all others, are `batch`. */
  cpu: { batched: 8, activating: 8 },
  batch: { frame: 32 },
  /** Who executes steps. `list` and `position` say where it stands; list -1: between operations. */
  actor: {
    list: 16, position: 16, depth: 8, cpu: 8, irqsOff: 8,
    /** Index of the next operation of its race list. */
    operation: 16,
    /** Error being propagated to the back-off step, a code of values.ts; 0 none. */
    error: 8,
  },
  /** Return addresses: actor * depth limit + depth. */
  stack: { list: 16, position: 16 },
  register: { value: 32 },
  /** One slot per page of a reference or pin. `frame` is frame + 1, 0 empty. */
  handle: { frame: 32, count: 32, kind: 8, process: 16 },
  observation: { value: 32 },
  /** Page cache: frame + 1, 0 not resident. */
  filePage: { frame: 32 },
  /** Translation that an actor may still use though the PTE says otherwise (tlb.ts). Number = actor * pages + page. Explorer only. */
  tlb: { translation: 32 },
  /** Frames of an actor's mmu_gather (gather.ts). */
  gather: { frame: 32 },
  global: { freeFrame: 32, framesInUse: 32 },
} as const satisfies Record<string, Record<string, Width>>;

/** A kind of thing that has fields: `frame`, `pte`, `vma` … */
export type Entity = keyof typeof fields;

/** The array that holds a field of so many bits. */
type ColumnOf<W> = W extends 8 ? Int8Array : W extends 16 ? Int16Array : Int32Array;

/** The arrays of one entity. Replaced as a whole when a large machine grows, so never keep one in a variable across steps. */
export type Columns<E extends Entity> = { [K in keyof (typeof fields)[E]]: ColumnOf<(typeof fields)[E][K]> };

/**
 * A field that a policy adds to the state; zero at first. Steps read and write it through `machine.extra`, rules read it as a
 * property of a view (frame, mm, pte). That of a frame is zero again when the frame is freed, that of a VMA goes along where it is
 * split or duplicated.
 */
export interface ExtraField {
  readonly entity: Entity;
  readonly name: string;
  readonly bits: Width;
}

/** A field of the machine's own, `frame.refs`. */
export type Field = { [E in Entity]: `${E}.${keyof (typeof fields)[E] & string}` }[Entity];

/** What a step reads or writes: a field of the machine's own, or one that a policy adds. */
export type Touched = Field | ExtraField;

/** `frame.refs`, whoever declared it. */
export function fieldName(field: Touched): string {
  return typeof field === 'string' ? field : `${field.entity}.${field.name}`;
}

/** How many there are of each. */
export type Capacities = Readonly<Record<Entity, number>>;
